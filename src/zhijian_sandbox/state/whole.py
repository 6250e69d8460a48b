"""The whole state as one JSON document, and put in again: what a save is made of.

JSON and not a copy of the SQLite file: it can be read and compared, and a file somebody hands over is
never opened as a database.
"""

import base64
import binascii
from typing import Any

from zhijian_sandbox.state.store import SCHEMA_VERSION, Store, Value

FORMAT = "zhijian-sandbox-save"


class NotASave(ValueError):
    """The document is none of ours, of a newer sandbox, or broken; str() says which, in Chinese."""


def taken_out(store: Store) -> dict[str, Any]:
    """Every table with its columns and rows."""
    with store.transaction():
        tables = {name: _table(store, name, columns) for name, columns in _tables(store).items()}
    return {"format": FORMAT, "version": SCHEMA_VERSION, "tables": tables}


def put_in(store: Store, document: dict[str, Any]) -> None:
    """In place of everything there is, or not at all. `NotASave` for a document that cannot be used.

    One of an older sandbox gets the defaults for columns it does not know.
    """
    if document.get("format") != FORMAT or not isinstance(document.get("tables"), dict):
        raise NotASave("这不是沙箱的存档")
    if not isinstance(document.get("version"), int) or document["version"] > SCHEMA_VERSION:
        raise NotASave("这份存档是更新的沙箱存的，这里打不开")
    known = _tables(store)
    with store.transaction():
        # Tables refer to each other; only at the end must everything be there.
        store.run("PRAGMA defer_foreign_keys = ON")
        for name in known:
            store.run(f"DELETE FROM {name}" + (" WHERE name <> 'schema'" if name == "meta" else ""))
        for name, columns in known.items():
            _fill(store, name, columns, document["tables"].get(name))
        if store.one("PRAGMA foreign_key_check") is not None:
            raise NotASave("存档坏了：里面的东西对不上")


def _tables(store: Store) -> dict[str, list[str]]:
    rows = store.all(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    return {
        row["name"]: [one["name"] for one in store.all(f"PRAGMA table_info({row['name']})")] for row in rows
    }


def _table(store: Store, name: str, columns: list[str]) -> dict[str, Any]:
    rows = store.all(f"SELECT * FROM {name}" + (" WHERE name <> 'schema'" if name == "meta" else ""))
    return {"columns": columns, "rows": [[_out(value) for value in tuple(row)] for row in rows]}


def _fill(store: Store, name: str, known: list[str], table: Any) -> None:
    if table is None:
        return
    try:
        columns, rows = list(table["columns"]), list(table["rows"])
        if not set(columns) <= set(known):
            raise NotASave("存档里有不认识的东西")
        values = [[_in(value) for value in row] for row in rows]
        names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
        if rows:
            store.run_many(f"INSERT INTO {name} ({names}) VALUES ({marks})", values)
    except NotASave:
        raise
    except Exception as problem:  # whatever is wrong in a file from elsewhere, it is the file
        raise NotASave("存档坏了，读不出来") from problem


def _out(value: Value) -> Any:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _in(value: Any) -> Value:
    if isinstance(value, dict):
        try:
            return base64.b64decode(value["base64"], validate=True)
        except binascii.Error as problem:
            raise NotASave("存档坏了，读不出来") from problem
    if value is None or isinstance(value, str | int | float):
        return value
    raise NotASave("存档坏了，读不出来")
