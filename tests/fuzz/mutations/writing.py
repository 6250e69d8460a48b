"""A tree as bytes, in the many ways one can write XML and the many more in which one cannot."""

from collections.abc import Callable, Sequence
from html import escape
from random import Random
from typing import Final

from tests.fuzz.samples import Node

LONGEST: Final = 100_000  # doubled again and again, a tree would fill the memory before it is refused
_ROOTS: Final = ("XML", "Xml", "x", "xml a='b'", "xml xmlns='urn:x'", "a:xml")
_ENTITIES: Final = "".join(f'<!ENTITY l{n} "&l{n - 1};&l{n - 1};&l{n - 1};">' for n in range(1, 30))
_HEADS: Final = (
    "<?xml version='1.0'?>", "<?xml version='1.0' encoding='utf-8'?>", "<?xml version='1.1' encoding='gbk'?>",
    "<?xml version='1.0' encoding='utf-16'?>", "<?xml version='1.0' encoding='x-unknown' standalone='yes'?>",
    "\ufeff", " ", "\n\n", "\r", "<!-- before -->", "<?php echo 1 ?>", "<!DOCTYPE xml>",
    '<!DOCTYPE xml [<!ENTITY a "b">]>', f'<!DOCTYPE xml [<!ENTITY l0 "lol">{_ENTITIES}]>',
    '<!DOCTYPE xml SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE xml [<!ENTITY % p SYSTEM "http://127.0.0.1:9/">%p;]>',
    '<!DOCTYPE xml [<!ATTLIST xml a CDATA "b"><!ELEMENT xml ANY>]>', "<!DOCTYPE xml [", "x", "<xml/>", "\0",
)  # fmt: skip
_TAILS: Final = (
    "x",
    "<xml></xml>",
    "</xml>",
    "<!-- after -->",
    "\n \n",
    "\0",
    "<?a?>",
    "&a;",
    "\ufffe",
    "]]>",
    "<",
    " " * 3000,
)
_REFERENCES: Final = (
    "&a;", "&l29;", "&#0;", "&#x0;", "&#xD800;", "&#x110000;", "&#65;", "&#x1F600;", "&#13;",
    "&#99999999999;", "&lt;",
    "&nbsp;", "&", "&;", "&#;", "&amp", "&xxe;", "%p;",
)  # fmt: skip


def write_plainly(children: list[Node]) -> str:
    """As the platform writes; deep trees and odd names all the same."""
    return f"<xml>{_all(Random(0), children, (_plain_element,))}</xml>"


def write_oddly(rng: Random, children: list[Node]) -> str:
    """The tree, each element in a way of its own."""
    root = "xml" if rng.random() < 0.97 else rng.choice(_ROOTS)
    return f"<{root}>{_all(rng, children, _ELEMENTS)}</{root.partition(' ')[0]}>"


Element = Callable[[Random, str, str], str]


def _all(rng: Random, children: list[Node], elements: Sequence[Element]) -> str:
    # Not by recursion: trees may be deeper than the interpreter's stack.
    pieces: list[str] = []
    size = 0
    waiting: list[Node | str] = list(reversed(children))
    while waiting and size < LONGEST:
        one = waiting.pop()
        if isinstance(one, str):
            pieces.append(one)
        elif isinstance(one[1], list):
            pieces.append(f"<{one[0]}>")
            waiting.append(f"</{one[0]}>")
            waiting.extend(reversed(one[1]))
        elif one[0] == "":
            pieces.append(_leaf(rng, str(one[1])))
        else:
            pieces.append(rng.choice(elements)(rng, str(one[0]), str(one[1])))
        size += len(pieces[-1])
    return "".join(pieces)


def _leaf(rng: Random, value: str) -> str:
    return rng.choice(_LEAVES)(rng, value)


def _cdata(rng: Random, value: str) -> str:
    return f"<![CDATA[{value}]]>"


def _escaped(rng: Random, value: str) -> str:
    return escape(value)


def _bare(rng: Random, value: str) -> str:
    return value


def _split(rng: Random, value: str) -> str:
    at = rng.randrange(len(value) + 1)
    between = rng.choice(("", " ", "\r", "<!---->", "x", "\n\n", rng.choice(_REFERENCES)))
    return f"<![CDATA[{value[:at]}]]>{between}<![CDATA[{value[at:]}]]>"


def _with_space(rng: Random, value: str) -> str:
    space = rng.choice((" ", "\n", "\r\n", "\t", "\u3000", "\xa0")) * rng.choice((1, 1, 30))
    return f"{space}<![CDATA[{value}]]>{space}"


def _referred(rng: Random, value: str) -> str:
    return value[:5] + rng.choice(_REFERENCES) + value[5:]


def _unended(rng: Random, value: str) -> str:
    return rng.choice(("<![CDATA[", "<![CDATA", "<!--", "<!", "<?", "")) + value


_LEAVES: Final[tuple[Callable[[Random, str], str], ...]] = (
    _cdata, _cdata, _cdata, _cdata, _escaped, _escaped, _bare, _split, _with_space, _referred, _unended,
)  # fmt: skip


def _plain_element(rng: Random, name: str, value: str) -> str:
    return f"<{name}><![CDATA[{value}]]></{name}>"


def _odd_element(rng: Random, name: str, value: str) -> str:
    return f"<{name}>{_leaf(rng, value)}</{name}>"


def _odd_tags(rng: Random, name: str, value: str) -> str:
    opened, closed = rng.choice(
        (
            (f"<{name} >", f"</{name} >"),
            (f"<{name}\n>", f"</{name}\r>"),
            (f"<{name} a='1'>", f"</{name}>"),
            (f"<{name} a='1' a='2'>", f"</{name}>"),
            (f"<{name} a=1>", f"</{name}>"),
            (f"<{name} xml:lang='zh' xmlns:b='c'>", f"</{name}>"),
            (f"<{name}>", f"</{name}x>"),
            (f"<{name}>", ""),
            ("", f"</{name}>"),
            (f"< {name}>", f"</{name}>"),
            (f"<{name}>", f"</{name}></{name}>"),
            (f"<{name}/>", ""),
            (f"<{name}", f"</{name}>"),
        )
    )
    return opened + _leaf(rng, value) + closed


_ELEMENTS: Final[tuple[Element, ...]] = (
    *[_plain_element] * 14, *[_odd_element] * 6, _odd_tags,
)  # fmt: skip


def frame_oddly(rng: Random, text: str) -> str:
    """Something before the document, or after it, or every line end another."""
    choice = rng.random()
    if choice < 0.45:
        return rng.choice(_HEADS) + text
    if choice < 0.75:
        return text + rng.choice(_TAILS)
    if choice < 0.85:
        return text.replace("><", rng.choice((">\r\n<", ">\r<", "> <", ">\n\n\n<", ">\u3000<", ">\u2028<")))
    if choice < 0.95:
        at = rng.randrange(len(text) + 1)
        return text[:at] + rng.choice(_REFERENCES) + text[at:]
    return text * 2


def encode_oddly(rng: Random, text: str) -> bytes:
    encoding = rng.choice(
        ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "gbk", "utf-8-sig", "utf-7", "latin-1")
    )
    return text.encode(encoding, "replace")
