"""Everything measured, and the page made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bench.reply.measure.ceiling import Ceiling
from bench.reply.measure.load import CONNECTIONS, WARM_SECONDS, Latency
from bench.reply.measure.throughput import Run, median_rate

SMALL, LARGE = 1_000, 100_000


@dataclass(frozen=True, slots=True)
class Results:
    facts: list[tuple[str, str]]
    titles: dict[str, str]
    sizes: tuple[int, int]
    seconds: float
    ceiling: Ceiling
    throughput: dict[int, dict[str, list[Run]]]
    latency: dict[int, list[Latency]]
    open_rate: int
    gateway_start: dict[int, list[float]]
    whole_start: dict[int, list[float]]
    import_seconds: dict[int, float]

    def rate(self, size: int, name: str) -> float:
        return median_rate(self.throughput[size][name])

    def ratio(self, size: int, name: str) -> float:
        return self.rate(size, "zhijian") / self.rate(size, name)

    @property
    def fastest(self) -> float:
        return max(median_rate(runs) for servers in self.throughput.values() for runs in servers.values())


def page(results: Results) -> str:
    """RESULTS.md: the targets first, then what they were computed from."""
    parts = [
        "# 测量结果 Results",
        "由 `make bench` 写成，好坏照录。怎样测、哪些条件相同，见 [README.md](README.md)。\n\n"
        "Written by `make bench`, as measured, good or bad. How, and what is equal: [README.md](README.md).",
        "## 目标 Targets",
        _table(("目标 target", "要求 asked", "争取 aim", "测得 measured", ""), _targets(results)),
        "## 机器 Machine",
        _table(("", ""), [*results.facts, _disturbance(results)]),
        *(_throughput(results, size) for size in results.sizes),
        _latency(results),
        _starts(results),
        _generator(results),
    ]
    return "\n\n".join(parts) + "\n"


def _targets(results: Results) -> list[tuple[str, ...]]:
    small, large = results.sizes
    start = max(value for values in results.whole_start.values() for value in values)
    rows = [
        _at_least(f"wechatpy + Flask, {small:,}", results.ratio(small, "flask"), 10, 15, "×"),
        _at_least(f"wechatpy + FastAPI, {small:,}", results.ratio(small, "fastapi"), 5, 7, "×"),
        _at_least(f"bare ASGI, {small:,}", results.ratio(small, "asgi") * 100, 20, 33, " %"),
        _at_least(
            f"{large:,} / {small:,}",
            results.rate(large, "zhijian") / results.rate(small, "zhijian") * 100,
            80,
            None,
            " %",
        ),
        _at_least(f"wechatpy + Flask, {large:,}", results.ratio(large, "flask"), 80, None, "×"),
        _below(f"内存 memory, {large:,}", _largest(results, large), 300, " MB"),
    ]
    for size, rounds in results.latency.items():
        p99 = median(latency.p99_ms for latency in rounds)
        rows.append(_below(f"p99, {results.open_rate:,}/s, {size:,}", p99, 10, " ms"))
    rows.append(_below(f"首次应答 first answer, {large:,}", start, 5, " s"))
    rows.append(_below(f"导入 import, {large:,}", results.import_seconds[large], 30, " s"))
    rows.append(
        _at_least(
            "发生器 generator / fastest server", median(results.ceiling.rates) / results.fastest, 2, None, "×"
        )
    )
    return rows


def _disturbance(results: Results) -> tuple[str, str]:
    runs = [run for servers in results.throughput.values() for each in servers.values() for run in each]
    disturbed = sum(run.use.is_disturbed for run in runs)
    return ("受干扰的轮次 rounds disturbed by other programs", f"{disturbed} / {len(runs)}")


def _throughput(results: Results, size: int) -> str:
    servers = results.throughput[size]
    rows = [
        (
            results.titles[name],
            f"{median_rate(runs):,.0f}",
            " · ".join(f"{run.rate:,.0f}" for run in runs),
            "" if name == "zhijian" else _times(results.ratio(size, name)),
            f"{median(run.seen.latency.p99_ms for run in runs):,.0f}",
            f"{median(run.rss_mb for run in runs):.0f} / {max(run.peak_mb for run in runs):.0f}",
            f"{median(run.cpu_us for run in runs):,.0f}",
            f"{median(run.use.server for run in runs):.0%} / {max(run.use.others for run in runs):.0%}",
            f"{sum(run.checked for run in runs):,} / {sum(run.stored for run in runs):,}",
        )
        for name, runs in servers.items()
    ]
    head = (
        "", "每秒 a second", "各轮 rounds", "Zhijian 为其 is", "p99 ms",
        "内存 MB (峰 peak)", "CPU µs / 条 message", "占核 core / 旁人 others", "已核 checked / 落库 stored",
    )  # fmt: skip
    rounds = len(next(iter(servers.values())))
    return (
        f"## {size:,} 个关键词 keywords\n\n闭环 closed loop, {CONNECTIONS} 条连接 connections, "
        f"{rounds} × {results.seconds:g} s (预热 warm-up {WARM_SECONDS:g} s).\n\n{_table(head, rows)}"
    )


def _latency(results: Results) -> str:
    rows = [
        (
            f"{size:,}",
            *(" · ".join(f"{getattr(one, name):.2f}" for one in rounds) for name in Latency.__slots__),
        )
        for size, rounds in results.latency.items()
    ]
    head = ("关键词 keywords", "p50 ms", "p90 ms", "p99 ms", "p99.9 ms", "max ms")
    return (
        f"## 每秒 {results.open_rate:,} 条 At {results.open_rate:,} messages a second\n\n"
        "开环，从应发时刻计时，各轮依次列出。"
        "Open loop, timed from when each message was due; one value a round."
        f"\n\n{_table(head, rows)}"
    )


def _starts(results: Results) -> str:
    rows = [
        (
            f"{size:,}",
            " · ".join(f"{value:.2f}" for value in results.gateway_start[size]),
            " · ".join(f"{value:.2f}" for value in results.whole_start[size]),
            f"{results.import_seconds[size]:.1f}",
        )
        for size in results.sizes
    ]
    head = ("关键词 keywords", "`serve --only gateway` s", "`serve` s", "`rules import` s")
    return (
        "## 启动 Start\n\n从敲下命令到第一个正确应答。From the command to the first right answer.\n\n"
        + _table(head, rows)
    )


def _generator(results: Results) -> str:
    rates = " · ".join(f"{rate:,.0f}" for rate in results.ceiling.rates)
    return (
        "## 发生器 Generator\n\n"
        f"对一个 C 写的常量应答器 against a constant responder in C: {rates} /s. "
        f"最快的服务器 the fastest server: {results.fastest:,.0f} /s."
    )


def _largest(results: Results, size: int) -> float:
    return max(run.rss_mb for run in results.throughput[size]["zhijian"])


def _at_least(what: str, value: float, asked: float, aim: float | None, unit: str) -> tuple[str, ...]:
    met = "达到 met" if value >= asked else "**未达到 not met**"
    if aim is not None and value >= aim:
        met = "达到争取值 aim met"
    return (what, f"≥ {asked:g}{unit}", f"{aim:g}{unit}" if aim else "", f"{value:.1f}{unit}", met)


def _below(what: str, value: float, asked: float, unit: str) -> tuple[str, ...]:
    met = "达到 met" if value < asked else "**未达到 not met**"
    return (
        what,
        f"< {asked:g}{unit}",
        "",
        f"{value:.2f}{unit}" if asked <= 30 else f"{value:.0f}{unit}",
        met,
    )


def _times(ratio: float) -> str:
    return f"{ratio:.1f} ×" if ratio >= 1 else f"{ratio:.0%}"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
