"""Whole messages, spoilt on one or several layers: elements, notation, bytes, or size."""

from collections.abc import Callable
from random import Random
from typing import Final

from tests.fuzz.mutations import of_trees, writing
from tests.fuzz.mutations.of_bytes import noise, spoil_bytes
from tests.fuzz.mutations.texts import WORDS, odd_text
from tests.fuzz.samples import SAMPLES, TEXT, fresh


def spoilt_message(rng: Random, *, gh_id: str, number: int) -> bytes:
    """The plaintext of a callback."""
    if rng.random() < 0.004:
        return monster(rng)
    sample = TEXT if rng.random() < 0.25 else rng.choice(SAMPLES)
    children = fresh(rng, sample, gh_id=gh_id, number=number)
    if sample is TEXT:
        content = next(node for node in children if node[0] == "Content")
        content[1] = rng.choice(WORDS) if rng.random() < 0.6 else odd_text(rng)
    layer = rng.random()
    if layer < 0.8:
        of_trees.spoil_tree(rng, children, times=rng.choice((1, 1, 1, 2, 3, 6)))
    text = writing.write_oddly(rng, children) if rng.random() < 0.3 else writing.write_plainly(children)
    if rng.random() < 0.06:
        text = writing.frame_oddly(rng, text)
    if rng.random() < 0.01:
        return writing.encode_oddly(rng, text)
    data = text.encode("utf-8", "surrogatepass")
    if layer > 0.75:
        data = spoil_bytes(rng, data, times=rng.choice((1, 1, 2, 4)))
    return data


def _deep(rng: Random) -> bytes:
    depth = rng.choice((7, 8, 9, 100, 5_000, 21_000, 200_000))
    closed = rng.random() < 0.5 and depth < 9_000
    return b"<xml>" + b"<a>" * depth + (b"</a>" * depth + b"</xml>" if closed else b"")


def _wide(rng: Random) -> bytes:
    number = rng.choice((1_000, 1_023, 1_024, 1_025, 5_000, 9_000))
    one = rng.choice((b"<a/>", b"<a></a>", b"<a b=''/>", b"<a>1</a>"))
    return b"<xml>" + one * number + b"</xml>"


def _long(rng: Random) -> bytes:
    piece = rng.choice(
        (
            b"\r", b"\n", b" ", b"&amp;", b"&#13;", b"]]>", b"<![CDATA[]]>", b"\r<![CDATA[y]]>", b"<!---->",
            b"\xe5\x85\x9a",
            b"x\r", b"<", b"&", b"]]", b"a", b"\xcc\x81", b"\xef\xbc\xa1", b"?<a></a>",
        )
    )  # fmt: skip
    size = rng.choice((1_000, 30_000, 64_000, 65_400, 66_000))
    inner = piece * (size // len(piece))
    if rng.random() < 0.5:
        inner = b"<![CDATA[" + inner + b"]]>"
    head = b"<xml><ToUserName>gh</ToUserName><FromUserName>o</FromUserName><CreateTime>1</CreateTime>"
    return head + b"<MsgType>text</MsgType><MsgId>1</MsgId><Content>" + inner + b"</Content></xml>"


def _attributes(rng: Random) -> bytes:
    number = rng.choice((10, 1_000, 5_000))
    return b"<xml " + b"".join(b"a%d='' " % n for n in range(number)) + b"></xml>"


def _noise(rng: Random) -> bytes:
    return noise(rng, rng.choice((0, 1, 2, 31, 32, 1_000, 60_000)))


_MONSTERS: Final[tuple[Callable[[Random], bytes], ...]] = (
    _deep,
    _deep,
    _wide,
    _long,
    _long,
    _long,
    _attributes,
    _noise,
)


def monster(rng: Random) -> bytes:
    """As large, deep or wide as 64 KiB allow, and beyond."""
    return rng.choice(_MONSTERS)(rng)
