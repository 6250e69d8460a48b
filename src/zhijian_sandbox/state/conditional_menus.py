"""Menus that only some followers see."""

import json
from dataclasses import dataclass
from typing import Any

from zhijian_sandbox.state.store import Store


@dataclass(frozen=True, slots=True)
class ConditionalMenu:
    menu_id: int
    menu: dict[str, Any]
    rule: dict[str, Any]


def add(store: Store, appid: str, *, menu_id: int, menu: dict[str, Any], rule: dict[str, Any]) -> None:
    store.insert(
        "conditional_menus",
        {
            "menu_id": menu_id,
            "appid": appid,
            "menu": json.dumps(menu, ensure_ascii=False),
            "rule": json.dumps(rule, ensure_ascii=False),
        },
    )


def newest_first(store: Store, appid: str) -> list[ConditionalMenu]:
    rows = store.all("SELECT * FROM conditional_menus WHERE appid = ? ORDER BY menu_id DESC", appid)
    return [ConditionalMenu(row["menu_id"], json.loads(row["menu"]), json.loads(row["rule"])) for row in rows]


def remove(store: Store, appid: str, menu_id: int) -> bool:
    """Whether there was one."""
    sql = "DELETE FROM conditional_menus WHERE appid = ? AND menu_id = ?"
    return store.run(sql, appid, menu_id).rowcount > 0


def remove_all(store: Store, appid: str) -> None:
    store.run("DELETE FROM conditional_menus WHERE appid = ?", appid)
