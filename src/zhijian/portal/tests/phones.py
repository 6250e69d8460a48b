"""A phone before the members' door, and the town whose people hold it."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.test import Client

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.models import Follower
from zhijian.foundation.followers.tests.builders import a_bound_follower, a_follower
from zhijian.foundation.org.models import Member, Office, Unit
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.visits import services as visits

_TOKEN = re.compile(r'name="token" value="([0-9a-f]+)"')
VISIT = "zj_portal_visit"
BROWSER = "zj_portal_browser"


class Phone:
    """A browser of its own. `post` opens a page of this door first, as a person has it before him."""

    def __init__(self, follower: Follower | None = None) -> None:
        self.client = Client()
        if follower:
            self.client.cookies[VISIT] = visits.open_visit(follower, device="安卓手机")

    def get(self, path: str, **query: str) -> HttpResponse:
        answer: Any = self.client.get(path, query)
        return _response(answer)

    def words(self, path: str, **query: str) -> str:
        return self.get(path, **query).content.decode()

    def post(self, path: str, *, seen: str = "/m/in/any/", **fields: Any) -> HttpResponse:
        found = _TOKEN.search(self.words(seen))
        answer: Any = self.client.post(path, {**fields, "token": found[1] if found else ""})
        return _response(answer)


def _response(answer: Any) -> HttpResponse:
    assert isinstance(answer, HttpResponse)
    return answer


@dataclass(frozen=True)
class Town:
    """青禾镇: the town above, Hedong with its secretary Sun and Chen, Hexi with Wang."""

    account: Account
    top: Unit
    hedong: Unit
    hexi: Unit
    chen: Member
    sun: Member
    wang: Member

    def phone_of(self, member: Member) -> Phone:
        return Phone(a_bound_follower(self.account, member, f"o-{member.pk}").follower)

    def stranger(self, openid: str = "o-mei") -> Phone:
        """Follows, and is signed in; nobody knows who it is."""
        return Phone(a_follower(self.account, openid))


def a_town(account: Account) -> Town:
    top = a_unit()
    hedong, hexi = a_unit("河东村党支部", top, code="hedong"), a_unit("河西村党支部", top, code="hexi")
    chen = a_member(hedong, "陈玉兰", phone="13912340036", birth_year=1948)
    sun, wang = a_member(hedong, "孙立平", phone="13912340037"), a_member(hexi, "王建国", phone="13912340011")
    Office.objects.create(unit=hedong, member=sun, title="书记", from_day=date(2024, 1, 1))
    Account.objects.filter(pk=account.pk).update(unit=top)
    account.refresh_from_db()
    return Town(account, top, hedong, hexi, chen, sun, wang)
