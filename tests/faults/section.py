"""The faults' part of RESULTS.md."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tests.faults.results import table

_WHAT: Final = {
    "kills": "网关 kill -9，其间换过答案 gateway killed; the answer changed in between",
    "locked": "主库被锁 2.5 秒，其间也杀网关 store locked for 2.5 s, gateway killed meanwhile",
    "missing": "主库文件不见了 2.5 秒 store's file gone for 2.5 s",
    "full": "主库写满 2.5 秒 store full for 2.5 s",
    "nowhere": "主库被锁且暂存目录不能写 store locked, spool not writable either",
    "spooling": "正在写暂存文件时 kill -9 killed while a spool file was being written",
    "postgres": "PostgreSQL 停、再启，网关也杀 PostgreSQL stopped and started, gateway killed",
    "worker": "送信途中 worker kill -9 worker killed in the middle of delivery",
}
_COLUMNS: Final = {
    "times": "次数 times",
    "answered": "已答 answered",
    "stored": "已存 stored",
    "lost": "丢失 lost",
    "doubled": "重复 doubled",
    "changed": "答案变了 answer changed",
    "retimed": "只是时刻不同 only its time",
    "repeats": "重发 sent again",
    "broken_off": "断线 broken off",
    "refused": "503",
}
_NOT_WELL: Final = ("lost", "doubled", "changed")

Done = Sequence[Mapping[str, Any]]


def section(done: Done, *, wanted: Mapping[str, int]) -> str:
    chapters = {name: [one for one in done if one["chapter"] == name] for name in wanted}
    gateway = {name: told for name, told in chapters.items() if told and name != "worker"}
    rows = [
        [_WHAT[name], *(_cell(column, told, wanted[name]) for column in _COLUMNS)]
        for name, told in gateway.items()
    ]
    dates = sorted(one["at"][:16] for one in done)
    minutes = sum(one["seconds"] for one in done) / 60
    sources = "、".join(dict.fromkeys(one["source"] for one in done))
    bad = [one for one in done if not (one["good"] and one["bit"])]
    return "\n\n".join(
        [
            "## 断电 Sudden deaths and lost stores (`make faults`)",
            "每一行都在满负荷下进行；答过的每条消息都与 `zhijian intake export` 逐一对照。"
            "“只是时刻不同”：同一条消息再来时，原答案一时读不到，于是又答一次，内容相同，只有时刻不同；"
            "存的仍只有一行。",
            "Each under load; every answered message is compared with `zhijian intake export`."
            " “Only its time”: the message came again while its stored answer could not be read, and got the"
            " same words with another time in them; one row was stored all the same.",
            table(("", *_COLUMNS.values()), rows),
            *_worker(chapters.get("worker", []), wanted),
            *_bites(chapters),
            f"用时 time {minutes:.0f} min，{dates[0]} – {dates[-1]} UTC；源码 source {sources}。",
            *(["### 不好 Not good", "\n".join(f"- {_bad(one)}" for one in bad)] if bad else []),
        ]
    )


def _cell(column: str, told: Done, wanted: int) -> str:
    number = _sum(told, column)
    if column == "times":
        return f"**{number}**" if number >= wanted else f"**{number}** / {wanted}"
    return f"**{number:,}**" if column in _NOT_WELL else f"{number:,}"


def _bites(chapters: Mapping[str, Done]) -> list[str]:
    """What shows that the trouble was one."""
    most = {name: max(one.get("most_spooled", 0) for one in told) for name, told in chapters.items() if told}
    spooled = "，".join(f"{name} {number:,}" for name, number in most.items() if number)
    caught = _sum(chapters.get("spooling", []), "caught_in_the_act")
    return [
        f"暂存文件最多时 most spool files at once：{spooled or '–'}。"
        f"断在暂存文件写到一半 deaths in the very act of writing one：{caught}。"
    ]


def _worker(told: Done, wanted: Mapping[str, int]) -> list[str]:
    if not told:
        return []
    head = (
        "",
        "次数 times",
        "消息 messages",
        "听过 heard",
        "应送的信 letters",
        "送到 delivered",
        "送了两次 delivered twice",
    )
    names = ("messages", "heard", "letters", "delivered", "twice")
    row = (
        _WHAT["worker"],
        _cell("times", told, wanted["worker"]),
        *(f"{_sum(told, name):,}" for name in names),
    )
    return [
        table(head, [row]),
        "一封信正在送时 worker 死了，微信有没有收到无从得知，于是再送一次。"
        "Where the worker dies while WeChat has a letter, nobody can know whether it arrived: it goes again.",
    ]


def _sum(told: Done, name: str) -> int:
    return sum(int(one.get(name, 0)) for one in told)


def _bad(one: Mapping[str, Any]) -> str:
    left_out = {"chapter", "good", "source", "seconds"}
    return f"{one['chapter']}: " + ", ".join(
        f"{name} {value}" for name, value in one.items() if name not in left_out
    )
