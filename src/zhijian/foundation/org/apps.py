from django.apps import AppConfig


class OrgConfig(AppConfig):
    name = "zhijian.foundation.org"
    label = "org"
