"""Writing a menu: place by place into the draft, then to WeChat, and back to an older one.

A draft is written by several hands. Whoever saves a place says what stood there when he began (`seen`, from
`fingerprint`); if it is something else by now, nothing is overwritten.
"""

import hashlib
import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.accounts import services as accounts
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.outbox import services as outbox
from zhijian.foundation.outbox.states import LetterKind
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.tasks import services as tasks
from zhijian.rooms.answers import services as rules
from zhijian.rooms.answers.menu import answering, limits, queries
from zhijian.rooms.answers.menu.answering import ANSWER, answer_faults
from zhijian.rooms.answers.menu.errors import (
    DefaultMissing,
    EntryRefused,
    MenuOnItsWay,
    MenuRefused,
    NotAllowed,
    PlaceTaken,
    PlaceUnknown,
)
from zhijian.rooms.answers.menu.places import (
    Button,
    Buttons,
    Place,
    entry_at,
    moved,
    tidy,
    with_entry,
    without,
)
from zhijian.rooms.answers.menu.states import Origin, State
from zhijian.rooms.answers.models import KnownTag, MenuVersion
from zhijian.rooms.answers.states import Match, Occasion


def new_key() -> str:
    """For a menu entry we answer. Nobody ever sees it."""
    return f"menu-{secrets.token_hex(6)}"


def fingerprint(entry: Button | None) -> str:
    """Tells what stands at a place from anything else that could."""
    if entry is None:
        return ""
    kept = {name: value for name, value in entry.items() if name != "sub_button"}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]


# --- The draft -------------------------------------------------------------------------------


@transaction.atomic
def put_entry(
    *, account: Account, tag: int | None = None, place: Place, entry: Button, seen: str, by: Any
) -> MenuVersion:
    """The entry at this place of the draft; of a column, what is below it stays.

    Raises `EntryRefused` with its faults, `PlaceTaken`, `PlaceUnknown` or `MenuOnItsWay`.
    """
    draft = _draft(account, tag=tag, by=by)
    there = _seen_there(draft, place, seen)
    if place.is_column and "type" not in entry:
        entry = {"name": entry.get("name", ""), "sub_button": (there or {}).get("sub_button") or []}
    found = [fault for fault in limits.entry_faults(entry, place=place) if fault.code != "column-empty"]
    found += queries.kind_faults(entry, place=place, account=account)
    found += answer_faults(entry, place=place, account=account)
    if found:
        raise EntryRefused(found)
    try:
        draft.buttons = with_entry(draft.buttons, place, entry)
    except KeyError:
        raise PlaceUnknown from None
    return _written(draft, by=by, act="menu.entry_put", place=place)


@transaction.atomic
def remove_entry(
    *, account: Account, tag: int | None = None, place: Place, seen: str, by: Any
) -> MenuVersion:
    """It goes from the draft; a column goes with what is below it."""
    draft = _draft(account, tag=tag, by=by)
    if _seen_there(draft, place, seen) is None:
        raise PlaceUnknown
    draft.buttons = without(draft.buttons, place)
    return _written(draft, by=by, act="menu.entry_removed", place=place)


@transaction.atomic
def move_entry(
    *, account: Account, tag: int | None = None, place: Place, where: str, seen: str, by: Any
) -> Place:
    """One step up, down, left or right; the answer is where it stands now."""
    draft = _draft(account, tag=tag, by=by)
    if _seen_there(draft, place, seen) is None:
        raise PlaceUnknown
    draft.buttons, now_at = moved(draft.buttons, place, where=where)
    _written(draft, by=by, act="menu.entry_moved", place=now_at)
    return now_at


@transaction.atomic
def begin_for_tag(*, account: Account, tag: int, tag_name: str, by: Any) -> MenuVersion:
    """A menu of their own for the followers with this tag, beginning as everybody's.

    Raises `DefaultMissing` or `NotAllowed`.
    """
    if not queries.may_be_conditional(account):
        raise NotAllowed
    default = queries.menu_of(account)
    if not default.buttons:
        raise DefaultMissing
    menu = queries.menu_of(account, tag=tag)
    if menu.draft:
        return menu.draft
    draft = _draft(account, tag=tag, by=by)
    draft.tag_name = tag_name[:60]
    draft.buttons = draft.buttons or default.buttons
    draft.save(update_fields=["tag_name", "buttons"])
    return draft


@transaction.atomic
def discard_draft(draft: MenuVersion, *, by: Any) -> None:
    """What was written and not published is gone; what is live stays."""
    _lock(draft.account)
    draft.refresh_from_db()
    if draft.state != State.DRAFT:
        raise MenuOnItsWay
    audit.write("menu.draft_discarded", actor=by, subject=draft, details={"buttons": draft.buttons})
    draft.delete()


@transaction.atomic
def go_back_to(version: MenuVersion, *, by: Any) -> MenuVersion:
    """An older menu becomes the draft, instead of what stands there. Followers see nothing of it yet."""
    draft = _draft(version.account, tag=version.tag, by=by)
    draft.buttons = tidy(version.buttons)
    draft.tag_name = version.tag_name
    return _written(draft, by=by, act="menu.went_back", version=version.pk)


def _draft(account: Account, *, tag: int | None, by: Any) -> MenuVersion:
    """The draft to write in, begun as a copy of what is live. Locks the account until the act is done."""
    _lock(account)
    menu = queries.menu_of(account, tag=tag)
    if menu.is_on_its_way:
        raise MenuOnItsWay
    if menu.draft:
        menu.draft.buttons = menu.buttons
        return menu.draft
    if tag is None and menu.live is None and menu.live_buttons:
        _keep(account, menu.live_buttons)
    person, name = _person(by)
    return MenuVersion.objects.create(
        account=account,
        tag=tag,
        tag_name=menu.tag_name,
        buttons=menu.live_buttons,
        made_by=person,
        made_by_name=name,
        changed_by_name=name,
    )


def _keep(account: Account, buttons: Buttons) -> None:
    """What was live before anybody wrote a menu here, so that one can go back to it."""
    MenuVersion.objects.create(
        account=account, buttons=buttons, state=State.LIVE, origin=Origin.TAKEN, published_at=now()
    )


def _seen_there(draft: MenuVersion, place: Place, seen: str) -> Button | None:
    there = entry_at(draft.buttons, place)
    if fingerprint(there) != seen:
        raise PlaceTaken
    return there


def _written(draft: MenuVersion, *, by: Any, act: str, **details: Any) -> MenuVersion:
    draft.changed_at, draft.changed_by_name = now(), _person(by)[1]
    draft.refused_at = draft.refused_code = None
    draft.save()
    told = {name: str(value) if isinstance(value, Place) else value for name, value in details.items()}
    audit.write(act, actor=by, subject=draft, details={"tag": draft.tag, **told})
    return draft


def _lock(account: Account) -> None:
    # One writer of an account's menu at a time: two first edits must not begin two drafts.
    Account.objects.select_for_update().get(pk=account.pk)


def _person(by: Any) -> tuple[Staff | None, str]:
    return (by if isinstance(by, Staff) else None, str(by)[:150])


# --- To WeChat -------------------------------------------------------------------------------


@transaction.atomic
def publish(*, account: Account, tag: int | None = None, by: Any) -> MenuVersion:
    """Hand the draft over. It cannot be changed until WeChat has answered.

    Rules for its new answers are made in the same act. Raises `MenuRefused` with all faults, `NotAllowed`,
    `DefaultMissing`, `MenuOnItsWay`, or `PlaceUnknown` when there is no draft.
    """
    _lock(account)
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
    draft.published_by_name = _person(by)[1]
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
    _lock(version.account)
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
    _lock(version.account)
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


# --- What WeChat said ------------------------------------------------------------------------


@transaction.atomic
def note_accepted(version_id: int, *, menu_id: str = "") -> None:
    """Followers see it now. A second time, or for a version that is gone: nothing happens."""
    version = MenuVersion.objects.select_related("account").filter(pk=version_id).first()
    if version is None or version.state != State.SENDING:
        return
    _lock(version.account)
    live = MenuVersion.objects.filter(account_id=version.account_id, tag=version.tag)
    live.filter(state__in=[State.LIVE, State.LEAVING]).update(state=State.OLD)
    version.state, version.published_at, version.menu_id = State.LIVE, now(), menu_id
    version.save(update_fields=["state", "published_at", "menu_id"])
    if version.tag is None:
        _show(version.account, version.buttons, by=version.published_by_name)
    audit.write("menu.accepted", actor="WeChat", subject=version, details={"tag": version.tag})


@transaction.atomic
def note_gone(version_id: int) -> None:
    """Followers do not see it any more."""
    version = MenuVersion.objects.select_related("account").filter(pk=version_id).first()
    if version is None or version.state != State.LEAVING:
        return
    _lock(version.account)
    if version.tag is None:  # WeChat removes the others with it
        leaving = MenuVersion.objects.filter(account_id=version.account_id)
        leaving.filter(state__in=[State.LIVE, State.LEAVING]).update(state=State.OLD)
        _show(version.account, [], by=version.made_by_name)
    else:
        MenuVersion.objects.filter(pk=version.pk).update(state=State.OLD)
    audit.write("menu.gone", actor="WeChat", subject=version, details={"tag": version.tag})


@transaction.atomic
def note_refused(letter_key: str, *, code: int | None) -> None:
    """WeChat did not take it: the draft is a draft again, with the reason; what was live stays so."""
    pk = letter_key.split(":")[1] if letter_key.startswith("menu-version:") else ""
    version = MenuVersion.objects.filter(pk=int(pk)).first() if pk.isdecimal() else None
    if version is None or version.letter_key != letter_key:
        return
    if version.state not in (State.SENDING, State.LEAVING):
        return
    version.state = State.DRAFT if version.state == State.SENDING else State.LIVE
    version.refused_at, version.refused_code = now(), code
    version.save(update_fields=["state", "refused_at", "refused_code"])
    audit.write("menu.refused", actor="WeChat", subject=version, details={"code": code})


def _show(account: Account, buttons: Buttons, *, by: str) -> None:
    """What stands in the account is what followers see; rules and previews name menu entries by it."""
    accounts.change_account(account, actor=by or "WeChat", menu=buttons)


# --- Tags ------------------------------------------------------------------------------------


@transaction.atomic
def ask_for_tags(account: Account, *, by: Any) -> None:
    """Have the account's tags fetched from WeChat; asked for already: nothing happens."""
    tasks.plan_anew(
        queries.FETCH_TAGS, key=queries.fetch_tags_key(account), arguments={"account": account.pk}
    )
    audit.write("menu.tags_asked_for", actor=by, subject=account)


@transaction.atomic
def ask_what_is_seen(account: Account, *, who: str, by: Any) -> None:
    """Have WeChat say which menu this person sees; `who` is a WeChat id or an openid.

    The audit does not keep whose it was.
    """
    tasks.plan_anew(
        queries.TRY_MENU,
        key=queries.try_menu_key(account),
        arguments={"account": account.pk, "who": who[:64]},
    )
    audit.write("menu.tried", actor=by, subject=account)


@transaction.atomic
def note_tags(*, account_id: int, tags: Sequence[tuple[int, str, int]]) -> None:
    """What WeChat says there is, as (number, name, followers); what is not among it is forgotten."""
    KnownTag.objects.filter(account_id=account_id).delete()
    KnownTag.objects.bulk_create(
        KnownTag(account_id=account_id, number=number, name=name[:60], followers=max(followers, 0))
        for number, name, followers in tags
    )


# --- Taken over ------------------------------------------------------------------------------


@transaction.atomic
def take_in(
    *, account: Account, tag: int | None, buttons: Buttons, is_live: bool, menu_id: str = "", by: Any
) -> MenuVersion:
    """A menu from before our time. What followers see already is live; else it is the draft, to be published.

    Where somebody has written a draft here, it stands among the former ones, to go back to.
    """
    _lock(account)
    menu = queries.menu_of(account, tag=tag)
    person, name = _person(by)
    if is_live and menu.live is None:
        state = State.LIVE
    elif menu.draft is None and not menu.is_on_its_way:
        state = State.DRAFT
    else:
        state = State.OLD
    known = KnownTag.objects.filter(account=account, number=tag).first() if tag is not None else None
    version = MenuVersion.objects.create(
        account=account,
        tag=tag,
        tag_name=known.name if known else ("" if tag is None else str(tag)),
        buttons=buttons,
        state=state,
        origin=Origin.TAKEN,
        menu_id=menu_id,
        made_by=person,
        made_by_name=name,
        changed_by_name=name,
        published_at=now() if state == State.LIVE else None,
    )
    if state == State.LIVE and tag is None:
        _show(account, buttons, by=name)
    audit.write("menu.taken_in", actor=by, subject=version, details={"tag": tag, "state": str(state)})
    return version


@transaction.atomic
def take_out(*, account: Account, since: datetime, by: Any) -> None:
    """Menus taken in since then that followers have never seen are gone again."""
    unseen = MenuVersion.objects.filter(
        account=account, origin=Origin.TAKEN, made_at__gte=since, sent_times=0
    ).filter(state__in=[State.DRAFT, State.OLD])
    for version in unseen:
        audit.write("menu.taken_out", actor=by, subject=version, details={"buttons": version.buttons})
    unseen.delete()
