from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "zhijian.console"
    label = "console"
