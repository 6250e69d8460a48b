"""An account's templates, and what followers allowed."""

import json
import secrets
from dataclasses import dataclass
from typing import Any

from zhijian_sandbox.state.store import Store


@dataclass(frozen=True, slots=True)
class Template:
    template_id: str
    appid: str
    family: str
    tid: str
    kids: list[int]
    scene: str
    made_at: float


def add(
    store: Store, appid: str, *, family: str, tid: str, kids: list[int], scene: str, at: float
) -> Template:
    template_id = secrets.token_urlsafe(32)[:43]
    store.run(
        "INSERT INTO templates VALUES (?, ?, ?, ?, ?, ?, ?)",
        template_id,
        appid,
        family,
        tid,
        json.dumps(kids),
        scene,
        at,
    )
    return Template(template_id, appid, family, tid, kids, scene, at)


def find(store: Store, appid: str, template_id: str, *, family: str) -> Template | None:
    row = store.one(
        "SELECT * FROM templates WHERE appid = ? AND template_id = ? AND family = ?",
        appid,
        template_id,
        family,
    )
    return _template(row) if row is not None else None


def every(store: Store, appid: str, *, family: str) -> list[Template]:
    rows = store.all(
        "SELECT * FROM templates WHERE appid = ? AND family = ? ORDER BY made_at, template_id", appid, family
    )
    return [_template(row) for row in rows]


def remove(store: Store, template_id: str) -> None:
    store.run("DELETE FROM templates WHERE template_id = ?", template_id)


def allow(store: Store, *, tie: int, template_id: str, always: bool) -> None:
    """One notice more, or from now on always."""
    store.run(
        """INSERT INTO grants VALUES (?, ?, 1, ?) ON CONFLICT (tie, template_id)
           DO UPDATE SET "left" = "left" + 1, always = max(always, excluded.always)""",
        tie,
        template_id,
        always,
    )


def withdraw(store: Store, *, tie: int, template_id: str) -> bool:
    """Whether there was anything to take back."""
    sql = "DELETE FROM grants WHERE tie = ? AND template_id = ?"
    return store.run(sql, tie, template_id).rowcount > 0


def grants(store: Store, *, tie: int) -> list[dict[str, Any]]:
    rows = store.all("SELECT * FROM grants WHERE tie = ? ORDER BY template_id", tie)
    return [
        {"template_id": row["template_id"], "left": row["left"], "always": bool(row["always"])}
        for row in rows
    ]


def use(store: Store, *, tie: int, template_id: str) -> bool:
    """Take one notice from what was allowed; False when nothing was."""
    row = store.one("SELECT * FROM grants WHERE tie = ? AND template_id = ?", tie, template_id)
    if row is None or (not row["always"] and row["left"] < 1):
        return False
    if not row["always"]:
        store.run('UPDATE grants SET "left" = "left" - 1 WHERE tie = ? AND template_id = ?', tie, template_id)
    return True


def _template(row: Any) -> Template:
    values = {key: row[key] for key in row.keys()}  # noqa: SIM118 -- a sqlite3.Row iterates over its values
    values["kids"] = json.loads(values["kids"])
    return Template(**values)
