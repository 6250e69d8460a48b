"""What the desk wants the next job to end with, where it should not simply succeed."""

import json
from typing import Any

from zhijian_sandbox.state.store import Store


def set_next(store: Store, appid: str, *, kind: str, verdict: dict[str, Any]) -> None:
    store.set_meta(_name(appid, kind), json.dumps(verdict, ensure_ascii=False))


def next_one(store: Store, appid: str, *, kind: str) -> dict[str, Any]:
    """What is waiting, {} for success; it stays."""
    text = store.meta(_name(appid, kind))
    return dict(json.loads(text)) if text else {}


def take(store: Store, appid: str, *, kind: str) -> dict[str, Any]:
    """What is waiting, and it is used up."""
    verdict = next_one(store, appid, kind=kind)
    if verdict:
        store.set_meta(_name(appid, kind), "")
    return verdict


def _name(appid: str, kind: str) -> str:
    return f"verdict:{kind}:{appid}"
