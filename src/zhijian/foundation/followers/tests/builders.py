"""Followers by name, for tests."""

from datetime import UTC, datetime

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers import services
from zhijian.foundation.followers.models import Binding, Follower
from zhijian.foundation.followers.ways import Way
from zhijian.foundation.org.models import Member

LONG_AGO = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def a_follower(account: Account, openid: str = "o-mei") -> Follower:
    return services.note_followed(account_id=account.pk, openid=openid, at=LONG_AGO)


def a_bound_follower(account: Account, member: Member, openid: str = "o-mei") -> Binding:
    return services.bind(a_follower(account, openid), member=member, way=Way.PHONE)
