from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "zhijian.rooms.answers"
    label = "answers"
