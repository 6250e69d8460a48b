"""What WeChat says of a menu: taken, gone or refused; which tags there are, and who sees what."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.tasks import services as tasks
from zhijian.rooms.answers.menu import queries
from zhijian.rooms.answers.menu.services.writing import hold_menu, show_followers
from zhijian.rooms.answers.menu.states import State
from zhijian.rooms.answers.models import KnownTag, MenuVersion


@transaction.atomic
def note_accepted(version_id: int, *, menu_id: str = "") -> None:
    """Followers see it now. A second time, or for a version that is gone: nothing happens."""
    version = MenuVersion.objects.select_related("account").filter(pk=version_id).first()
    if version is None or version.state != State.SENDING:
        return
    hold_menu(version.account)
    live = MenuVersion.objects.filter(account_id=version.account_id, tag=version.tag)
    live.filter(state__in=[State.LIVE, State.LEAVING]).update(state=State.OLD)
    version.state, version.published_at, version.menu_id = State.LIVE, now(), menu_id
    version.save(update_fields=["state", "published_at", "menu_id"])
    if version.tag is None:
        show_followers(version.account, version.buttons, by=version.published_by_name)
    audit.write("menu.accepted", actor="WeChat", subject=version, details={"tag": version.tag})


@transaction.atomic
def note_gone(version_id: int) -> None:
    """Followers do not see it any more."""
    version = MenuVersion.objects.select_related("account").filter(pk=version_id).first()
    if version is None or version.state != State.LEAVING:
        return
    hold_menu(version.account)
    if version.tag is None:  # WeChat removes the others with it
        leaving = MenuVersion.objects.filter(account_id=version.account_id)
        leaving.filter(state__in=[State.LIVE, State.LEAVING]).update(state=State.OLD)
        show_followers(version.account, [], by=version.made_by_name)
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
