"""The fuzzer's part of RESULTS.md."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

from tests.faults.results import table

_WHAT: Final = {
    "sealed": "签名、密文都对，里面的消息被改坏 right seal, spoilt message",
    "plain": "明文模式，消息被改坏 plain mode, spoilt message",
    "envelope": "密文对，外面的信封被改坏 right ciphertext, spoilt envelope",
    "ciphertext": "签名对，密文、长度、填充、appid 不对 right signature, wrong ciphertext",
    "no envelope": "没有信封的正文 no envelope at all",
    "query": "网址参数被改坏 spoilt query",
    "forged": "消息对，签名是伪造的 right message, forged signature",
    "stale": "时间过期或不成样子 stale or senseless time",
    "verification": "GET 验证，参数被改坏 spoilt verification",
    "control": "完全正常、答案已知的消息 well-formed, the answer known",
    "method": "别的方法 other methods",
    "path": "别的路径，在 /wechat/ 之下 other paths below /wechat/",
    "elsewhere": "别处的路径 other paths",
    "headers": "奇怪的请求头 odd headers",
    "lengths": "不成数的长度 lengths that are none",
    "pieces": "正文切成碎片 bodies in pieces",
    "hanging up": "说到一半挂断 hanging up half-way",
    "large": "超过 64 KiB，含二十万层标签 beyond 64 KiB, 200,000 nested tags among them",
    "stalling": "正文不来 bodies that never end",
    "probes": "/metrics、/healthz、/readyz",
}
_ON_THE_WIRE: Final = {
    "split": "拆成许多小包 split into many packets",
    "pipelined": "一口气发许多条 many requests at once",
    "kept alive": "一条连接先后多条 one after the other on one connection",
    "chunked": "分块传输 chunked",
    "chunked wrongly": "分块写错 chunked wrongly",
    "cut off": "断在半路（半关、关闭、重置）cut off: half-closed, closed, reset",
    "left alone": "说完就走 gone before the answer",
    "lengths": "长度对不上 lengths that do not fit",
    "request line": "请求行不对 odd request lines",
    "headers": "请求头不对 odd headers",
    "endless head": "请求头没完没了 heads without end",
    "spoilt": "字节被改坏 spoilt bytes",
    "noise": "根本不是 HTTP no HTTP at all",
    "stalling": "正文不来 bodies that never end",
}

Legs = Sequence[dict[str, Any]]


def section(legs: Legs, *, seed: int, wanted: int) -> str:
    kinds: Counter[str] = Counter()
    for leg in legs:
        kinds.update(leg["kinds"])
    titles = [title for leg in legs for title in leg["findings"]]
    findings = sorted(set(titles))
    in_process = {kind: _answers(kinds, kind) for kind in _WHAT}
    on_the_wire = {kind: _answers(kinds, f"wire {kind}") for kind in (*_WHAT, *_ON_THE_WIRE)}
    crashes = sum("crash" in title or "gateway ended" in title for title in titles)
    status = _status(in_process.values()) + _status(on_the_wire.values())
    fives = {code: number for code, number in status.items() if code.startswith("5")}
    dates = sorted(leg["at"][:16] for leg in legs)
    hours = sum(leg["seconds"] for leg in legs) / 3600
    state = "" if _sum(legs, "inputs") >= wanted else "，**尚未做完 not finished**"
    rows = [
        ("输入 inputs", f"**{_sum(legs, 'inputs'):,}**（要求 asked {wanted:,}{state}）"),
        ("其中经真实套接字 of these over sockets", f"{_sum(legs, 'over_sockets'):,} 条连接 connections"),
        ("崩溃 crashes", f"**{crashes}**"),
        ("回答 5xx", f"**{sum(fives.values())}** {_listed(fives)}".strip()),
        ("不合规定之处 findings", f"**{len(findings)}**"),
        ("状态码 status", _listed(status)),
        (
            "答了的消息 answered",
            f"{_sum(legs, 'owed'):,} 条不同的消息，逐一对照导出 different messages, each found in the export",
        ),
        ("存下的行 rows stored", f"{_sum(legs, 'rows'):,}"),
        ("其中交给各室听过 of these heard by the rooms", f"{_sum(legs, 'heard'):,}"),
        ("正常消息 well-formed questions answered rightly", f"{_sum(legs, 'controls'):,}"),
        ("一条最多占处理器 most processor time for one", f"{_most(legs, 'slowest_ms')} ms（限 limit 50）"),
        (
            "内存 memory",
            f"一段之内增长至多 growth {_most(legs, 'grown_mb')} MB；网关进程 gateway process"
            f" {_most(legs, 'wire_peak_mb')} MB",
        ),
        ("用时 time", f"{hours:.1f} 进程小时 process hours，{dates[0]} – {dates[-1]} UTC"),
        ("种子 seed", f"{seed}，{len(legs)} 段 legs"),
        ("源码 source", "、".join(dict.fromkeys(leg["source"] for leg in legs))),
    ]
    head = ("改坏的是哪一层 layer", "次数 times", "状态码 status")
    wire_head = ("经套接字 over sockets", "连接 connections", "状态码 status")
    return "\n\n".join(
        [
            "## 畸形回调 Mutated callbacks (`make fuzz`)",
            table(("", ""), rows),
            table(head, _by_kind(in_process, _WHAT)),
            table(wire_head, _by_kind(on_the_wire, _WHAT | _ON_THE_WIRE)),
            *(["### 尚未解决 Open findings", "\n".join(f"- {one}" for one in findings)] if findings else []),
        ]
    )


Answers = Counter[str]


def _answers(kinds: Counter[str], kind: str) -> Answers:
    """Status -> times. A connection with several answers has them all in its name."""
    names = {name: name.removeprefix(kind + " ") for name in kinds if name.startswith(kind + " ")}
    return Counter({rest: kinds[name] for name, rest in names.items() if rest[0].isdigit() or rest == "–"})


def _status(answers: Iterable[Answers]) -> Counter[str]:
    found = Counter[str]()
    for one in answers:
        for codes, number in one.items():
            for code in codes.split(", "):
                found[code] += number
    return found


def _by_kind(found: dict[str, Answers], what: dict[str, str]) -> list[tuple[str, ...]]:
    return [
        (what[kind], f"{answers.total():,}", _listed(answers)) for kind, answers in found.items() if answers
    ]


def _listed(counts: dict[str, int]) -> str:
    return "，".join(f"{code} × {number:,}" for code, number in sorted(counts.items()))


def _sum(legs: Legs, name: str) -> int:
    return int(sum(leg[name] for leg in legs))


def _most(legs: Legs, name: str) -> float:
    return max(float(leg[name]) for leg in legs)
