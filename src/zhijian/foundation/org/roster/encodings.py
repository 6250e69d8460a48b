"""In which encoding a text file is written that does not say so: UTF-8, UTF-16, GBK (GB18030), or refused."""

import codecs
from typing import IO, Final

from django.utils.translation import gettext as _

from zhijian.foundation.org.roster.errors import SheetRefused

_PIECE: Final = 1 << 20
_LOOKED_AT: Final = 20_000  # characters that decide whether it reads like Chinese
_LEAST_COMMON: Final = 0.3  # of the Chinese ones; traditional text in GBK has 0.4, other encodings 0 to 0.2


def encoding_of(file: IO[bytes]) -> str:
    """The name Python knows it by; all of the file has been tried. Raises `SheetRefused`."""
    file.seek(0)
    start = file.read(4000)
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _tried(file, "utf-32")
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _tried(file, "utf-16")
    if b"\0" in start:
        return _tried(file, "utf-16-le" if start[1::2].count(0) >= start[0::2].count(0) else "utf-16-be")
    if _fits(file, "utf-8-sig"):
        return "utf-8-sig"
    return _tried(file, "gb18030")


def _tried(file: IO[bytes], encoding: str) -> str:
    if not _fits(file, encoding) or not _reads_like_a_table(file, encoding):
        raise SheetRefused(
            _("认不出这个文件的编码。请在 Excel 里打开，另存为 .xlsx 或 UTF-8 的 CSV。"),
            code="encoding-unknown",
        )
    return encoding


def _fits(file: IO[bytes], encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while piece := file.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _reads_like_a_table(file: IO[bytes], encoding: str) -> bool:
    """Other encodings read as GBK are full of private and rare characters; a rare name is only one."""
    file.seek(0)
    text = codecs.getincrementaldecoder(encoding)().decode(file.read(4 * _LOOKED_AT))
    if "\0" in text:
        return False
    private = sum("\ue000" <= sign <= "\uf8ff" for sign in text)
    han = [sign for sign in text if "\u4e00" <= sign <= "\u9fff"]
    return private * 20 <= len(han) and sum(map(_is_common, han)) >= _LEAST_COMMON * len(han)


def _is_common(sign: str) -> bool:
    """Among the 3,755 of the first level of GB 2312."""
    encoded = sign.encode("gb2312", "ignore")
    return bool(encoded) and encoded[0] < 0xD8
