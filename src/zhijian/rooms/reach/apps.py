from django.apps import AppConfig


class ReachConfig(AppConfig):
    name = "zhijian.rooms.reach"
    label = "reach"
