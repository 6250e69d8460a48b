"""Chores of the library at WeChat: refreshing what rules send, keeping for good, counting, deleting."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

import structlog
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext as _

from zhijian.courier import storing
from zhijian.courier.media import Refreshed
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library import services
from zhijian.foundation.library.kinds import MEDIA_KINDS
from zhijian.foundation.library.media import stores
from zhijian.foundation.library.models import Item, PackPart
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task
from zhijian.rooms.answers.models import Part
from zhijian.wechat.errors import CallFailed

log = structlog.get_logger()

HOUR_SECONDS: Final = 3600
# WeChat forgets after three days: with a day to spare, a worker may be away for one and nothing is missed.
AHEAD: Final = timedelta(hours=24)
A_WHILE: Final = timedelta(minutes=2)
AFTER_A_REFUSAL: Final = timedelta(days=1)
_SOME: Final = 500


def refresh_media(task: Task) -> None:
    """Upload again what rules send and WeChat will forget within a day. One account's trouble is its own."""
    due = media_due()
    total, done, results = sum(map(len, due.values())), 0, dict[str, Any]()
    for account_id, items in due.items():
        before = done

        def goes_on() -> bool:
            nonlocal done
            done += 1
            return tasks.report(task, done=done - 1, total=total)

        try:
            came = storing.refresh(account_id, items, goes_on=goes_on)
        except CallFailed as failed:  # no token, no connection
            came = Refreshed(stopped_by=str(failed))
        done = before + len(items)
        results[str(account_id)] = {"uploaded": came.uploaded, "refused": came.refused}
        if came.stopped_by or came.refused or came.missing:
            log.warning(
                "media not all refreshed",
                account=account_id,
                uploaded=came.uploaded,
                refused=came.refused,
                missing=came.missing,
                stopped_by=came.stopped_by,
            )
    tasks.note_results(task, **results)
    tasks.report(task, done=total, total=total)


def media_due() -> Mapping[int, Sequence[Item]]:
    """By account: media sent by rules that are on, not held for good, and not refused since yesterday."""
    sent = Part.objects.filter(item__isnull=False, rule__switched_off=None)
    used = set(sent.values_list("item_id", flat=True))
    used |= set(PackPart.objects.filter(pack__in=sent.values("item_id")).values_list("item_id", flat=True))
    fading = Q(uploaded=None) | Q(uploaded__expires_at__lt=now() + AHEAD)
    kept = Q(permanent__isnull=False, permanent__is_outdated=False)
    due: dict[int, list[Item]] = defaultdict(list)
    wanted = sorted(used)
    for start in range(0, len(wanted), _SOME):  # a database takes only so many parameters in a query
        items = Item.objects.filter(fading, pk__in=wanted[start : start + _SOME], kind__in=MEDIA_KINDS)
        items = items.exclude(kept).exclude(refusal__at__gt=now() - AFTER_A_REFUSAL)
        for item in items.filter(account__is_verified=True).order_by("uploaded__expires_at", "pk"):
            due[item.account_id].append(item)
    return due


def keep_permanent(task: Task) -> None:
    """Hand one file over for good, if there is room."""
    item = Item.objects.select_related("account").filter(pk=task.arguments["item"]).first()
    if item is None or item.kind not in MEDIA_KINDS:
        return
    if storing.keep(item):
        tasks.note_results(task, says=_("放好了。以后不用每三天再传。"))
    else:
        tasks.note_results(task, says=_("没有放进去：微信那边这一类已经满了，先删掉不用的。"))


def forget_permanent(task: Task) -> None:
    """Delete a copy WeChat keeps, also of an item that is gone."""
    account_id, media_id = int(task.arguments["account"]), str(task.arguments["media_id"])
    if not media_id or not Account.objects.filter(pk=account_id).exists():
        return
    storing.forget(account_id, media_id)
    item = Item.objects.filter(pk=task.arguments.get("item", 0)).first()
    if item is not None:
        services.note_gone(item=item, media_id=media_id)
    tasks.note_results(task, says=_("拿掉了。要发的时候照样先传上去。"))


def count_materials(task: Task) -> None:
    account_id = int(task.arguments["account"])
    if Account.objects.filter(pk=account_id).exists():
        storing.count(account_id)
    facts = [[one.label, f"{one.used:,} / {one.most:,}"] for one in stores(account_id)]
    tasks.note_results(task, facts=facts)


def plan_standing_chores() -> None:
    # Not in the very moment of starting: a desk's sandbox first has to be told of the account.
    tasks.plan(
        services.REFRESH,
        key=f"standing:{services.REFRESH}",
        due_at=now() + A_WHILE,
        repeat_seconds=HOUR_SECONDS,
    )


CHORES: Final[Mapping[str, Callable[[Task], None]]] = {
    services.REFRESH: refresh_media,
    services.KEEP: keep_permanent,
    services.FORGET: forget_permanent,
    services.COUNT: count_materials,
}
