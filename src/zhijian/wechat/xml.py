"""Strict XML, as the platform writes it: small, shallow, without DTDs, entities or instructions.

`parse` promises two things whatever bytes come in: it returns a dict, or it raises `Malformed`; and it
takes time in proportion to the size, which is limited. Nearly every message is flat (one level of
elements below <xml>), and a regular expression reads those; anything else goes to expat with a guard
at each door. Both readers agree, which a test compares.

White space outside CDATA is dropped at the ends of an element and between CDATA sections; inside it
is kept. An element that occurs more than once becomes a list.
"""

import re
from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter
from typing import NoReturn, TypeAlias
from xml.parsers import expat

MAX_BYTES = 65536
MAX_DEPTH = 8
# The largest message documented, the result of a push of eight articles, has about 90.
MAX_ELEMENTS = 1024

Value: TypeAlias = str | dict[str, "Value"] | list["Value"]
Fields: TypeAlias = dict[str, Value]

_OPEN = re.compile(r"[ \t\n]*<xml>[ \t\n]*")
_CLOSE = re.compile(r"</xml>[ \t\n]*\Z")
_ELEMENT = re.compile(
    r"<([A-Za-z_][A-Za-z0-9_]*)>"
    r"(?:[ \t\n]*<!\[CDATA\[(.*?)\]\]>[ \t\n]*|([^<>&]*))"
    r"</\1>[ \t\n]*",
    re.DOTALL,
)
# Line ends are normalised and other control characters refused by XML: expat knows how, so a text with
# any of them is left to it. The same for U+FFFE and U+FFFF, which XML cannot carry.
_LEFT_TO_EXPAT = bytes([*range(9), 11, 12, 13, *range(14, 32)])
_NOT_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANK = " \t\n"


class Malformed(ValueError):
    """The bytes are not a message of the platform. The text names the rule, never the content."""


def parse(data: bytes | str) -> Fields:
    """The elements below <xml>, by name: str, dict, or list of these. Raises only `Malformed`."""
    raw, text = _as_utf8(data)
    fields = _parse_flat(raw, text)
    return _parse_with_expat(raw) if fields is None else fields


def cdata(text: str) -> str:
    """The text as CDATA that parses back to itself; what XML cannot carry at all is left out."""
    if _NOT_IN_XML.search(text):
        text = _NOT_IN_XML.sub("", text)
    if "]]>" in text:
        text = text.replace("]]>", "]]]]><![CDATA[>")
    if "\r" in text:
        # Inside CDATA a parser would turn it into a line feed; a character reference survives.
        text = text.replace("\r", "]]>&#13;<![CDATA[")
    return f"<![CDATA[{text}]]>"


def render(fields: Mapping[str, Value]) -> str:
    """The fields as the platform would send them; `parse` gives them back."""
    return f"<xml>{render_all(fields)}</xml>"


def render_all(fields: Mapping[str, Value]) -> str:
    """The fields without <xml> round them."""
    pieces = []
    for name, value in fields.items():
        for one in value if isinstance(value, list) else [value]:
            inner = render_all(one) if isinstance(one, dict) else cdata(str(one))
            pieces.append(f"<{name}>{inner}</{name}>")
    return "".join(pieces)


def _as_utf8(data: bytes | str) -> tuple[bytes, str]:
    if len(data) > MAX_BYTES:
        raise Malformed("larger than 64 KiB")
    try:
        raw, text = (data, data.decode()) if isinstance(data, bytes) else (data.encode(), data)
    except UnicodeError:
        raw, text = b"\0", ""
    if len(raw) > MAX_BYTES:
        raise Malformed("larger than 64 KiB")
    # Expat would follow a UTF-16 mark whatever it is told; the NULs between give that away.
    if b"\0" in raw:
        raise Malformed("not text")
    return raw, text


def _parse_flat(raw: bytes, text: str) -> Fields | None:
    """The fields of a flat message in one pass, or None when it is for expat to judge."""
    if len(raw.translate(None, _LEFT_TO_EXPAT)) != len(raw):
        return None
    if _NOT_CHARACTERS[0] in raw or _NOT_CHARACTERS[1] in raw:
        return None
    opened = _OPEN.match(text)
    if opened is None:
        return None
    fields: Fields = {}
    at = opened.end()
    element = _ELEMENT.match
    # Element by element, never by search: the first thing that does not fit ends the attempt, so a
    # hostile text cannot make it start over from every character.
    while found := element(text, at):
        name, section, plain = found.groups()
        if name in fields:
            return None
        if section is None:
            fields[name] = plain.strip(_BLANK)
        elif "]]>" in section:
            return None
        else:
            fields[name] = section
        at = found.end()
    if len(fields) > MAX_ELEMENTS or _CLOSE.match(text, at) is None:
        return None
    return fields


def _parse_with_expat(raw: bytes) -> Fields:
    reader = _Reader()
    problem = "not well-formed"
    try:
        reader.expat.Parse(raw, True)  # noqa: FBT003 -- expat takes no keywords
    except Malformed as refused:
        problem = str(refused)
    except (expat.ExpatError, ValueError):
        pass
    else:
        return reader.fields
    # Outside the handler, so that no context with pieces of the content hangs on the exception.
    raise Malformed(problem)


class _Element:
    """An open element: its children so far, and its text as runs with a mark for those in CDATA."""

    __slots__ = ("children", "name", "runs")

    def __init__(self, name: str) -> None:
        self.name = name
        self.children: Fields = {}
        self.runs: list[tuple[bool, str]] = []

    def append_text(self, data: str, *, in_cdata: bool) -> None:
        self.runs.append((in_cdata, data))

    def append_child(self, name: str, value: Value) -> None:
        present = self.children.get(name)
        if present is None:
            self.children[name] = value
        elif isinstance(present, list):
            present.append(value)
        else:
            self.children[name] = [present, value]

    def text(self) -> str:
        """The text without the white space that only lays out the XML."""
        # It may come a character at a time; adding each to a string would take the square of their number.
        pieces = [
            (in_cdata, "".join(data for _, data in runs))
            for in_cdata, runs in groupby(self.runs, key=itemgetter(0))
        ]
        last = len(pieces) - 1
        for at, (in_cdata, data) in enumerate(pieces):
            if in_cdata:
                continue
            kept = data if data.strip(_BLANK) else ""
            kept = kept.lstrip(_BLANK) if at == 0 else kept
            pieces[at] = (False, kept.rstrip(_BLANK) if at == last else kept)
        return "".join(data for _, data in pieces)

    def value(self) -> Value:
        text = self.text()
        if not self.children:
            return text
        if text:
            raise Malformed("text beside elements")
        return self.children


class _Reader:
    """Expat with depth and number of elements counted, and everything but elements and text refused."""

    def __init__(self) -> None:
        self.fields: Fields = {}
        self._open: list[_Element] = []
        self._elements = 0
        self._in_cdata = False
        # Naming the encoding here overrules what the document says of itself.
        self.expat = expat.ParserCreate("utf-8")
        self.expat.buffer_text = True  # else every line end is a call of its own
        self.expat.StartElementHandler = self._start
        self.expat.EndElementHandler = self._end
        self.expat.CharacterDataHandler = self._text
        self.expat.StartCdataSectionHandler = self._start_cdata
        self.expat.EndCdataSectionHandler = self._end_cdata
        self.expat.StartDoctypeDeclHandler = self._refuse_doctype
        self.expat.EntityDeclHandler = self._refuse_doctype
        self.expat.ProcessingInstructionHandler = self._refuse_instruction

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        if not self._open and name != "xml":
            raise Malformed("the outermost element is not <xml>")
        if len(self._open) >= MAX_DEPTH:
            raise Malformed("deeper than eight elements")
        self._elements += 1
        if self._elements > MAX_ELEMENTS + 1:
            raise Malformed("too many elements")
        self._open.append(_Element(name))

    def _end(self, _name: str) -> None:
        ended = self._open.pop()
        value = ended.value()
        if self._open:
            self._open[-1].append_child(ended.name, value)
        elif isinstance(value, dict):
            self.fields = value
        elif value:
            raise Malformed("text instead of elements")

    def _text(self, data: str) -> None:
        self._open[-1].append_text(data, in_cdata=self._in_cdata)

    def _start_cdata(self) -> None:
        self._in_cdata = True

    def _end_cdata(self) -> None:
        self._in_cdata = False

    def _refuse_doctype(self, *_: object) -> NoReturn:
        raise Malformed("a document type")

    def _refuse_instruction(self, *_: object) -> NoReturn:
        raise Malformed("a processing instruction")
