"""Handing a menu to WeChat, calling that off, and taking a menu down again."""

from typing import Any

from django.db import transaction

from zhijian.foundation import audit
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.outbox import services as outbox
from zhijian.foundation.outbox.states import LetterKind
from zhijian.rooms.answers import services as rules
from zhijian.rooms.answers.menu import answering, limits, queries
from zhijian.rooms.answers.menu.answering import ANSWER, new_key
from zhijian.rooms.answers.menu.errors import (
    DefaultMissing,
    MenuOnItsWay,
    MenuRefused,
    NotAllowed,
    PlaceUnknown,
)
from zhijian.rooms.answers.menu.places import Button
from zhijian.rooms.answers.menu.services.writing import hold_menu, person_of
from zhijian.rooms.answers.menu.states import State
from zhijian.rooms.answers.models import MenuVersion
from zhijian.rooms.answers.states import Match, Occasion


@transaction.atomic
def publish(*, account: Account, tag: int | None = None, by: Any) -> MenuVersion:
    """Hand the draft over. It cannot be changed until WeChat has answered.

    Rules for its new answers are made in the same act. Raises `MenuRefused` with all faults, `NotAllowed`,
    `DefaultMissing`, `MenuOnItsWay`, or `PlaceUnknown` when there is no draft.
    """
    hold_menu(account)
    menu = queries.menu_of(account, tag=tag)
    draft = menu.draft
    if draft is None:
        raise PlaceUnknown
    if menu.is_on_its_way:
        raise MenuOnItsWay
    if not queries.may_be_set(account) or (tag is not None and not queries.may_be_conditional(account)):
        raise NotAllowed
    if tag is not None and queries.menu_of(account).live is None:
        raise DefaultMissing
    buttons = menu.buttons
    if found := queries.faults(menu):
        raise MenuRefused(found)
    draft.buttons = [_with_rules(button, account=account, by=by) for button in buttons]
    draft.state = State.SENDING
    draft.sent_times += 1
    draft.published_by_name = person_of(by)[1]
    draft.refused_at = draft.refused_code = None
    draft.save()
    body: dict[str, Any] = {"button": draft.buttons, "version": draft.pk}
    if tag is not None:
        body["tag"] = tag
    outbox.post(account_id=account.pk, kind=LetterKind.MENU, body=body, key=draft.letter_key)
    audit.write("menu.published", actor=by, subject=draft, details={"tag": tag, "buttons": draft.buttons})
    return draft


def _with_rules(button: Button, *, account: Account, by: Any) -> Button:
    """As the platform takes it: what answers a click becomes a rule, or changes the one it has."""
    if "sub_button" in button:
        below = [_with_rules(one, account=account, by=by) for one in button["sub_button"]]
        return {"name": button["name"], "sub_button": below}
    plain = {name: value for name, value in button.items() if name != ANSWER}
    answer = button.get(ANSWER)
    if answer and plain.get("type") in limits.ANSWERED:
        if plain["key"] in queries.rules_by_key(account):  # an older rule would answer instead of this one
            plain["key"] = new_key()
        rules.make_rule(
            account_id=account.pk,
            occasion=Occasion.CLICK,
            keywords=[(plain["key"], Match.EXACT)],
            parts=answering.parts(answer, account=account),
            by=by,
        )
    return plain


@transaction.atomic
def call_off(version: MenuVersion, *, by: Any) -> bool:
    """Back to what it was, if the letter has not gone out yet; the answer says whether that was so."""
    hold_menu(version.account)
    version.refresh_from_db()
    if version.state not in (State.SENDING, State.LEAVING) or not outbox.call_off(version.letter_key):
        return False
    version.state = State.DRAFT if version.state == State.SENDING else State.LIVE
    version.save(update_fields=["state"])
    audit.write("menu.called_off", actor=by, subject=version)
    return True


@transaction.atomic
def take_down(version: MenuVersion, *, by: Any) -> None:
    """Ask WeChat to remove this menu; the one for everybody goes with all others."""
    hold_menu(version.account)
    version.refresh_from_db()
    if version.state != State.LIVE:
        raise MenuOnItsWay
    if not queries.may_be_set(version.account):
        raise NotAllowed
    version.state = State.LEAVING
    version.sent_times += 1
    version.refused_at = version.refused_code = None
    version.save()
    body = {"remove": version.menu_id if version.tag is not None else "all", "version": version.pk}
    outbox.post(account_id=version.account_id, kind=LetterKind.MENU, body=body, key=version.letter_key)
    audit.write("menu.taken_down", actor=by, subject=version, details={"tag": version.tag})
