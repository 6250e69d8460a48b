"""Menus for tests."""

from typing import Any

from zhijian.foundation.accounts.models import Account
from zhijian.rooms.answers.menu import services
from zhijian.rooms.answers.menu.places import Button, Buttons, Place, entry_at, fingerprint
from zhijian.rooms.answers.menu.queries import menu_of
from zhijian.rooms.answers.models import MenuVersion


def press(name: str, key: str = "", **more: Any) -> Button:
    return {"type": "click", "name": name, "key": key or f"key-{name}", **more}


def opens(name: str, url: str = "https://qinghe.example/") -> Button:
    return {"type": "view", "name": name, "url": url}


def column(name: str, *below: Button) -> Button:
    return {"name": name, "sub_button": list(below)}


def a_menu() -> Buttons:
    """Two columns with something below, one that acts by itself."""
    return [
        column("看学习", press("本月学习"), press("听一听")),
        column("办事情", press("组织关系"), opens("交党费"), press("报名志愿")),
        opens("找支部"),
    ]


def put(account: Account, at: str, entry: Button, *, by: Any = "tests", **more: Any) -> MenuVersion:
    """As somebody who sees what stands there now."""
    place = Place.read(at)
    assert place
    there = entry_at(menu_of(account, tag=more.get("tag")).buttons, place)
    return services.put_entry(
        account=account, place=place, entry=entry, seen=fingerprint(there), by=by, **more
    )


def a_draft(account: Account, buttons: Buttons | None = None, **more: Any) -> MenuVersion:
    return MenuVersion.objects.create(
        account=account,
        buttons=a_menu() if buttons is None else buttons,
        made_by_name="林",
        changed_by_name="林",
        **more,
    )


def published(account: Account, buttons: Buttons | None = None, **more: Any) -> MenuVersion:
    """A menu WeChat has taken."""
    draft = a_draft(account, buttons, **more)
    services.publish(account=account, tag=draft.tag, by="林")
    services.note_accepted(draft.pk, menu_id=f"menu-{draft.pk}" if draft.tag else "")
    draft.refresh_from_db()
    account.refresh_from_db()
    return draft
