"""For tests of this room: a branch whose people stand in every way there is, and how an account may end."""

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.tests.builders import a_bound_follower, a_follower
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.tests.builders import a_member
from zhijian.rooms.reach.life import Ending
from zhijian.rooms.reach.services.care import note_declined, note_reached, say_how_reached
from zhijian.rooms.reach.services.closing import Plan
from zhijian.rooms.reach.services.following import note_follows
from zhijian.rooms.reach.states import How, Reason, Standing


def a_branch_of_every_standing(branch: Unit, account: Account) -> dict[str, Member]:
    """Seven people by name; together each standing once, and not yet for two reasons and for none."""
    people = {
        name: a_member(branch, name)
        for name in ("陈玉兰", "李秀英", "孙桂芳", "王建国", "赵德明", "钱家和", "欧阳文静")
    }
    a_bound_follower(account, people["陈玉兰"], "o-chen")
    note_follows(people["李秀英"], follower=a_follower(account, "o-li"))
    note_reached(people["孙桂芳"], how=How.LARGE_PRINT, by="tests")
    note_declined(people["王建国"], by="tests")
    say_how_reached(people["赵德明"], standing=Standing.NOT_YET, reason=Reason.PHONE_CHANGED, by="tests")
    say_how_reached(people["钱家和"], standing=Standing.NOT_YET, reason=Reason.NO_WECHAT, by="tests")
    return people


def a_plan(**given: object) -> Plan:
    """A month's notice, unless told otherwise."""
    values: dict[str, object] = {
        "ending": Ending.CLOSE,
        "reason": "半年没有更新，读者都在镇里的号",
        "text": "本号 30 天后停用，请关注“青禾镇党委”。",
        "days": 30,
        **given,
    }
    return Plan(**values)  # type: ignore[arg-type] # as the test names them
