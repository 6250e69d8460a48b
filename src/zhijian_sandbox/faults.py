"""Trouble on demand: delays, losses, error codes, dead tokens, stale signatures."""

import json
import random
from dataclasses import dataclass
from typing import Any

from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state.store import Store
from zhijian_sandbox.stream import Hub

TITLES = {
    "delay": "延迟",
    "lost": "回调丢失",
    "error": "接口报错",
    "token_invalid": "令牌被抢",
    "stale_signature": "签名过期",
}
HINTS_OFF = {
    "delay": "回答晚一点到",
    "lost": "有的话没传到",
    "error": "下一次调用答错误码",
    "token_invalid": "隔壁程序手快，换走了",
    "stale_signature": "签名里的时间太早",
}
MAX_DELAY_MS = 600_000


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
        if kind not in TITLES:
            raise Refusal(f"没有这种状况：{kind}", field="kind", status=404)
        count = _whole(settings, "count", default=1 if kind == "error" else None, least=1, most=1_000_000)
        appid = settings.get("appid")
        if appid is not None and self._store.one("SELECT 1 FROM apps WHERE appid = ?", str(appid)) is None:
            raise Refusal("没有登记这个 appid", field="appid")
        options = _OPTIONS[kind](settings)
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
        if kind not in TITLES:
            raise Refusal(f"没有这种状况：{kind}", field="kind", status=404)
        self._store.run("DELETE FROM faults WHERE kind = ?", kind)
        return self._announce(kind)

    def switch_all_off(self) -> None:
        for kind in [row["kind"] for row in self._store.all("SELECT kind FROM faults")]:
            self.switch_off(kind)

    def all(self) -> list[dict[str, Any]]:
        return [self._as_json(kind) for kind in TITLES]

    def take(self, kind: str, appid: str | None, *, where: str = "", path: str = "") -> Fault | None:
        """The fault if it strikes now, and one time less of it; None when all is well."""
        fault = self._find(kind)
        if fault is None or (fault.appid is not None and fault.appid != appid):
            return None
        if where and fault.options.get("where") not in (where, "both"):
            return None
        if fault.options.get("path") and str(fault.options["path"]) not in path:
            return None
        if self._dice.random() >= float(fault.options.get("chance", 1)):
            return None
        if fault.left == 1:
            self._store.run("DELETE FROM faults WHERE kind = ?", kind)
        else:
            self._store.run('UPDATE faults SET used = used + 1, "left" = "left" - 1 WHERE kind = ?', kind)
        self._announce(kind)
        return fault

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
        fault = self._find(kind)
        return {
            "kind": kind,
            "on": fault is not None,
            "count": fault.count if fault else None,
            "left": fault.left if fault else None,
            "used": fault.used if fault else 0,
            "appid": fault.appid if fault else None,
            "options": fault.options if fault else {},
            "title": TITLES[kind],
            "hint": _hint(fault) if fault else HINTS_OFF[kind],
        }


def _hint(fault: Fault) -> str:
    options = fault.options
    if fault.kind == "delay":
        low, high = (f"{ms / 1000:g}" for ms in (options["ms"], options["ms_to"]))
        return f"每个回答晚 {low} 秒" if low == high else f"每个回答晚 {low}—{high} 秒"
    if fault.kind == "lost":
        share = f"{options['chance'] * 10:g}"
        return "每条都丢" if share == "10" else f"十条里丢 {share} 条"
    if fault.kind == "error":
        return f"{options['path'] or '下一次调用'} 答 {options['errcode']}"
    if fault.kind == "stale_signature":
        return f"签名里的时间早 {options['seconds']} 秒"
    return "带令牌的调用都答 40001"


def _delay_options(settings: dict[str, Any]) -> dict[str, Any]:
    ms = _whole(settings, "ms", default=4000, least=0, most=MAX_DELAY_MS)
    ms_to = _whole(settings, "ms_to", default=ms, least=0, most=MAX_DELAY_MS)
    if ms is None or ms_to is None or ms_to < ms:
        raise Refusal("ms_to 不能小于 ms", field="ms_to")
    return {"ms": ms, "ms_to": ms_to, "where": _choice(settings, "where", ("callback", "call", "both"))}


def _lost_options(settings: dict[str, Any]) -> dict[str, Any]:
    chance = settings.get("chance", 1)
    if isinstance(chance, bool) or not isinstance(chance, int | float) or not 0 < chance <= 1:
        raise Refusal("chance 是 0 到 1 之间的数", field="chance")
    return {"chance": chance, "part": _choice(settings, "part", ("request", "answer"))}


def _error_options(settings: dict[str, Any]) -> dict[str, Any]:
    errcode = _whole(settings, "errcode", default=None, least=-1, most=2**31 - 1)
    if errcode is None or errcode == 0:
        raise Refusal("要写 errcode，不能是 0", field="errcode")
    return {
        "errcode": errcode,
        "errmsg": str(settings.get("errmsg") or ""),
        "path": str(settings.get("path") or ""),
    }


def _stale_options(settings: dict[str, Any]) -> dict[str, Any]:
    return {"seconds": _whole(settings, "seconds", default=3600, least=1, most=10**9)}


_OPTIONS = {
    "delay": _delay_options,
    "lost": _lost_options,
    "error": _error_options,
    "token_invalid": lambda _settings: {},
    "stale_signature": _stale_options,
}


def _whole(settings: dict[str, Any], field: str, *, default: int | None, least: int, most: int) -> int | None:
    value = settings.get(field, default)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Refusal(f"{field} 是 {least} 到 {most} 的整数", field=field)
    return value


def _choice(settings: dict[str, Any], field: str, choices: tuple[str, ...]) -> str:
    value = settings.get(field) or choices[0]
    if value not in choices:
        raise Refusal(f"{field} 是 {'、'.join(choices)} 之一", field=field)
    return str(value)
