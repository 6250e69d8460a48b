"""Trouble on demand: the switches of the panel, and when they strike."""

import json
import random
from dataclasses import dataclass
from typing import Any

from zhijian_sandbox.fault_kinds import KINDS, REFUSING, refusal, whole
from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state.store import Store
from zhijian_sandbox.stream import Hub

TITLES = {name: kind.title for name, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of trouble, switched on: for how many more times, for whom, and how bad."""

    kind: str
    appid: str | None
    count: int | None
    left: int | None
    used: int
    options: dict[str, Any]


class Faults:
    """The switches of the panel. At most one of each kind is on; a count switches itself off."""

    def __init__(self, store: Store, hub: Hub) -> None:
        self._store = store
        self._hub = hub
        # What chance and ranges are drawn from: nothing here needs to be unpredictable.
        self._dice = random.Random()  # noqa: S311 -- not cryptography

    def switch_on(self, kind: str, settings: dict[str, Any]) -> dict[str, Any]:
        """Switch on, replacing what was set for this kind. `Refusal` names the field that is wrong."""
        if kind not in KINDS:
            raise Refusal(f"没有这种状况：{kind}", field="kind", status=404)
        count = whole(settings, "count", default=KINDS[kind].default_count, least=1, most=1_000_000)
        appid = settings.get("appid")
        if appid is not None and self._store.one("SELECT 1 FROM apps WHERE appid = ?", str(appid)) is None:
            raise Refusal("没有登记这个 appid", field="appid")
        options = KINDS[kind].read(settings)
        self._store.run(
            "INSERT OR REPLACE INTO faults VALUES (?, ?, ?, ?, 0, ?)",
            kind,
            appid,
            count,
            count,
            json.dumps(options, ensure_ascii=False),
        )
        return self._announce(kind)

    def switch_off(self, kind: str) -> dict[str, Any]:
        if kind not in KINDS:
            raise Refusal(f"没有这种状况：{kind}", field="kind", status=404)
        self._store.run("DELETE FROM faults WHERE kind = ?", kind)
        return self._announce(kind)

    def switch_all_off(self) -> None:
        for kind in [row["kind"] for row in self._store.all("SELECT kind FROM faults")]:
            self.switch_off(kind)

    def all(self) -> list[dict[str, Any]]:
        return [self._as_json(kind) for kind in KINDS]

    def take(self, kind: str, appid: str | None, *, where: str = "") -> Fault | None:
        """The fault if it strikes now, and one time less of it; None when all is well."""
        fault = self._find(kind)
        if fault is None or (fault.appid is not None and fault.appid != appid):
            return None
        if where and fault.options.get("where") not in (where, "both"):
            return None
        if self._dice.random() >= float(fault.options.get("chance", 1)):
            return None
        if fault.left == 1:
            self._store.run("DELETE FROM faults WHERE kind = ?", kind)
        else:
            self._store.run('UPDATE faults SET used = used + 1, "left" = "left" - 1 WHERE kind = ?', kind)
        self._announce(kind)
        return fault

    def refusal(self, appid: str | None, *, path: str, body: bytes) -> tuple[str, int, str] | None:
        """Which trouble such a call runs into: its kind, the error code, its words ("" for the usual)."""
        for kind in REFUSING:
            fault = self._find(kind)
            answer = refusal(kind, fault.options, path=path, body=body) if fault is not None else None
            if answer is not None and self.take(kind, appid) is not None:
                return kind, *answer
        return None

    def is_on(self, kind: str, appid: str | None) -> bool:
        """Whether it is on for this account, without taking anything from its count."""
        fault = self._find(kind)
        return fault is not None and fault.appid in (None, appid)

    def delay_seconds(self, appid: str | None, *, where: str) -> float:
        """How much later an answer arrives: 0 when the fault is off."""
        fault = self.take("delay", appid, where=where)
        if fault is None:
            return 0
        return self._dice.randint(fault.options["ms"], fault.options["ms_to"]) / 1000

    def _find(self, kind: str) -> Fault | None:
        row = self._store.one("SELECT * FROM faults WHERE kind = ?", kind)
        if row is None:
            return None
        return Fault(
            row["kind"], row["appid"], row["count"], row["left"], row["used"], json.loads(row["options"])
        )

    def _announce(self, kind: str) -> dict[str, Any]:
        data = self._as_json(kind)
        self._hub.publish("fault", data)
        return data

    def _as_json(self, kind: str) -> dict[str, Any]:
        fault, known = self._find(kind), KINDS[kind]
        return {
            "kind": kind,
            "on": fault is not None,
            "count": fault.count if fault else None,
            "left": fault.left if fault else None,
            "used": fault.used if fault else 0,
            "appid": fault.appid if fault else None,
            "options": fault.options if fault else {},
            "title": known.title,
            "side": known.side,
            "sees": known.sees,
            "hint": known.hint(fault.options) if fault else known.off,
        }
