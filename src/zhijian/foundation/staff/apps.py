from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "zhijian.foundation.staff"
    label = "staff"
