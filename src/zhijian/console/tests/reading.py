"""Reading a page as a person does: its words, its rows, what stands in its fields."""

import re
from html import unescape


def words_of(html: str) -> str:
    """Everything that is text, white space folded."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def attribute(html: str, tag: str, name: str) -> list[str]:
    """The values of an attribute on every such element, in order."""
    return [unescape(v) for v in re.findall(rf'<{tag}\b[^>]*?\s{name}="([^"]*)"', html)]


def typed(html: str, field: str) -> list[str]:
    """What stands in the fields of that name."""
    inputs = re.findall(rf'<input\b[^>]*\bname="{field}"[^>]*\bvalue="([^"]*)"', html)
    areas = re.findall(rf'<textarea\b[^>]*\bname="{field}"[^>]*>\n([^<]*)</textarea>', html)
    selects = re.findall(rf'<select\b[^>]*\bname="{field}"[^>]*>(.*?)</select>', html, re.DOTALL)
    chosen = [found[0] if (found := re.findall(r'value="([^"]*)" selected', s)) else "" for s in selects]
    return [unescape(value) for value in (*inputs, *areas, *chosen)]


def refusals(html: str) -> list[str]:
    """The sentences beside fields that were refused."""
    return [words_of(found) for found in re.findall(r'<p class="wrong"[^>]*>(.*?)</p>', html, re.DOTALL)]


def rule_names(html: str) -> list[str]:
    return [words_of(found) for found in re.findall(r'<a class="rule-words"[^>]*><span>(.*?)</span>', html)]
