"""Walking into a chat."""

from zhijian.wechat import events
from zhijian_sandbox.acts import given
from zhijian_sandbox.acts.scene import Done, Scene


def enter(scene: Scene) -> Done:
    """A verified service account learns where the person is, if he tells."""
    scene.must_follow()
    settings = scene.app.settings
    if scene.data.get("latitude") is None or settings.kind != "service" or not settings.verified:
        return Done()
    letter = scene.event(
        events.LocationReport,
        "上报位置",
        latitude=given.decimal(scene.data, "latitude", least=-90, most=90, default=0),
        longitude=given.decimal(scene.data, "longitude", least=-180, most=180, default=0),
        precision=given.decimal(scene.data, "precision", least=0, most=100_000, default=50),
    )
    return Done(letters=[letter])
