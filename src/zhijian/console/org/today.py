"""What of the tree waits for somebody: transfers to agree to, terms about to end, an empty chair."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final

from django.urls import reverse
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _

from zhijian.console.org import words
from zhijian.console.org.reach import approves_at
from zhijian.console.today.lines import Act, Line, Urgency
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org.models import Office, Transfer
from zhijian.foundation.org.queries import terms_ending, transfers_within, vacant_since
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import APPROVE_TRANSFERS, KEEP_ROSTER
from zhijian.foundation.staff.roster import scope_for

MOST: Final = 10  # of each kind: the next come when these are done


def lines(staff: Staff, *, account: Account | None) -> Sequence[Line]:
    """Whatever account is chosen: the tree is not an account's."""
    kept, today = scope_for(staff, *KEEP_ROSTER), localdate()
    approved = scope_for(staff, *APPROVE_TRANSFERS)
    found = [_transfer(one) for one in transfers_within(approved)[: MOST * 5] if _waits_for(one, staff)][
        :MOST
    ]
    if kept:
        ending = terms_ending(kept, from_day=today, until_day=today + words.SOON)[:MOST]
        found += [_ending(office) for office in ending]
        found += [_vacant(office) for office in vacant_since(kept, day=today, most=MOST)]
    return found


def _waits_for(one: Transfer, staff: Staff) -> bool:
    return (one.released_at is None and approves_at(staff, one.from_unit)) or (
        one.accepted_at is None and approves_at(staff, one.to_unit)
    )


def _transfer(one: Transfer) -> Line:
    said = {"name": one.member.name, "from": one.from_unit.called, "to": one.to_unit.called}
    return Line(
        key=f"transfer-{one.pk}",
        icon="transfer",
        what=_("%(name)s要从%(from)s转到%(to)s") % said,
        why=one.why or _("两边都点头了才转；没转以前一切照旧。"),
        since=one.asked_at,
        urgency=Urgency.SOON,
        acts=(Act(_("去看看"), reverse("console:org-transfer", args=[one.pk])),),
        room=_("组织"),
    )


def _ending(office: Office) -> Line:
    return _about_the_chair(
        office,
        key=f"term-{office.pk}",
        icon="calendar-event",
        what=_("%(unit)s的%(title)s，%(day)s到期"),
        why=_("现在是%(name)s。连任或换人，都要再登记一次。"),
    )


def _vacant(office: Office) -> Line:
    return _about_the_chair(
        office,
        key=f"vacant-{office.unit_id}",
        icon="user-question",
        what=_("%(unit)s的%(title)s空着"),
        why=_("%(name)s做到 %(day)s。谁接，或者谁代，登记一下。"),
    )


def _about_the_chair(office: Office, *, key: str, icon: str, what: str, why: str) -> Line:
    said = {
        "name": office.member.name,
        "unit": office.unit.called,
        "title": office.title,
        "day": words.day_in_words(office.until_day) if office.until_day else "",
    }
    chair = f"{reverse('console:org-chair', args=[office.unit_id])}?title={office.title}"
    return Line(
        key=key,
        icon=icon,
        what=what % said,
        why=why % said,
        since=_midnight(office.until_day or localdate()),
        urgency=Urgency.WHEN_FREE,
        acts=(Act(_("去登记"), chair),),
        room=_("组织"),
    )


def _midnight(day: date) -> datetime:
    """Of a day that may lie ahead: a line never waits since tomorrow."""
    moment = datetime.combine(day, time(), tzinfo=get_current_timezone())
    return min(moment, datetime.now(tz=get_current_timezone()))
