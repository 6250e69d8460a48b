from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "zhijian.ui"
    label = "ui"
