"""The index behind the library's search: what stands in it, and the tables it lies in.

Services write an entry with every change of an item, because no database can spell Chinese. The full-text
table follows the entries by triggers of the database itself, also when rows go with their account.

FTS5's trigram tokenizer finds nothing shorter than three signs, and most Chinese words are two; so the grams
are cut here and stored as words. On PostgreSQL trigram indexes serve the same words; where the extension is
missing the same question is answered by reading every entry, slower and no different.
"""

from typing import Any, Final

from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from zhijian.foundation.library import sounds, wording

BODY_CHARS: Final = 1000  # what an article is about stands at its beginning
COLUMNS: Final = ("scope", "signs", "sounds", "letters", "body")

_FTS: Final = "library_searchwords"
_LISTED: Final = ", ".join(COLUMNS)
_OLD: Final = ", ".join(f"old.{column}" for column in COLUMNS)
_NEW: Final = ", ".join(f"new.{column}" for column in COLUMNS)
_FORGET: Final = f"INSERT INTO {_FTS}({_FTS}, rowid, {_LISTED}) VALUES ('delete', old.item_id, {_OLD});"
_LEARN: Final = f"INSERT INTO {_FTS}(rowid, {_LISTED}) VALUES (new.item_id, {_NEW});"
_SQLITE: Final = (
    f"CREATE VIRTUAL TABLE {_FTS} USING fts5({_LISTED}, content='library_searchentry', "
    "content_rowid='item_id', tokenize='unicode61 remove_diacritics 0')",
    f"CREATE TRIGGER library_entry_added AFTER INSERT ON library_searchentry BEGIN {_LEARN} END",
    f"CREATE TRIGGER library_entry_removed AFTER DELETE ON library_searchentry BEGIN {_FORGET} END",
    f"CREATE TRIGGER library_entry_changed AFTER UPDATE ON library_searchentry BEGIN {_FORGET} {_LEARN} END",
)


def entry_of(*, account_id: int, title: str, summary: str, body: str, is_findable: bool) -> dict[str, Any]:
    """The values of a search entry, but for its item. What may not be found lies in nobody's scope."""
    shown = wording.folded(title)
    runs = wording.runs(shown)
    spelled = [said for run in runs for said in _spelled(run)]
    whole = sounds.as_heard("".join(spelled))
    initials = "".join(said[0] for said in spelled)
    inside = wording.runs(wording.folded(f"{summary}\n{body[:BODY_CHARS]}"))
    return {
        "account_id": account_id,
        "title": shown,
        "pinyin": " ".join(spelled),
        "initials": initials,
        "scope": scope_of(account_id) if is_findable else "",
        "signs": _words(gram for run in runs for gram in wording.grams(run)),
        "sounds": _words(gram for run in runs for gram in sounds.sound_grams(run)),
        "letters": _words([*sounds.letter_grams(whole), *(f"0{g}" for g in sounds.letter_grams(initials))]),
        "body": _words(gram for run in inside for gram in wording.grams(run)),
    }


def scope_of(account_id: int) -> str:
    return f"account{account_id}"


def make_tables(connection: BaseDatabaseWrapper) -> None:
    """In a migration. Without the right to add pg_trgm the search still answers, only slower."""
    if connection.vendor == "sqlite":
        for statement in _SQLITE:
            connection.cursor().execute(statement)
        return
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        return
    make_trigram_indexes(connection)


def make_trigram_indexes(connection: BaseDatabaseWrapper) -> None:
    """Also for an operator who added the extension later."""
    with connection.cursor() as cursor:
        for column in COLUMNS[1:]:
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS library_search_{column} ON library_searchentry "
                f"USING gin ({column} gin_trgm_ops)"
            )


def drop_tables(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for what in ("added", "removed", "changed"):
                cursor.execute(f"DROP TRIGGER IF EXISTS library_entry_{what}")
            cursor.execute(f"DROP TABLE IF EXISTS {_FTS}")
            return
        for column in COLUMNS[1:]:
            cursor.execute(f"DROP INDEX IF EXISTS library_search_{column}")


def is_indexed(connection: BaseDatabaseWrapper) -> bool:
    """Whether the search is served by an index; False on a PostgreSQL without pg_trgm."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname = 'library_search_signs'")
        row = cursor.fetchone()
    return bool(row and row[0])


def _spelled(run: str) -> list[str]:
    return [run] if wording.is_latin(run) else sounds.syllables(run)


def _words(grams: Any) -> str:
    """Each once, in the order they come, with a space at both ends: PostgreSQL looks for whole words so."""
    return f" {' '.join(dict.fromkeys(grams))} "
