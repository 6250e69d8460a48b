from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "zhijian.foundation.visits"
    label = "visits"
