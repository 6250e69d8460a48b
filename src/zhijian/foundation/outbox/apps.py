from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "zhijian.foundation.outbox"
    label = "outbox"
