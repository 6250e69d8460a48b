from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "zhijian.foundation.activity"
    label = "activity"
