"""The few items worth a closer look, by the index of whichever database there is."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

from zhijian.foundation.library.search_index import scope_of

MOST: Final = 40
_MOST_WORDS: Final = 40  # a question of 400 signs is no question


def any_of(
    connection: BaseDatabaseWrapper, *, account_id: int, wanted: Mapping[str, Sequence[str]]
) -> list[int]:
    """Items with at least one of the words in its column; those with the rarest or most of them."""
    asked = {column: list(words)[:_MOST_WORDS] for column, words in wanted.items() if words}
    if not asked:
        return []
    if connection.vendor == "sqlite":
        columns = (f"{column} : ({' OR '.join(map(_quoted, words))})" for column, words in asked.items())
        return _full_text(connection, f"scope : {scope_of(account_id)} AND ({' OR '.join(columns)})")
    pairs = [(column, word) for column, words in asked.items() for word in words]
    return _counting(connection, account_id=account_id, pairs=pairs, least=1)


def all_of(
    connection: BaseDatabaseWrapper, *, account_id: int, column: str, words: Sequence[str]
) -> list[int]:
    """Items with every one of the words."""
    asked = list(words)[:_MOST_WORDS]
    if not asked:
        return []
    if connection.vendor == "sqlite":
        every = " AND ".join(map(_quoted, asked))
        return _full_text(connection, f"scope : {scope_of(account_id)} AND {column} : ({every})")
    pairs = [(column, word) for word in asked]
    return _counting(connection, account_id=account_id, pairs=pairs, least=len(pairs))


def _full_text(connection: BaseDatabaseWrapper, asked: str) -> list[int]:
    sql = "SELECT rowid FROM library_searchwords WHERE library_searchwords MATCH %s ORDER BY rank, rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT {MOST}", [asked])
        return [int(row[0]) for row in cursor.fetchall()]


def _counting(
    connection: BaseDatabaseWrapper, *, account_id: int, pairs: Sequence[tuple[str, str]], least: int
) -> list[int]:
    """PostgreSQL: a trigram index finds whole words between spaces. Words are letters, signs and digits only,
    so a pattern has nothing to escape."""
    joint = " AND " if least > 1 else " OR "
    like = joint.join(f"{column} LIKE %s" for column, _ in pairs)
    count = " + ".join(f"({column} LIKE %s)::int" for column, _ in pairs)
    patterns = [f"% {word} %" for _, word in pairs]
    sql = f"SELECT item_id FROM library_searchentry WHERE scope = %s AND ({like})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"{sql} ORDER BY {count} DESC, length(title), item_id LIMIT {MOST}",
            [scope_of(account_id), *patterns, *patterns],
        )
        return [int(row[0]) for row in cursor.fetchall()]


def _quoted(word: str) -> str:
    return f'"{word}"'
