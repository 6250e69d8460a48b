"""What of the library waits for somebody: a permission that ends, a refused file, a store nearly full."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _

from zhijian.console.library import words
from zhijian.console.today.lines import Act, Line, Urgency
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.media import nearly_full
from zhijian.foundation.library.models import Item, MediaRefusal
from zhijian.foundation.library.queries import items_visible_to
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_edit_library

TOLD_FOR = timedelta(days=14)  # before it ends
MOST_LINES = 30


def lines(staff: Staff, *, account: Account | None) -> Sequence[Line]:
    if account is None or not may_edit_library.on(staff, account):
        return []
    return [*_ending(staff, account), *_refused(account), *_full(account)]


def _ending(staff: Staff, account: Account) -> list[Line]:
    """Two weeks before, and on until somebody does something: a pack with a hole in it helps nobody."""
    found = items_visible_to(staff, account_id=account.pk).filter(rights_until__lte=localdate() + TOLD_FOR)
    return [_line_of(item) for item in found.order_by("rights_until")[:MOST_LINES]]


def _line_of(item: Item) -> Line:
    until = item.rights_until or localdate()
    flag = words.rights_flag(item)
    days = (until - localdate()).days
    return Line(
        key=f"library-rights-{item.pk}",
        icon="certificate",
        what=_("“%(title)s”的许可") % {"title": item.title},
        why=_("%(flag)s。续上，或者换一样") % {"flag": flag.words if flag else ""},
        since=_midnight(until) - TOLD_FOR,
        urgency=Urgency.NOW if days < 0 else Urgency.SOON if days < 3 else Urgency.WHEN_FREE,
        acts=(Act(_("去看看"), reverse("console:library-item", args=[item.code])),),
        until=_midnight(until + timedelta(days=1)) if 0 <= days < 1 else None,
        room=_("资料库"),
    )


def _refused(account: Account) -> list[Line]:
    refusals = MediaRefusal.objects.filter(item__account=account).select_related("item").order_by("at")
    return [
        Line(
            key=f"library-refused-{refusal.pk}",
            icon="file-alert",
            what=_("“%(title)s”没传上微信") % {"title": refusal.item.title},
            why=_("关注者暂时收到的是网页。换一个文件，或者再传一次"),
            since=refusal.at,
            urgency=Urgency.SOON,
            acts=(Act(_("去看看"), reverse("console:library-item", args=[refusal.item.code])),),
            room=_("资料库"),
        )
        for refusal in refusals[:MOST_LINES]
    ]


def _full(account: Account) -> list[Line]:
    store = nearly_full(account.pk)
    if store is None:
        return []
    return [
        Line(
            key="library-full",
            icon="cloud-upload",
            what=_("微信的永久素材快满了"),
            why=_("%(kind)s已有 %(used)d 个，最多 %(most)d 个。删掉不用的，再往里放")
            % {"kind": store.label, "used": store.used, "most": store.most},
            since=store.counted_at or _midnight(localdate()),
            urgency=Urgency.SOON,
            acts=(Act(_("去看看"), reverse("console:library-media")),),
            room=_("资料库"),
        )
    ]


def _midnight(day: object) -> datetime:
    return datetime.combine(day, time(), tzinfo=get_current_timezone())  # type: ignore[arg-type]  # a date
