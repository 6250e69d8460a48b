"""Finding the sentences: what is marked in Python and in templates."""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

from tests.house.repository import ROOT

SOURCE = ROOT / "src/zhijian"
CATALOGUE = SOURCE / "locale/en/LC_MESSAGES/django.po"
COMPILED = CATALOGUE.with_suffix(".mo")

# What gettext and Django call the functions that mark a sentence.
MARKS: dict[str, None] = dict.fromkeys(
    f"{kind}{lazy}"
    for kind in ("_", "gettext", "gettext_noop", "ngettext", "pgettext", "npgettext")
    for lazy in ("", "_lazy")
)


def sentences_in_code() -> Catalog:
    """A catalogue without translations: each sentence with the files it stands in."""
    found = Catalog(locale="en", project="zhijian", charset="utf-8", fuzzy=False)
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix in (".py", ".html") and not {"tests", "migrations"} & set(path.parts):
            for sentence, context in marked(path):
                found.add(sentence, locations=[(str(path.relative_to(SOURCE)), 0)], context=context)
    return found


def marked(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """(sentence, context) of one file; a sentence with a plural is a pair."""
    source = path.read_text()
    # In brackets, since what templatize leaves of the markup is indented as no Python is.
    python = f"({templatize(source, origin=str(path))})" if path.suffix == ".html" else source
    calls = extract_python(io.BytesIO(python.encode()), MARKS, [], {"encoding": "utf-8"})
    for _, function, arguments, _ in calls:
        said: object = arguments  # Babel's types promise a list; a single argument comes as itself
        words = [said] if isinstance(said, str) else [word for word in arguments if word]
        if not words or not function:
            continue
        takes_context = "pgettext" in function
        context = words.pop(0) if takes_context else None
        is_plural = "ngettext" in function or "npgettext" in function
        yield (tuple(words[:2]) if is_plural else words[0]), context
