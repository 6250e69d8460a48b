"""What is pasted from Word, WPS or a web page, brought to our plain form: lines with three marks (marks.py).

nh3 throws away everything that is not text and structure; what is left is read once and written as lines.
So nothing of a pasted page's code can reach ours: the outcome is text, and the portal escapes text.
"""

import re
from html.parser import HTMLParser
from typing import Final

import nh3

from zhijian.foundation.library import marks

MOST_CHARS: Final = 2_000_000

_BLOCKS: Final = frozenset(
    {"p", "div", "section", "article", "blockquote", "pre", "dt", "dd", "figcaption", "center"}
)
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_STRONG: Final = frozenset({"b", "strong"})
_LISTS: Final = frozenset({"ul", "ol"})
_TAGS: Final = (
    _BLOCKS | _HEADINGS | _STRONG | _LISTS | {"li", "br", "hr", "table", "tr", "td", "th", "span", "font"}
)
_ENDING: Final = _BLOCKS | _HEADINGS | {"li", "tr", "table"}
# Their content is no text of the page. `xml`, `o:p` and the like are Word's own.
_DROPPED: Final = {
    "script",
    "style",
    "head",
    "title",
    "xml",
    "noscript",
    "template",
    "object",
    "svg",
    "math",
    "select",
}
_BOLD: Final = re.compile(r"font-weight:\s*(bold|bolder|[6-9]00)")
_NOT_BOLD: Final = re.compile(r"font-weight:\s*(normal|[1-5]00)")
_HIDDEN: Final = re.compile(r"display:\s*none|visibility:\s*hidden|mso-hide:\s*all")
# Word writes a list as paragraphs that begin with a sign of the font Symbol or Wingdings.
_BULLET: Final = re.compile(r"^[·•●○■◆▪◦➢✓\uf0b7\uf06c\uf0d8\uf0a7\uf0fc][\s\u3000]*")
_LETTER_BULLET: Final = re.compile(r"^[o§ØülnuvF][\s\u3000]{2,}")
_WHITE: Final = re.compile(r"[ \t\r\n\f\v\u200b\ufeff]+")
_ESCAPED: Final = "\u2060"  # a word joiner: invisible, and it keeps a typed mark from being one
_LOOKS_LIKE_HTML: Final = re.compile(
    r"^\s*<(!doctype|html|body|div|p|h[1-6]|ul|ol|table|section|span)\b.*</\w+>", re.I | re.S
)
# `<![endif]>` stands alone; in `<![endif]-->` it ends a comment and must stay.
_CONDITIONAL: Final = re.compile(r"<!\[(?:if|endif)[^\]]*\]>", re.IGNORECASE)


def to_marks(html: str) -> str:
    """The text of a page or of a piece of one: headings, lists and bold words keep their marks."""
    kept = nh3.clean(
        _CONDITIONAL.sub("", html[:MOST_CHARS]),
        tags=set(_TAGS),
        clean_content_tags=_DROPPED,
        attributes={"*": {"style", "class"}},
        filter_style_properties={"font-weight", "display", "visibility", "mso-hide", "mso-list"},
        strip_comments=True,
    )
    writer = _Writer()
    writer.feed(kept)
    writer.close()
    return writer.text()


def cleaned_if_html(body: str) -> str:
    """A body into which somebody pasted the source of a page is cleaned; any other is as it was typed."""
    return to_marks(body) if _LOOKS_LIKE_HTML.match(body) else body


class _Writer(HTMLParser):
    """Reads what nh3 left over and keeps lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line = ""
        self._mark = ""
        self._is_list_paragraph = False
        self._open: list[tuple[str, bool]] = []
        self._hidden: list[str] = []
        self._lists: list[tuple[str, int]] = []
        self._cells = 0

    def text(self) -> str:
        self._end_line()
        return "\n".join(self._lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = dict(attrs).get("style") or ""
        if self._hidden or _HIDDEN.search(style):
            self._hidden.append(tag)
            return
        if tag == "br":
            self._break()
            return
        if tag in _HEADINGS or tag in _BLOCKS or tag in ("hr", "table"):
            self._begin_block(tag, css_class=dict(attrs).get("class") or "", style=style)
        elif tag in _LISTS:
            self._end_line()
            self._lists.append((tag, 0))
        elif tag == "li":
            self._begin_item()
        elif tag == "tr":
            self._end_line()
            self._cells = 0
        elif tag in ("td", "th"):
            self._begin_cell()
        is_bold = bool(_BOLD.search(style)) or (tag in _STRONG | {"th"} and not _NOT_BOLD.search(style))
        self._open.append((tag, is_bold))

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag in self._hidden:
                while self._hidden.pop() != tag:
                    pass
            return
        self._shut(tag)
        if tag in _LISTS and self._lists:
            self._end_line()
            self._lists.pop()
        elif tag in _ENDING and not (tag in _BLOCKS and self._is_in_cell()):
            self._end_line()

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        words = _WHITE.sub(" ", data)
        if words.strip() and self._is_bold() and self._mark != marks.HEADING:
            before = words[: len(words) - len(words.lstrip())]
            after = words[len(words.rstrip()) :]
            self._line += f"{before}**{words.strip().replace('**', '')}**{after}"
        else:
            self._line += words

    def _begin_block(self, tag: str, *, css_class: str, style: str) -> None:
        if tag in _BLOCKS and self._is_in_cell():
            return  # a cell is one piece of its row, however many paragraphs it has
        if not (
            self._mark and self._lists and not self._line
        ):  # the paragraph of a list item goes on with it
            self._end_line()
            self._mark = marks.HEADING if tag in _HEADINGS else ""
        self._is_list_paragraph = "listparagraph" in css_class.lower() or "mso-list" in style

    def _begin_cell(self) -> None:
        if self._cells and self._line.strip():
            self._line = self._line.rstrip() + "｜"
        self._cells += 1

    def _shut(self, tag: str) -> None:
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag:
                del self._open[place:]
                return

    def _is_bold(self) -> bool:
        return any(is_bold for _tag, is_bold in self._open)

    def _is_in_cell(self) -> bool:
        return any(tag in ("td", "th") for tag, _bold in self._open)

    def _break(self) -> None:
        """A line break inside a cell or an item would tear it apart."""
        if self._is_in_cell() or self._lists:
            self._line += " "
        else:
            self._end_line()

    def _begin_item(self) -> None:
        self._end_line()
        if self._lists and self._lists[-1][0] == "ol":
            kind, count = self._lists[-1]
            self._lists[-1] = (kind, count + 1)
            self._line = f"{count + 1}. "
        else:
            self._mark = marks.ITEM

    def _end_line(self) -> None:
        """Put the line down, if there is a word on it."""
        line = self._line.replace("\u00a0", " ")
        bare = line.strip().replace("****", "")
        mark, self._line, self._mark = self._mark, "", ""
        if not mark and (found := _BULLET.match(bare) or self._word_bullet(bare)):
            bare, mark = bare[found.end() :], marks.ITEM
        bare = re.sub(r" {2,}", " ", bare).strip()
        if not bare.strip("｜* ") or bare in ("1.",):
            return
        whole = marks.BOLD.fullmatch(bare)
        if not mark and whole and len(whole.group(1)) <= 30 and "**" not in whole.group(1):
            mark, bare = marks.HEADING, whole.group(1)  # a short line all in bold is a heading in Word
        if not mark and bare.startswith((marks.HEADING, marks.ITEM)):
            bare = _ESCAPED + bare
        self._lines.append(mark + bare)

    def _word_bullet(self, line: str) -> re.Match[str] | None:
        return _LETTER_BULLET.match(line) if self._is_list_paragraph else None
