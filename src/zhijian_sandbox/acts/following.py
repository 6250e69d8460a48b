"""Coming and going: follow, leave, scan a code."""

from typing import Any

from zhijian.wechat import events
from zhijian_sandbox import windows
from zhijian_sandbox.acts import given
from zhijian_sandbox.acts.scene import Done, Scene
from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state import followers, follows, qrcodes, tags
from zhijian_sandbox.state.qrcodes import QrCode
from zhijian_sandbox.state.store import Store


def follow(scene: Scene) -> Done:
    if scene.tie.following:
        raise Refusal(f"{scene.person.name}已经关注了{scene.app.name}", field="act", status=409)
    return _start_following(scene, _living_code(scene))


def unfollow(scene: Scene) -> Done:
    scene.must_follow()
    store = scene.desk.store
    windows.closed(store, scene.tie)
    for tag in tags.of_tie(store, scene.tie.id):
        tags.take_off(store, scene.app.appid, tag, tie=scene.tie.id)
    followers.change_tie(store, scene.tie.id, following=False)
    follows.left(store, scene.app.appid, at=scene.desk.clock.now())
    _announce(scene)
    return Done(letters=[scene.event(events.Unsubscribe, "取消关注了")])


def scan(scene: Scene) -> Done:
    code = _living_code(scene)
    if not scene.tie.following:
        return _start_following(scene, code)
    if code is None:
        return Done()
    windows.opened_by_acting(scene.desk.store, scene.tie, now=scene.desk.clock.now())
    title = f"扫码 {code.scene}"
    return Done(letters=[scene.event(events.Scan, title, event_key=str(code.scene), ticket=code.ticket)])


def own_address(gh_id: str) -> str:
    """What the account's own code, the one without a scene, says."""
    return f"http://weixin.qq.com/r/{gh_id}"


def code_of(store: Store, data: dict[str, Any], *, appid: str | None) -> QrCode | None:
    """The code that was named: by ticket, by what it says, or the newest for a scene."""
    if data.get("ticket") is not None:
        code = qrcodes.by_ticket(store, given.text(data, "ticket", least=1, most=200))
        if code is None:
            raise Refusal("没有这张码", field="ticket", status=404)
        return code
    if data.get("url") is not None:
        return qrcodes.by_url(store, given.text(data, "url", least=1, most=4000))
    scene = data.get("scene")
    if scene is None or appid is None:
        return None
    if isinstance(scene, bool) or not isinstance(scene, int | str):
        raise Refusal("scene 是整数或文字", field="scene")
    code = qrcodes.newest_for_scene(store, appid, scene)
    if code is None:
        raise Refusal("没有这个场景的码，先用 qrcode/create 做一张", field="scene", status=404)
    return code


def _living_code(scene: Scene) -> QrCode | None:
    code = code_of(scene.desk.store, scene.data, appid=scene.app.appid)
    if code is not None and code.appid != scene.app.appid:
        raise Refusal("这张码是别的公众号的", field="ticket", status=409)
    if code is not None and not code.is_alive(scene.desk.clock.now()):
        raise Refusal("这张码过期了", field="ticket", status=409)
    return code


def _start_following(scene: Scene, code: QrCode | None) -> Done:
    now = scene.desk.clock.now()
    number = code.scene if code is not None and isinstance(code.scene, int) else 0
    words = code.scene if code is not None and isinstance(code.scene, str) else ""
    by_code = code is not None or scene.data.get("url") is not None
    subscribe_scene = "ADD_SCENE_QR_CODE" if by_code else "ADD_SCENE_SEARCH"
    follows.came(scene.desk.store, scene.app.appid, scene=subscribe_scene, at=now)
    followers.change_tie(
        scene.desk.store,
        scene.tie.id,
        following=True,
        followed_at=int(now),
        subscribe_scene=subscribe_scene,
        qr_scene=number,
        qr_scene_str=words,
    )
    windows.opened_by_acting(scene.desk.store, scene.tie, now=now)
    _announce(scene)
    if code is None:
        return Done(letters=[scene.event(events.Subscribe, "关注了")])
    letter = scene.event(
        events.Subscribe, f"扫码 {code.scene}，关注了", event_key=f"qrscene_{code.scene}", ticket=code.ticket
    )
    return Done(letters=[letter])


def _announce(scene: Scene) -> None:
    scene.desk.phones.announce_follower(scene.person)
    scene.desk.phones.announce_chat(scene.app.appid, scene.person.number)
