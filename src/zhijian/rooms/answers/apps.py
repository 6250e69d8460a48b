from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "zhijian.rooms.answers"
    label = "answers"

    def ready(self) -> None:
        from zhijian.rooms.answers import handing_over  # noqa: F401, PLC0415 -- models load after apps
