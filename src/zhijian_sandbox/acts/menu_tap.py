"""A tap on the account's menu, by the type of the button."""

from hashlib import md5
from typing import Any

from zhijian.wechat import events
from zhijian_sandbox import back_end, cards, links, menus, windows
from zhijian_sandbox.acts import given, writing
from zhijian_sandbox.acts.scene import Done, Scene
from zhijian_sandbox.phones import media_content
from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state import media, posts
from zhijian_sandbox.voices import seconds_of

_PICTURES: dict[str, type[events.PicMenuEvent]] = {
    "pic_sysphoto": events.PicSysphoto,
    "pic_photo_or_album": events.PicPhotoOrAlbum,
    "pic_weixin": events.PicWeixin,
}


def tap(scene: Scene) -> Done:
    scene.must_follow()
    shown = menus.shown_to(scene.desk.store, scene.app, scene.tie)
    button = _button(scene, shown.buttons)
    name, kind = button["name"], button.get("type", "")
    menu_id = str(shown.menu_id or "")
    if shown.menu is not None and shown.menu_id is None:
        return _from_back_end(scene, button)
    match kind:
        case "click":
            windows.opened_by_acting(scene.desk.store, scene.tie, now=scene.desk.clock.now())
            return Done(letters=[scene.event(events.Click, f"点菜单 {name}", event_key=button["key"])])
        case "view":
            letter = scene.event(events.View, f"打开 {name}", event_key=button["url"], menu_id=menu_id)
            return Done(
                letters=[letter], open_url=links.address_on_phone(button["url"], phone_host=scene.person.host)
            )
        case "miniprogram":
            letter = scene.event(
                events.ViewMiniprogram, f"打开小程序 {name}", event_key=button["pagepath"], menu_id=menu_id
            )
            return Done(letters=[letter])
        case "scancode_push" | "scancode_waitmsg":
            return _scan_from_menu(scene, button)
        case "pic_sysphoto" | "pic_photo_or_album" | "pic_weixin":
            return _picture_from_menu(scene, button)
        case "location_select":
            return _place_from_menu(scene, button)
        case _:
            return _shown_from_menu(scene, button)


def _button(scene: Scene, buttons: list[dict[str, Any]]) -> dict[str, Any]:
    path = scene.data.get("path")
    if not isinstance(path, list) or not 1 <= len(path) <= 2 or not all(type(step) is int for step in path):
        raise Refusal("path 是从 0 起的下标，如 [1] 或 [1, 0]", field="path")
    button: dict[str, Any] = {"sub_button": buttons}
    for step in path:
        inside = menus.below(button)
        if not 0 <= step < len(inside):
            raise Refusal("菜单里没有这一项", field="path", status=404)
        button = inside[step]
    if menus.below(button):
        raise Refusal("这一项下面还有子菜单，要点到子项", field="path")
    return button


def _scan_from_menu(scene: Scene, button: dict[str, Any]) -> Done:
    result = given.text(scene.data, "result", most=2000, default="https://example.com/")
    kind = events.ScancodeWaitmsg if button["type"] == "scancode_waitmsg" else events.ScancodePush
    found = events.ScanCodeInfo(scan_type="qrcode", scan_result=result)
    letter = scene.event(kind, f"菜单扫码 {button['name']}", event_key=button["key"], scan_code_info=found)
    leads_on = kind is events.ScancodePush and result.startswith(("http://", "https://"))
    open_url = links.address_on_phone(result, phone_host=scene.person.host) if leads_on else None
    return Done(letters=[letter], open_url=open_url)


def _picture_from_menu(scene: Scene, button: dict[str, Any]) -> Done:
    done = writing.picture(scene)
    media_id = done.bubble["media"]["media_id"] if done.bubble else ""
    checksum = md5(media.content(scene.desk.store, media_id), usedforsecurity=False).hexdigest()
    pictures = events.SendPicsInfo(count=1, pictures=(events.Picture(pic_md5_sum=checksum),))
    kind = _PICTURES[button["type"]]
    letter = scene.event(kind, f"菜单发图 {button['name']}", event_key=button["key"], send_pics_info=pictures)
    return Done(bubble=done.bubble, letters=[letter, *done.letters])


def _place_from_menu(scene: Scene, button: dict[str, Any]) -> Done:
    done = writing.location(scene)
    place = done.bubble or {}
    info = events.SendLocationInfo(
        location_x=place["latitude"],
        location_y=place["longitude"],
        scale=place["scale"],
        label=place["label"],
    )
    letter = scene.event(
        events.LocationSelect,
        f"菜单发位置 {button['name']}",
        event_key=button["key"],
        send_location_info=info,
    )
    return Done(bubble=done.bubble, letters=[letter, *done.letters])


def _article_from_menu(scene: Scene, button: dict[str, Any]) -> Done:
    """A published article: as a card in the chat, or opened at once. The account is not asked."""
    post = posts.by_article_id(scene.desk.store, scene.app.appid, str(button.get("article_id", "")))
    if post is None or post.articles[0]["is_deleted"]:
        raise Refusal("菜单里的文章已经不在了", field="path", status=409)
    if button["type"] == "article_view_limited":
        url = post.articles[0]["url"]
        return Done(open_url=links.address_on_phone(url, phone_host=scene.person.host))
    content = cards.content(post)
    return Done(
        bubble=scene.desk.phones.show(scene.tie, side="account", kind="news", via="menu", content=content)
    )


def _from_back_end(scene: Scene, button: dict[str, Any]) -> Done:
    """A menu made in the back end answers by itself; the account is not asked."""
    if button["type"] == "view":
        return Done(open_url=links.address_on_phone(str(button["url"]), phone_host=scene.person.host))
    made = back_end.as_bubble(scene.desk.store, scene.app, button)
    if made is None:
        return Done()
    kind, content = made
    return Done(
        bubble=scene.desk.phones.show(scene.tie, side="account", kind=kind, via="menu", content=content)
    )


def _shown_from_menu(scene: Scene, button: dict[str, Any]) -> Done:
    """What the account put into its menu, a picture, a sound, an article: the account is not asked."""
    if "article_id" in button:
        return _article_from_menu(scene, button)
    found = media.find(scene.desk.store, str(button.get("media_id", "")))
    if found is None:
        raise Refusal("菜单里的素材已经不在了", field="path", status=409)
    content: dict[str, Any] = {"media": media_content(found)}
    if found.kind == "voice":
        content["seconds"] = seconds_of(media.content(scene.desk.store, found.media_id))
    elif found.kind == "video":
        content |= {"thumb": None, "title": "", "description": ""}
    kind = "image" if found.kind == "thumb" else found.kind
    bubble = scene.desk.phones.show(scene.tie, side="account", kind=kind, via="menu", content=content)
    return Done(bubble=bubble)
