"""The catalogue on file: read, brought up to date, written, compiled."""

import io
from datetime import UTC, datetime

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.catalogue.reading import CATALOGUE, COMPILED, sentences_in_code

HEADER = """\
# The English of 指尖 Zhijian: what staff read when they choose English.
# `make words` adds what is new in the code and drops what is gone; the translations are written by hand."""

# Files change when sentences do, not with the calendar.
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
NOBODY_NEEDS = ('"POT-', '"PO-', '"Project-', '"Report-', '"Last-', '"Language-Team', '"Generated')


def on_file() -> Catalog:
    if not CATALOGUE.exists():
        return Catalog(locale="en")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def renew() -> Catalog:
    """Add what is new, drop what is gone, keep every translation; write both files."""
    known, wanted = on_file(), sentences_in_code()
    for message in wanted:
        before = known.get(message.id, context=message.context) if message.id else None
        if before is not None:
            message.string = before.string
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_bytes(as_po(wanted))
    COMPILED.write_bytes(compiled(on_file()))
    return wanted


def as_po(catalogue: Catalog) -> bytes:
    catalogue.header_comment = HEADER
    written = io.BytesIO()
    write_po(written, catalogue, width=110, sort_by_file=True, include_lineno=False, omit_header=False)
    lines = written.getvalue().decode().splitlines()
    kept = [line for line in lines if not line.startswith(NOBODY_NEEDS)]
    return ("\n".join(kept).rstrip() + "\n").encode()


def compiled(catalogue: Catalog) -> bytes:
    catalogue.creation_date = catalogue.revision_date = BEGINNING
    written = io.BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def missing(catalogue: Catalog) -> list[str]:
    """The sentences without English, as they stand in the code."""
    return [str(message.id) for message in catalogue if message.id and not is_translated(message)]


def is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(strings)
