from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "zhijian.console"
    label = "console"

    def ready(self) -> None:
        from zhijian.console.sign_in.noting import listen  # noqa: PLC0415 -- models load after apps

        listen()
