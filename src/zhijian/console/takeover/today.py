"""What of a take-over waits for somebody: a decision, the import, or the switch."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijian.console.today.lines import Act, Line, Urgency
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_manage_accounts
from zhijian.rooms.answers.models import TakeOver
from zhijian.rooms.answers.takeover.queries import Found, waiting_takeover
from zhijian.rooms.answers.takeover.states import State


def lines(staff: Staff, *, account: Account | None) -> Sequence[Line]:
    if account is None or not may_manage_accounts.on(staff, account):
        return []
    takeover = waiting_takeover(account)
    return [_line(takeover)] if takeover else []


def _line(takeover: TakeOver) -> Line:
    if takeover.state == State.IMPORTED:
        what, why = _("规则接过来了，还没有切换"), _("在微信后台点“启用”，从这时起由指尖来答。")
    elif count := len(Found(takeover).open_questions):
        what = _("接管还差 %(count)s 件要定") % {"count": count}
        why = _("定好就能接过来。现在账号照旧由微信后台来答。")
    else:
        what, why = _("可以接过来了"), _("都定好了。接过来以后，微信那边照旧，切换才换人答。")
    return Line(
        key=f"takeover-{takeover.pk}",
        icon="arrows-transfer-up",
        what=what,
        why=why,
        since=takeover.fetched_at or takeover.asked_at,
        urgency=Urgency.WHEN_FREE,
        acts=(Act(_("去看看"), reverse("console:takeover", args=[takeover.account.slug])),),
        room=_("公众号"),
    )
