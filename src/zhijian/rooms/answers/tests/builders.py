"""Rules, books and messages for tests."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.queries import Doorplate, doorplate_of
from zhijian.foundation.intake.answer import Answer
from zhijian.foundation.intake.arrivals import StoredArrival
from zhijian.foundation.intake.models import ArrivalRow
from zhijian.foundation.library.models import Item
from zhijian.foundation.staff import services as staff
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import Role
from zhijian.rooms.answers import services
from zhijian.rooms.answers.book import Book
from zhijian.rooms.answers.models import Rule
from zhijian.wechat import messages
from zhijian.wechat.events import Click, Subscribe
from zhijian.wechat.replies import TextReply

PUBLIC = "https://qinghe.example"
MEI = "o-mei"
FRIDAY = datetime(2026, 3, 6, 9, 0, tzinfo=UTC)


def lin() -> Staff:
    """Edits the answers."""
    return staff.take_on(
        username="lin", password="a-long-word-01", role=Role.EDITOR, name="林", actor="tests"
    )


def a_rule(account: Account, keyword: str, *parts: str | Item, match: str = "exact", **more: Any) -> Rule:
    return services.make_rule(
        account_id=account.pk,
        keywords=[(keyword, match)],
        parts=list(parts) or [f"{keyword}的材料"],
        by="tests",
        **more,
    )


def a_welcome(account: Account, *parts: str | Item, **more: Any) -> Rule:
    return services.make_rule(account_id=account.pk, occasion="follow", parts=list(parts), by="tests", **more)


def plate_of(account: Account) -> Doorplate:
    account.refresh_from_db()
    return doorplate_of(account)


def a_book(account: Account) -> Book:
    return Book.load(plate_of(account), public_url=PUBLIC)


def ask(account: Account, text: str) -> Answer:
    return a_book(account).answer(wrote(text))


def wrote(text: str, *, msg_id: int = 1, openid: str = MEI) -> messages.Text:
    return messages.Text(
        to_user="gh_qinghe", from_user=openid, create_time=1_772_787_600, msg_id=msg_id, content=text
    )


def followed() -> Subscribe:
    return Subscribe(to_user="gh_qinghe", from_user=MEI, create_time=1_772_787_600)


def pressed(key: str) -> Click:
    return Click(to_user="gh_qinghe", from_user=MEI, create_time=1_772_787_600, event_key=key)


def an_arrival(
    account: Account,
    message: messages.Received,
    *,
    number: int = 1,
    outcome: str = "answered",
    answer: str = "<xml/>",
    followups: str = "",
) -> StoredArrival:
    """As the worker gets it; the row is in the database too."""
    row = ArrivalRow.objects.create(
        id=number,
        account_id=account.pk,
        account=account.slug,
        dedupe=f"m:{number}",
        received_at=FRIDAY.timestamp(),
        msg_id=str(number),
        from_openid=message.from_user,
        created_at=message.create_time,
        type=message.msg_type,
        event=getattr(message, "event", ""),
        event_key=getattr(message, "event_key", ""),
        raw=messages.render(message).encode(),
        answer=answer,
        outcome=outcome,
        rule_id=None,
        followups=followups,
    )
    fields: Mapping[str, Any] = {name: getattr(row, name) for name in StoredArrival.__slots__}
    return StoredArrival(**{**fields, "received_at": FRIDAY, "tries": 1, "is_replay": False})


def said(answer: Answer) -> str:
    """The words of the passive reply; nothing when there is none, or no words in it."""
    return answer.reply.content if isinstance(answer.reply, TextReply) else ""
