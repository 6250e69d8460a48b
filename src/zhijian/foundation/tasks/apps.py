from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "zhijian.foundation.tasks"
    label = "tasks"
