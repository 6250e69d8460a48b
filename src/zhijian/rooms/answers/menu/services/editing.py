"""Writing a menu: place by place into the draft, and back to an older one.

A draft is written by several hands. Whoever saves a place says what stood there when he began (`seen`, from
`fingerprint`); if it is something else by now, nothing is overwritten.
"""

from typing import Any

from django.db import transaction
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.accounts.models import Account
from zhijian.rooms.answers.menu import limits, queries
from zhijian.rooms.answers.menu.answering import answer_faults
from zhijian.rooms.answers.menu.errors import (
    DefaultMissing,
    EntryRefused,
    MenuOnItsWay,
    NotAllowed,
    PlaceTaken,
    PlaceUnknown,
)
from zhijian.rooms.answers.menu.places import (
    Button,
    Buttons,
    Place,
    entry_at,
    fingerprint,
    moved,
    tidy,
    with_entry,
    without,
)
from zhijian.rooms.answers.menu.services.writing import hold_menu, person_of
from zhijian.rooms.answers.menu.states import Origin, State
from zhijian.rooms.answers.models import MenuVersion


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
    hold_menu(draft.account)
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
    hold_menu(account)
    menu = queries.menu_of(account, tag=tag)
    if menu.is_on_its_way:
        raise MenuOnItsWay
    if menu.draft:
        menu.draft.buttons = menu.buttons
        return menu.draft
    if tag is None and menu.live is None and menu.live_buttons:
        _keep(account, menu.live_buttons)
    person, name = person_of(by)
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
    draft.changed_at, draft.changed_by_name = now(), person_of(by)[1]
    draft.refused_at = draft.refused_code = None
    draft.save()
    told = {name: str(value) if isinstance(value, Place) else value for name, value in details.items()}
    audit.write(act, actor=by, subject=draft, details={"tag": draft.tag, **told})
    return draft
