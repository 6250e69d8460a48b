from django.apps import AppConfig


class ReachConfig(AppConfig):
    name = "zhijian.rooms.reach"
    label = "reach"

    def ready(self) -> None:
        from zhijian.rooms.reach import handing_over  # noqa: F401, PLC0415 -- models load after apps
        from zhijian.rooms.reach.services import closing  # noqa: F401, PLC0415 -- models load after apps
