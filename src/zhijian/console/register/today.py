"""What the register brings to 今日: what drifted, ends, was lost, or waits for its last step."""

from collections.abc import Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijian.console.register import words
from zhijian.console.today.lines import Act, Line, Urgency
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_manage_accounts
from zhijian.rooms.reach.life import SETTLED_WITH_A_WORD, Alarmed
from zhijian.rooms.reach.models import Alarm
from zhijian.rooms.reach.queries.register import alarms_ringing, entries_visible_to
from zhijian.rooms.reach.register_permissions import KEEP_REGISTER

MOST: Final = 20  # the list has them all
_ICONS: Final = {
    Alarmed.NAME_CHANGED: "writing",
    Alarmed.UNIT_RENAMED: "writing",
    Alarmed.UNIT_CLOSED: "sitemap",
    Alarmed.VERIFICATION: "rosette-discount-check",
    Alarmed.ADMINISTRATOR: "user-question",
    Alarmed.TWO_ACCOUNTS: "equal",
    Alarmed.NO_UNIT: "sitemap",
    Alarmed.LOST: "help-circle",
    Alarmed.NOTICE_OVER: "hourglass",
    Alarmed.PROPOSAL: "bulb",
}
# Where waiting makes it dearer; the rest may be done these days.
_SOON: Final = (Alarmed.ADMINISTRATOR, Alarmed.LOST, Alarmed.NOTICE_OVER)


def lines(staff: Staff, *, account: Account | None) -> Sequence[Line]:
    """Of every account he keeps, whichever is chosen: nobody chooses one that is lost."""
    if not staff.rights.has(*KEEP_REGISTER):
        return ()
    ringing = alarms_ringing(entries_visible_to(staff, *KEEP_REGISTER))
    return [_line(alarm) for alarm in ringing[:MOST] if not _is_said_already(alarm, staff, account)]


def _is_said_already(alarm: Alarm, staff: Staff, account: Account | None) -> bool:
    """The chosen account's own lines tell of its verification (console/accounts/today)."""
    if alarm.what != Alarmed.VERIFICATION or account is None:
        return False
    return alarm.entry.account_id == account.pk and may_manage_accounts.on(staff, account)


def _line(alarm: Alarm) -> Line:
    what, to_do = words.alarm_says(alarm)
    entry = alarm.entry
    acts = [Act(_("去看看"), reverse("console:register-entry", args=[entry.key]))]
    if alarm.what in SETTLED_WITH_A_WORD:
        acts.append(Act(_("保持不变"), reverse("console:register-alarm", args=[entry.key, alarm.pk])))
    is_late = alarm.what == Alarmed.VERIFICATION and (entry.days_left or 0) <= 7
    return Line(
        key=f"register-alarm-{alarm.pk}",
        icon=_ICONS[Alarmed(alarm.what)],
        what=_("%(name)s：%(what)s") % {"name": entry.called, "what": what},
        why=to_do,
        since=alarm.raised_at,
        urgency=Urgency.SOON if is_late or alarm.what in _SOON else Urgency.WHEN_FREE,
        acts=tuple(acts),
        room=_("公众号台账"),
    )
