"""One message as it came in, with the answer it was given: the value that becomes a row or a spool file."""

import hashlib
import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

Key = tuple[int, str, str]

# PostgreSQL refuses index entries beyond about 2,700 bytes; whatever is longer than this is kept by its hash.
MAX_KEY_CHARS: Final = 128
MAX_BIGINT: Final = 2**63 - 1


class Arrival(NamedTuple):
    """A tuple in the order of the table's columns.

    Not a dataclass: it is made once per request on the hot path and handed to the database as it stands.
    """

    account_id: int
    account: str
    dedupe: str
    received_at: float
    msg_id: str
    from_openid: str
    created_at: int
    type: str
    event: str
    event_key: str
    raw: bytes
    answer: str
    outcome: str
    rule_id: int | None
    followups: str

    @property
    def key(self) -> Key:
        """What makes two arrivals the same message."""
        return (self.account_id, self.from_openid, self.dedupe)


COLUMNS: Final = Arrival._fields


@dataclass(frozen=True, slots=True)
class StoredArrival:
    """An arrival read back from the database, for the rooms to hear."""

    id: int
    account_id: int
    account: str
    received_at: datetime
    msg_id: str
    from_openid: str
    created_at: int
    type: str
    event: str
    event_key: str
    raw: bytes = field(repr=False)
    answer: str = field(repr=False)
    outcome: str
    rule_id: int | None
    followups: str = field(repr=False)
    is_replay: bool
    tries: int

    @property
    def letters(self) -> list[dict[str, Any]]:
        """The customer-service messages that belong to its answer, to be posted once."""
        return list(json.loads(self.followups)) if self.followups else []


def malformed(*, account_id: int, account: str, received_at: float, raw: bytes) -> Arrival:
    """An arrival nobody could read: kept as it came, answered with nothing."""
    return Arrival(
        account_id=account_id,
        account=account,
        dedupe="x:" + hashlib.sha256(raw).hexdigest(),
        received_at=received_at,
        msg_id="",
        from_openid="",
        created_at=0,
        type="",
        event="",
        event_key="",
        raw=raw,
        answer="",
        outcome="malformed",
        rule_id=None,
        followups="",
    )


def spool_name(key: Key) -> str:
    """The file name of a key: the same message always lands on the same file."""
    account_id, from_openid, dedupe = key
    return hashlib.sha256(f"{account_id}\n{from_openid}\n{dedupe}".encode()).hexdigest()


def to_spool(arrival: Arrival) -> bytes:
    fields = arrival._asdict()
    fields["raw"] = b64encode(arrival.raw).decode("ascii")
    return json.dumps(fields, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def from_spool(data: bytes) -> Arrival:
    """Raises ValueError for anything `to_spool` did not write."""
    try:
        fields = json.loads(data)
        fields["raw"] = b64decode(fields["raw"], validate=True)
        return Arrival(**fields)
    except (KeyError, TypeError) as error:
        raise ValueError("not an arrival") from error
