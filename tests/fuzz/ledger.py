"""After a leg: whether what was answered lies in the store exactly once, and everyone can live with it."""

import json
from base64 import b64decode
from collections import Counter
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from tests.fuzz.accounts import ACCOUNTS
from zhijian.wechat import messages, xml

MOST_HEARD: Final = 200

# An account, who wrote, and what tells his messages from each other.
Key = tuple[str, str, str]


def key_of(account: str, message: bytes) -> Key:
    """What makes two messages the same. What cannot be read is the same only to the byte."""
    try:
        fields = xml.parse(message)
        return account, messages.from_fields(fields).from_user, messages.dedupe_key(fields)
    except xml.Malformed:
        return account, "", sha256(message).hexdigest()


@dataclass(frozen=True, slots=True)
class Told:
    rows: int
    heard: int
    problems: tuple[str, ...]


def look_through(home: Path, *, owed: AbstractSet[Key], may_store: int) -> Told:
    """Export all, compare, and bring the first rows to the rooms' ears. Django's: call it in a thread."""
    from django.db import connections  # noqa: PLC0415 -- needs Django

    from zhijian.foundation.intake.spool import Spool  # noqa: PLC0415 -- needs Django

    spool = Spool(home / "spool")
    try:
        lying = spool.count()
        stored = _exported(spool)
        heard, deaf = _hear()
    finally:
        connections.close_all()
    beside = len(stored.keys() - owed)
    wrong = {
        f"{lying} rows the database refused lie in the spool": lying,
        f"{len(owed - stored.keys())} answered and not stored": owed - stored.keys(),
        f"{max(stored.values(), default=0)} rows of one message": max(stored.values(), default=0) > 1,
        f"{beside} rows nobody was answered for, at most {may_store} may be": beside > may_store,
    }
    return Told(stored.total(), heard, (*(why for why, is_so in wrong.items() if is_so), *deaf))


def _exported(spool: Any) -> Counter[Key]:
    """Every row through the export that operators use, as lines of JSON."""
    from zhijian.foundation.accounts.queries import account_by_slug  # noqa: PLC0415 -- needs Django
    from zhijian.foundation.intake.export import exported  # noqa: PLC0415

    found = Counter[Key]()
    for slug in ACCOUNTS:
        for entry in exported(account_id=account_by_slug(slug).pk, spool=spool):
            row = json.loads(json.dumps(entry, ensure_ascii=False).encode())
            raw = b64decode(row["raw_base64"]) if "raw_base64" in row else row["raw"].encode()
            found[key_of(slug, raw)] += 1
    return found


def _hear() -> tuple[int, list[str]]:
    """The worker's part: a row that no room can bear would come again for ever."""
    from zhijian import switchboard  # noqa: PLC0415 -- needs Django
    from zhijian.foundation.intake import services  # noqa: PLC0415

    rows = services.claim_unheard(limit=MOST_HEARD)
    problems = []
    for row in rows:
        try:
            switchboard.deliver(row)
        except Exception as error:  # noqa: BLE001 -- the very thing that is looked for
            what = f"{row.event or row.type} {row.raw[:2000]!r}"
            problems.append(f"not heard: {type(error).__name__} for {what}")
    return len(rows), problems[:3]
