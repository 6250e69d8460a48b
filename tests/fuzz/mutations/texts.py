"""Texts that programs trip over."""

from random import Random
from typing import Final

from tests.fuzz.accounts import KEYWORD

NUMBERS: Final = (
    "0", "-0", "-1", "+1", "1.0", "1e9", "1e999", "-1e-999", "NaN", "Infinity", "0x10", "0b1", "1_000", "007",
    "00000000000000000001", "2147483648", "4294967296", "9223372036854775807", "9223372036854775808",
    "18446744073709551616", "253402300799", "253402300800", "253402271999", "99999999999999999999", "9" * 400,
    "9" * 5000, "١٢٣", "１２３", "²", "½", "1 2", " 1", "1\n", "", "true", "null", "None", "[]", "{}",
)  # fmt: skip
WORDS: Final = (
    KEYWORD, "兩學一做", "两 学 一 做！", "党费", "党费怎么交？标准是多少", "夜校", "夜晓", "谢谢", "ａｂｃ",
    "台湾臺灣",
    "第12条", "ababababcccccccccc", "？！", "。", "　", "你好", "1", "0", "甲乙丙丁", "aaaaaaaaaaaaaaaa",
    "\U0001f600",
    "\U0001f468‍\U0001f469‍\U0001f467", "e\u0301\u0301\u0301", "\u202eabc", "\u200b", "\ufeff", "\u2028",
    "\u0085", "ﷺ" * 40,
    "ß", "İ", "ı", "\u0130\u0307", "\ufb03", "\u1e9e", "㍿", "\u0f77", "ǆ", "ｶﾞ", "\ue000", "\U0010ffff",
    "\ud7ff", "\ufffd",
    "'; DROP TABLE intake_arrival; --", "{{7*7}}", "%s%n%d", "../../etc/passwd", "<b>粗</b>", "&amp;",
    "&lt;xml&gt;",
    "]]>", "]]", "<![CDATA[", "<!--", "-->", "<xml>", "</xml>", "a" * 64, "b" * 65, "c" * 128, "d" * 129,
    "e" * 300,
    "qrscene_", "qrscene_\u4e00", "last_trade_no_1", "gh_safe", "oFuzz", "https://example.invalid/?a=1&b=2",
    "\\u0000",
)  # fmt: skip
NAMES: Final = (
    "xml", "XML", "Encrypt", "ToUserName", "FromUserName", "CreateTime", "MsgType", "MsgId", "Event",
    "EventKey",
    "Content", "item", "List", "x", "_", "a-b", "a.b", "a:b", "é", "中", "a" * 65, "a" * 2000, "xmlns", "1a",
    "", "a b", "-a",
)  # fmt: skip
KINDS: Final = (
    "text",
    "event",
    "EVENT",
    "Text",
    "image",
    "hologram",
    "",
    " text ",
    "e" * 64,
    "e" * 65,
    "voice\n",
    "link",
)
EVENTS: Final = (
    "subscribe", "SUBSCRIBE", "unsubscribe", "CLICK", "click", "SCAN", "VIEW", "LOCATION",
    "MASSSENDJOBFINISH",
    "PUBLISHJOBFINISH", "user_info_modified", "debug_demo", "", "E" * 64, "E" * 65, "CLICK ", "subscribe:x",
    "中",
)  # fmt: skip
# What XML cannot carry, or programs take for an end.
UNFIT: Final = (
    "\0",
    "\x01",
    "\x08",
    "\x0b",
    "\x1b",
    "\x1f",
    "\ufffe",
    "\uffff",
    "\r",
    "\n",
    "\t",
    "\x7f",
    "\x85",
)


def odd_text(rng: Random) -> str:
    """A short text out of the lists above, or a few of them, or many characters."""
    choice = rng.random()
    if choice < 0.35:
        return rng.choice(WORDS)
    if choice < 0.6:
        return rng.choice(NUMBERS)
    if choice < 0.7:
        return rng.choice(UNFIT) + rng.choice(WORDS)
    if choice < 0.8:
        return "".join(rng.choices(WORDS, k=rng.randrange(2, 6)))
    if choice < 0.9:
        return "".join(chr(_code_point(rng)) for _ in range(rng.randrange(1, 12)))
    if choice < 0.985:
        return rng.choice(WORDS) * rng.randrange(2, 40)
    return rng.choice((*WORDS, *UNFIT)) * rng.randrange(40, 4000)


def _code_point(rng: Random) -> int:
    upper = rng.choice((0x80, 0x250, 0x3000, 0xA000, 0xD800, 0x11_0000))
    point = rng.randrange(upper)
    return point if not 0xD800 <= point < 0xE000 else point - 0x800
