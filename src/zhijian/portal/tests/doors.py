"""The members' pages: where each is, and what everybody who may stand before it gets.

`test_doors.py` asks every one of them as every kind of visitor. An address that stands in no row fails the
build.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from zhijian.foundation.followers.links import sign_in_link
from zhijian.foundation.followers.models import Binding
from zhijian.portal.binding.tickets import ticket_for
from zhijian.portal.tests.phones import Phone, Town
from zhijian.rooms.reach.services.care import hand_over

# Who stands before the door, each with a phone of his own.
VISITORS: Final = ("stranger", "follower", "member", "elsewhere", "unbound since", "staff")
WECHAT: Final = "https://open.weixin.qq.com"
HOW_TO_COME_IN, WHO_ARE_YOU, ALREADY = "/m/come-in/", "/m/bind/", "/m/hearing/"

# What they get: a status, or where they are led.
Answer = int | str


@dataclass(frozen=True, slots=True)
class Row:
    """`stranger`: nobody is signed in (staff is nobody here). `follower`: signed in, and not bound."""

    name: str
    address: Callable[[Town], str]
    stranger: Answer
    follower: Answer
    member: Answer
    method: str = "get"
    elsewhere: Answer | None = None  # a member of another unit; as `member` unless it is about others
    is_page: bool = True

    def answers(self) -> dict[str, Answer]:
        member = self.member
        return {
            "stranger": self.stranger,
            "staff": self.stranger,
            "follower": self.follower,
            "unbound since": self.follower,
            "member": member,
            "elsewhere": member if self.elsewhere is None else self.elsewhere,
        }


def at(path: str) -> Callable[[Town], str]:
    return lambda _town: path


def everybody(name: str, path: str) -> Row:
    return Row(name, at(path), 200, 200, 200)


def followers_only(name: str, path: str, *, member: Answer = 200) -> Row:
    return Row(name, at(path), HOW_TO_COME_IN, 200, member)


def members_only(name: str, path: str, *, method: str = "get", member: Answer = 200) -> Row:
    return Row(name, at(path), HOW_TO_COME_IN, WHO_ARE_YOU, member, method)


def _link(town: Town) -> str:
    return "/m/in/" + sign_in_link(town.account, "o-bo").partition("/m/in/")[2]


def _agree(town: Town) -> str:
    """With what screen 1 found for somebody else."""
    other = Binding.objects.get(member=town.chen).follower
    return "/m/bind/agree/?who=" + ticket_for(other, [town.sun])


def _to_see(town: Town) -> str:
    """Sun, whom the branch asked Chen to visit."""
    hand_over([town.sun], helper=town.chen, by="tests")
    return f"/m/to-see/{town.sun.code}/"


ROWS: Final = (
    everybody("home", "/m/"),
    everybody("size", "/m/size/"),
    Row("come-in", at("/m/come-in/"), 200, "/m/", "/m/"),
    Row("door", at("/m/at/qinghe/"), "/m/wechat/to/qinghe/", "/m/", "/m/", is_page=False),
    Row("by-wechat", at("/m/wechat/to/qinghe/"), WECHAT, WECHAT, WECHAT, is_page=False),
    Row("back", at("/m/wechat/back/?state=x&code=x"), 404, 404, 404),
    Row("waiting", at("/m/wechat/wait/999999999/"), 404, 404, 404, is_page=False),
    Row("link", _link, 200, 200, 200),
    followers_only("bind", "/m/bind/"),
    Row("bind-agree", _agree, HOW_TO_COME_IN, WHO_ARE_YOU, WHO_ARE_YOU),
    followers_only("bind-code", "/m/bind/code/", member=WHO_ARE_YOU),
    followers_only("bind-helper", "/m/bind/helper/", member=ALREADY),
    members_only("vouch", "/m/vouch/"),
    members_only("hearing", "/m/hearing/"),
    members_only("to-see", "/m/to-see/"),
    Row("to-see-one", _to_see, HOW_TO_COME_IN, WHO_ARE_YOU, 200, elsewhere=404),
    followers_only("me", "/m/me/"),
    members_only("my-data", "/m/me/data/"),
    members_only("my-phone", "/m/me/phone/"),
    members_only("show-phone", "/m/me/shown-phone/", method="post", member="/m/me/data/"),
    members_only("sight", "/m/me/sight/"),
    followers_only("my-phones", "/m/me/phones/"),
    Row("leave", at("/m/me/phones/999999999/out/"), HOW_TO_COME_IN, 404, 404, "post", is_page=False),
    members_only("unbind", "/m/me/unbind/"),
)  # fmt: skip


def phones(town: Town) -> dict[str, Phone]:
    """One for each of `VISITORS`; staff is signed in at the console, and nowhere else."""
    unbound = town.phone_of(town.sun)
    Binding.objects.filter(member=town.sun).delete()
    return {
        "stranger": Phone(),
        "follower": town.stranger(),
        "member": town.phone_of(town.chen),
        "elsewhere": town.phone_of(town.wang),
        "unbound since": unbound,
        "staff": Phone(),
    }


__all__ = ["ROWS", "VISITORS", "Row", "phones"]
