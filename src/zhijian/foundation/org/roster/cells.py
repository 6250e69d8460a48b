"""What stands in a cell, as it is read on the screen."""

import re
import unicodedata
from datetime import date
from typing import Final

from zhijian.foundation.org.roster.sheets import Cell

# What people write where they know nothing.
NOTHING_WRITTEN: Final = frozenset(
    {
        "",
        "-",
        "--",
        "—",
        "——",
        "/",
        "\\",
        "无",
        "没有",
        "暂无",
        "不详",
        "未知",
        "空",
        "none",
        "null",
        "n/a",
        "#n/a",
    }
)
_TRICK = re.compile(r'="(.*)"', re.DOTALL)  # how some systems make Excel keep a number as text
_ORDINARY = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]+")
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")


def text_of(cell: Cell) -> str:
    """Full-width digits and letters become plain, unseen signs go; 12371, not 12371.0."""
    if isinstance(cell, str) and (not cell or _ORDINARY.fullmatch(cell)):
        return cell  # nine of ten
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float):
        return str(int(cell)) if float(cell).is_integer() else repr(cell)
    text = cell.strip()
    if trick := _TRICK.fullmatch(text):
        text = trick[1]
    if text.startswith("'"):
        text = text[1:]
    return _UNSEEN.sub("", plain(text)).strip()


def plain(text: str) -> str:
    """Letters and digits in their usual width; Chinese signs stay as they are."""
    if text.isascii():
        return text
    return "".join(_plain_sign(sign) for sign in text)


def _plain_sign(sign: str) -> str:
    if "０" <= sign <= "９" or "Ａ" <= sign <= "Ｚ" or "ａ" <= sign <= "ｚ":
        return chr(ord(sign) - 0xFEE0)
    if sign in "\u3000\u00a0\u2002\u2003\u2009":
        return " "
    return "-" if sign in "－‐‑‒–﹣" else "+" if sign == "＋" else sign


def written(cell: Cell) -> str:
    """As `text_of`; nothing where somebody wrote 无, a dash or a stroke."""
    text = text_of(cell)
    return "" if text.lower() in NOTHING_WRITTEN else text


def tidy_name(text: str) -> str:
    """王　建国 is 王建国; 古丽娜尔•阿不都热依木 has one kind of dot; 'Maria  Lopez' keeps one space."""
    said = re.sub(r"[•‧∙⋅・･.．]", "·", " ".join(plain(text).split()))
    if any(unicodedata.category(sign) == "Lo" for sign in said):
        return said.replace(" ", "")
    return said.replace("·", ".")
