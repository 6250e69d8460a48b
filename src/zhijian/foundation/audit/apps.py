from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "zhijian.foundation.audit"
    label = "audit"
