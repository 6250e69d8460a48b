"""An article as it is written down, as the page prints it: headings, lists, bold words, paragraphs."""

from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from zhijian.foundation.library import marks
from zhijian.portal.reading.paragraphs import pressable


def blocks(text: str) -> list[SafeString]:
    """Whole elements. All words are escaped; no tag comes from the text."""
    return list(_blocks([line.strip() for line in text.splitlines() if line.strip()]))


def _blocks(lines: list[str]) -> Iterator[SafeString]:
    items: list[str] = []
    for line in lines:
        if line.startswith(marks.ITEM):
            items.append(line.removeprefix(marks.ITEM))
            continue
        if items:
            yield _list(items)
            items = []
        if line.startswith(marks.HEADING):
            yield format_html("<h2>{}</h2>", _words(line.removeprefix(marks.HEADING)))
        else:
            yield format_html("<p>{}</p>", _words(line))
    if items:
        yield _list(items)


def _list(items: list[str]) -> SafeString:
    return format_html(
        "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((_words(item),) for item in items))
    )


def _words(line: str) -> SafeString:
    pieces: list[str] = []
    at = 0
    for found in marks.BOLD.finditer(line):
        pieces += [pressable(line[at : found.start()]), format_html("<b>{}</b>", pressable(found.group(1)))]
        at = found.end()
    return mark_safe("".join([*pieces, pressable(line[at:])]))  # noqa: S308 -- every piece is escaped
