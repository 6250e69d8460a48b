"""The kinds of trouble there are: what each is called, what a real account would see of it, how it is set.

Two sides: on the way of a callback to the account, and in what the platform answers a call.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from zhijian_sandbox.refusal import Refusal

Options = dict[str, Any]

MAX_DELAY_MS = 600_000
_QUOTAS = {
    "mass": (45028, "/cgi-bin/message/mass/", "今天的群发已经发过，再发答 45028"),
    "service": (45047, "/cgi-bin/message/custom/send", "客服消息发满了，再发答 45047"),
    "calls": (45009, "/cgi-bin/", "今天的接口次数用完了，都答 45009"),
}
# These still answer when the day's calls are used up: without them nobody could find out.
_NEVER_USED_UP = ("/cgi-bin/token", "/cgi-bin/stable_token", "/cgi-bin/clear_quota", "/cgi-bin/openapi/")


@dataclass(frozen=True, slots=True)
class FaultKind:
    """One kind of trouble. `sees` is what a real account would notice, in a sentence."""

    title: str
    side: str
    off: str
    sees: str
    read: Callable[[Options], Options]
    hint: Callable[[Options], str]
    default_count: int | None = None


def refusal(kind: str, options: Options, *, path: str, body: bytes) -> tuple[int, str] | None:
    """The error code and words this trouble answers such a call with; None when it lets it pass."""
    match kind:
        case "error":
            return (options["errcode"], options["errmsg"]) if options["path"] in path else None
        case "busy":
            return -1, ""
        case "ip_denied":
            return 40164, ""
        case "quota":
            code, prefix, _ = _QUOTAS[options["what"]]
            return (code, "") if path.startswith(prefix) and not path.startswith(_NEVER_USED_UP) else None
        case "media_expired":
            names_media = b"media_id" in body or path in ("/cgi-bin/media/get", "/cgi-bin/media/get/jssdk")
            return (40007, "") if names_media else None
    return None


def _delay_options(given: Options) -> Options:
    ms = whole(given, "ms", default=4000, least=0, most=MAX_DELAY_MS)
    ms_to = whole(given, "ms_to", default=ms, least=0, most=MAX_DELAY_MS)
    if ms is None or ms_to is None or ms_to < ms:
        raise Refusal("ms_to 不能小于 ms", field="ms_to")
    return {"ms": ms, "ms_to": ms_to, "where": _choice(given, "where", ("callback", "call", "both"))}


def _delay_hint(options: Options) -> str:
    low, high = (f"{ms / 1000:g}" for ms in (options["ms"], options["ms_to"]))
    seconds = low if low == high else f"{low}—{high}"
    return {
        "callback": f"每个回答晚 {seconds} 秒",
        "call": f"接口每次晚 {seconds} 秒",
        "both": f"回答和接口都晚 {seconds} 秒",
    }[options["where"]]


def _lost_options(given: Options) -> Options:
    return {"chance": _chance(given), "part": _choice(given, "part", ("request", "answer"))}


def _lost_hint(options: Options) -> str:
    what = "回答" if options["part"] == "answer" else ""
    share = f"{options['chance'] * 10:g}"
    return f"每条{what}都丢" if share == "10" else f"十条{what}里丢 {share} 条"


def _error_options(given: Options) -> Options:
    errcode = whole(given, "errcode", default=None, least=-1, most=2**31 - 1)
    if errcode is None or errcode == 0:
        raise Refusal("要写 errcode，不能是 0", field="errcode")
    return {
        "errcode": errcode,
        "errmsg": str(given.get("errmsg") or ""),
        "path": str(given.get("path") or ""),
    }


def _busy_hint(options: Options) -> str:
    share = f"{options['chance'] * 10:g}"
    return "每次都答 -1" if share == "10" else f"十次里 {share} 次答 -1"


KINDS: dict[str, FaultKind] = {
    "delay": FaultKind(
        "延迟",
        "callback",
        "回答晚一点到",
        "网慢的一天。连同产品花的时间超过五秒，微信就不等了，再发一遍；三遍都没等到，手机上是灰字。",
        _delay_options,
        _delay_hint,
    ),
    "lost": FaultKind(
        "回调丢失",
        "callback",
        "有的话没传到",
        "有的话产品从没收到，或者收到了、回答没回来。隔五秒微信再发，一共三遍。",
        _lost_options,
        _lost_hint,
    ),
    "doubled": FaultKind(
        "回调重复",
        "callback",
        "同一句话来两遍",
        "同一条消息同时来了好几遍，MsgId 一样。产品只该答一次，只该记一条。",
        lambda given: {"times": whole(given, "times", default=2, least=2, most=5)},
        lambda options: f"每句话同时来 {options['times']} 遍",
    ),
    "out_of_order": FaultKind(
        "回调乱序",
        "callback",
        "后说的话先到",
        "先说的话被后说的赶过了：要等下一句先到，或等上几秒。CreateTime 还是说话的时候。",
        lambda given: {"seconds": whole(given, "seconds", default=3, least=1, most=60)},
        lambda options: f"先说的等后说的，最多 {options['seconds']} 秒",
    ),
    "stale_signature": FaultKind(
        "签名过期",
        "callback",
        "签名里的时间太早",
        "签名是对的，里面的时间却是很久以前的：像是有人录下来重放。产品该不收。",
        lambda given: {"seconds": whole(given, "seconds", default=3600, least=1, most=10**9)},
        lambda options: f"签名里的时间早 {options['seconds']} 秒",
    ),
    "quota": FaultKind(
        "次数用尽",
        "call",
        "今天的群发已经发过",
        "群发每天（每月）有数，接口每天也有数。用完了就答错，过了零点才有；产品不该一遍遍再试。",
        lambda given: {"what": _choice(given, "what", tuple(_QUOTAS))},
        lambda options: _QUOTAS[options["what"]][2],
    ),
    "confirmation": FaultKind(
        "等待管理员确认",
        "call",
        "管理员还没点头",
        "开着群发保护：发给全部粉丝的先停着，要管理员点头，桌上会有一张条子；半小时不点，就算没发成。",
        lambda _given: {},
        lambda _options: "群发停着，等管理员点头",
    ),
    "token_invalid": FaultKind(
        "令牌被抢",
        "call",
        "隔壁程序手快，换走了",
        "另一个程序用同一个密钥换了新令牌，您手里的作废了，答 40001。产品该换一次新的再来，不该抢个不停。",
        lambda _given: {},
        lambda _options: "带令牌的调用都答 40001",
    ),
    "ip_denied": FaultKind(
        "IP 不在名单",
        "call",
        "服务器换了地址",
        "服务器的地址不在后台的 IP 白名单里，连令牌都换不到，答 40164，话里有微信看见的地址。",
        lambda _given: {},
        lambda _options: "每次调用都答 40164",
    ),
    "media_expired": FaultKind(
        "素材过期",
        "call",
        "临时素材过了三天",
        "传上去的图片、语音过了三天，或者被删了：用到它的调用答 40007，带它的回复不算数。",
        lambda _given: {},
        lambda _options: "用到素材的都答 40007",
    ),
    "busy": FaultKind(
        "系统繁忙",
        "call",
        "微信自己忙不过来",
        "微信自己出了毛病，答 -1。过一会儿再试就好，不用改什么。",
        lambda given: {"chance": _chance(given)},
        _busy_hint,
    ),
    "error": FaultKind(
        "别的错误码",
        "call",
        "下一次调用答错误码",
        "平台答的任何一个错误码，都可以在这里先看一遍。",
        _error_options,
        lambda options: f"{options['path'] or '下一次调用'} 答 {options['errcode']}",
        default_count=1,
    ),
}
# Asked in this order when a call comes in.
REFUSING = ("error", "busy", "ip_denied", "quota", "media_expired")


def whole(given: Options, field: str, *, default: int | None, least: int, most: int) -> int | None:
    """A whole number that was given, or the default. `Refusal` names the field."""
    value = given.get(field, default)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Refusal(f"{field} 是 {least} 到 {most} 的整数", field=field)
    return value


def _chance(given: Options) -> float:
    chance = given.get("chance", 1)
    if isinstance(chance, bool) or not isinstance(chance, int | float) or not 0 < chance <= 1:
        raise Refusal("chance 是 0 到 1 之间的数", field="chance")
    return chance


def _choice(given: Options, field: str, choices: tuple[str, ...]) -> str:
    value = given.get(field) or choices[0]
    if value not in choices:
        raise Refusal(f"{field} 是 {'、'.join(choices)} 之一", field=field)
    return str(value)
