"""Menus from before our time: taken in with a take-over, and out again when it is undone."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.accounts.models import Account
from zhijian.rooms.answers.menu import queries
from zhijian.rooms.answers.menu.places import Buttons
from zhijian.rooms.answers.menu.services.writing import hold_menu, person_of, show_followers
from zhijian.rooms.answers.menu.states import Origin, State
from zhijian.rooms.answers.models import KnownTag, MenuVersion


@transaction.atomic
def take_in(
    *, account: Account, tag: int | None, buttons: Buttons, is_live: bool, menu_id: str = "", by: Any
) -> MenuVersion:
    """A menu from before our time. What followers see already is live; else it is the draft, to be published.

    Where somebody has written a draft here, it stands among the former ones, to go back to.
    """
    hold_menu(account)
    menu = queries.menu_of(account, tag=tag)
    person, name = person_of(by)
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
        show_followers(account, buttons, by=name)
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
