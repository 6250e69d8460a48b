"""What 青禾镇 knows of its people's phones, and of its own accounts: words, past months, the register."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.utils.timezone import get_current_timezone, localdate, make_aware, now

from zhijian.config.sample import SLUG, content
from zhijian.config.sample.peopling import ACTOR
from zhijian.config.sample.settling import Town
from zhijian.config.sample.town import PersonPlan, Reached
from zhijian.config.sample.town.numbers import phone_ending_in
from zhijian.foundation import audit
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.models import Binding
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.paths import paths_above
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.reach.life import Loss
from zhijian.rooms.reach.models import Entry, Invitation, InvitationDay, Snapshot, Word
from zhijian.rooms.reach.services import inviting, lifecycle, register
from zhijian.rooms.reach.states import Deed, Standing

MONTHS: Final = 6
_DEEDS: Final = {Standing.OTHERWISE: Deed.REACHED, Standing.DECLINED: Deed.DECLINED}
# Who visits whom, by the last four digits: 李秀英 looks after the oldest two of her village.
_VISITS: Final = {"0078": "0058"}
_VISITED_BY_NAME: Final = {"孙桂芳": "0058"}
# Branches whose poster hangs, and for how many weeks.
POSTERS: Final = {"hedong": 20, "hexi": 12, "zhongxue": 5}


def say_how_people_are_reached(town: Town) -> None:
    """As the secretaries would have said it, one word each, at once."""
    act = uuid4()
    words = [
        _word(town, plan, act=act)
        for plan in town.people
        if plan.note or (plan.reached != Reached.BOUND and plan.why != "unknown")
    ]
    Word.objects.bulk_create(words)
    audit.write("town.cared", actor=ACTOR, subject=town.units["qinghe"], details={"words": len(words)})


def remember_past_months(town: Town) -> None:
    """How each unit stood at the end of the last months, with everything below it."""
    path_of = {unit.pk: unit.path for unit in Unit.objects.all()}
    number_at = {path: number for number, path in path_of.items()}
    bound_at = dict(Binding.objects.values_list("member_id", "bound_at"))
    said = dict(Word.objects.filter(is_current=True).values_list("member_id", "standing"))
    here = list(Member.objects.filter(state=MemberState.ACTIVE).values_list("pk", "unit_id"))
    rows = []
    for month in _months():
        end = make_aware(datetime.combine(_next(month), time()), get_current_timezone())
        counts: dict[int, Counter[str]] = {}
        for member, unit in here:
            since = bound_at.get(member)
            standing = Standing.BOUND if since and since < end else said.get(member, Standing.NOT_YET)
            for path in (*paths_above(path_of[unit]), path_of[unit]):
                counts.setdefault(number_at[path], Counter())[str(standing)] += 1
        rows += [Snapshot(unit_id=unit, month=month, **dict(one)) for unit, one in counts.items()]
    Snapshot.objects.bulk_create(rows)


def keep_register(town: Town, accounts: Mapping[str, Account]) -> None:
    """Who administers each account, and what became of the one whose village was merged away."""
    keeper = Staff.objects.filter(username="admin").first()
    entries = {slug: Entry(account=account) for slug, account in accounts.items()}
    own = register.name_administrator(
        entries[SLUG], member=town.member("0039"), office="党建办", phone=phone_ending_in("0039"), by=ACTOR
    )
    register.describe_account(
        own,
        verified_as="青禾镇人民政府",
        filing="青网备〔2022〕8 号",
        keeper=keeper,
        answered_by="陈思远",
        by=ACTOR,
    )
    register.name_administrator(entries["tongqiao"], member=town.member("0044"), office="社区书记", by=ACTOR)
    lost = register.name_administrator(entries[content.LOST], name="吴嘉伟", office="原石桥村文书", by=ACTOR)
    lifecycle.note_loss(lost, loss=Loss.PERSON, note="管理员调走了，没有交接", by=ACTOR)


def hang_posters(account: Account) -> None:
    """Once the sandbox knows the account: the worker asks for the pictures at once."""
    if Invitation.objects.filter(account=account).exists():
        return
    for code, weeks in POSTERS.items():
        unit = Unit.objects.filter(code=code, closed_on=None).first()
        if unit is None:
            return
        invitation = inviting.invite_unit(unit, account=account, by=ACTOR)
        InvitationDay.objects.bulk_create(_days(invitation, weeks))
        Invitation.objects.filter(pk=invitation.pk).update(made_at=now() - timedelta(weeks=weeks))


def _word(town: Town, plan: PersonPlan, *, act: UUID) -> Word:
    standing = Standing(str(plan.reached))
    helper = _VISITS.get(plan.phone[-4:]) if plan.note else None
    helper = helper or _VISITED_BY_NAME.get(plan.name if plan.note else "")
    return Word(
        member=town.members[plan.code],
        standing=standing,
        how=plan.why if standing == Standing.OTHERWISE else "",
        reason=plan.why if standing == Standing.NOT_YET else "",
        note=plan.note,
        helper=town.member(helper) if helper else None,
        deed=Deed.HANDED if helper else _DEEDS.get(standing, Deed.SAID),
        act=act,
        said_at=now() - timedelta(days=7 + plan.index % 60),
        said_by_name=ACTOR,
    )


def _days(invitation: Invitation, weeks: int) -> Iterable[InvitationDay]:
    """A few scans a week, more of them on market days; most who scan stay."""
    today = localdate()
    for week in range(1, weeks + 1):
        scans = 4 - week % 3 if week < weeks else 7
        day = today - timedelta(days=7 * week - week % 4)
        yield InvitationDay(invitation=invitation, day=day, scans=scans, joins=max(1, scans - 1 - week % 2))


def _months() -> list[date]:
    """The first days of the last months, the oldest first; this one is not over."""
    today = localdate()
    numbers = [today.year * 12 + today.month - 1 - ago for ago in range(MONTHS, 0, -1)]
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _next(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)
