"""The town's accounts for the pages of the register: one in order, and one of every trouble."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.timezone import localdate

from zhijian.console.tests.org_town import Town, a_town
from zhijian.foundation.accounts import services as accounts
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.org import services as org
from zhijian.foundation.org.states import MemberState
from zhijian.foundation.org.tests.builders import a_member
from zhijian.foundation.staff import joint_acts
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.reach.life import Ending, Loss, Turn
from zhijian.rooms.reach.models import Entry
from zhijian.rooms.reach.services import closing, lifecycle, register, watching


@dataclass(frozen=True)
class Accounts:
    town: Town
    fine: Entry
    loud: Entry
    lost: Entry
    wished: Entry
    ending: Entry
    long: Entry


def town_of_accounts(account: Account, *, by: Staff, second: Staff) -> Accounts:
    """`by` and `second` are administrators of the whole house."""
    town = a_town()
    accounts.move_account(account, unit=town.town, by="tests")
    accounts.change_account(
        account, actor="tests", name="青禾镇党建", verified_until=localdate() + timedelta(25)
    )
    loud = an_account("hedong", name="青禾第一福利头条★", kind="subscription", unit=town.hedong)
    watching.look_at_all()
    fine = Entry.objects.get(account=account)
    register.describe_account(
        fine, verified_as="青禾镇人民政府", filing="青宣备〔2025〕12 号", has_mailbox=True, keeper=by, by=by
    )
    register.name_administrator(fine, member=town.he, office="组织委员", phone="13900000001", by=by)
    gone = a_member(town.hedong, "老会计")
    register.name_administrator(Entry.objects.get(account=loud), member=gone, office="会计", by=by)
    org.note_departure(gone, state=MemberState.MOVED, by="tests")
    lost = register.enter_account(name="河渡村党支部", unit=town.ferry, by=by, kind="subscription")
    lifecycle.note_loss(lost, loss=Loss.BOTH, by=by, note="2017 年老文书注册的，用的是他自己的邮箱")
    wished = register.propose_account(
        name="河西村党支部", unit=town.hexi, needed_for="给外出务工的党员", answered_by="马晓燕", by=by
    )
    ending = register.enter_account(name="青禾镇先锋", unit=town.town, by=by, kind="subscription")
    plan = closing.Plan(
        ending=Ending.MERGE,
        reason="和青禾镇党建发一样的东西",
        text="各位读者：本公众号将与“青禾镇党建”合并，请搜索并关注“青禾镇党建”。",
        days=30,
        go_to=fine,
        kept="党建办电脑，马晓燕管",
    )
    joint_acts.agree(closing.ask_to_close(ending, plan, by=by), by=second)
    lifecycle.take_step(ending, Turn.POSTED, by=by)
    long = register.enter_account(
        name="青禾镇离退休干部第二党支部委员会（老干部活动中心）之家", unit=town.elders, by=by
    )
    watching.look_at_all()
    return Accounts(town, fine, Entry.objects.get(account=loud), lost, wished, ending, long)
