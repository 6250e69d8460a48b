"""The text of a file whose encoding nobody wrote down: UTF-8, GBK (GB18030), or refused by name."""

import codecs

from django.utils.translation import gettext as _

from zhijian.rooms.answers.errors import ImportRefused

_REFUSED_STARTS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
    (b"PK\x03\x04", "Excel (xlsx)"),
    (b"\xd0\xcf\x11\xe0", "Excel (xls)"),
)
_LOOKED_AT = 20_000  # characters that decide whether it reads like Chinese
_LEAST_COMMON = 0.3  # of the Chinese characters; traditional text in GBK has 0.4, other encodings 0 to 0.2


def text_of(data: bytes) -> str:
    """Raises `ImportRefused`, naming the encoding where it is known."""
    for start, name in _REFUSED_STARTS:
        if data.startswith(start):
            raise ImportRefused(
                _("文件是 %(name)s，请另存为 UTF-8 的 CSV") % {"name": name}, code="encoding-refused"
            )
    if b"\0" in data:
        name = "UTF-16" if b"\0" in data[:200] else _("二进制文件")
        raise ImportRefused(
            _("文件像是 %(name)s，请另存为 UTF-8 的 CSV") % {"name": name}, code="encoding-refused"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse_broken_utf8(data, at=error.start)
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _unknown(data, at=error.start) from None
    if not _reads_like_chinese(text):
        raise _unknown(data, at=0)
    return text


def _refuse_broken_utf8(data: bytes, *, at: int) -> None:
    """Nearly all of it is UTF-8: then it is that, with something broken, and not GBK."""
    beyond_ascii = [character for character in data.decode("utf-8", "replace") if character > "\x7f"]
    broken = beyond_ascii.count("\ufffd")
    if len(beyond_ascii) - broken > 4 * broken:
        line = data.count(b"\n", 0, at) + 1
        raise ImportRefused(
            _("文件是 UTF-8，但第 %(line)d 行有坏的字节") % {"line": line}, code="encoding-broken"
        )


def _unknown(data: bytes, *, at: int) -> ImportRefused:
    line = data.count(b"\n", 0, at) + 1
    return ImportRefused(
        _("认不出文件的编码（第 %(line)d 行），请另存为 UTF-8 或 GBK 的 CSV") % {"line": line},
        code="encoding-unknown",
    )


def _reads_like_chinese(text: str) -> bool:
    if any("\ue000" <= character <= "\uf8ff" for character in text[:_LOOKED_AT]):
        return False  # private characters: Big5 read as GBK is full of them
    han = [character for character in text if "\u4e00" <= character <= "\u9fff"][:_LOOKED_AT]
    return sum(map(_is_common, han)) >= _LEAST_COMMON * len(han)


def _is_common(character: str) -> bool:
    """Among the 3,755 of the first level of GB 2312."""
    encoded = character.encode("gb2312", "ignore")
    return bool(encoded) and encoded[0] < 0xD8
