from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils.timezone import now

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.followers import codes, services
from zhijian.foundation.followers.errors import (
    CodeMistyped,
    CodeOver,
    CodeUnknown,
    MemberTaken,
    TriesUsedUp,
)
from zhijian.foundation.followers.models import BindingCode, WrongGuess
from zhijian.foundation.followers.tests.builders import a_bound_follower, a_follower
from zhijian.foundation.followers.ways import Way
from zhijian.foundation.org.models import Member, new_code
from zhijian.foundation.org.tests.builders import a_member, a_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return an_account()


@pytest.fixture
def chen() -> Member:
    return a_member(a_unit())


def test_paper_binds_whoever_holds_it(account: Account, chen: Member) -> None:
    code = services.make_binding_code(chen, by="Wen")

    binding = services.redeem_code(a_follower(account), f" {code.lower()} ")

    assert (binding.member, binding.way) == (chen, Way.CODE)


def test_code_is_good_once(account: Account, chen: Member) -> None:
    code = services.make_binding_code(chen, by="Wen")
    services.unbind(services.redeem_code(a_follower(account), code))

    with pytest.raises(CodeOver):
        services.redeem_code(a_follower(account), code)


def test_code_ends_after_thirty_days(account: Account, chen: Member) -> None:
    code = services.make_binding_code(chen, by="Wen")
    BindingCode.objects.update(expires_at=now() - timedelta(seconds=1))

    with pytest.raises(CodeOver):
        services.redeem_code(a_follower(account), code)


def test_new_code_ends_the_old_one(account: Account, chen: Member) -> None:
    old = services.make_binding_code(chen, by="Wen")
    services.make_binding_code(chen, by="Wen")

    with pytest.raises(CodeOver):
        services.redeem_code(a_follower(account), old)


def test_refused_binding_leaves_the_code_good(account: Account, chen: Member) -> None:
    code = services.make_binding_code(chen, by="Wen")
    first = a_bound_follower(account, chen)

    with pytest.raises(MemberTaken):
        services.redeem_code(a_follower(account, "o-new"), code)
    services.unbind(first, by="Wen", why="换了微信")

    assert services.redeem_code(a_follower(account, "o-new"), code).member == chen


def test_sheet_has_a_code_for_each_and_one_line_in_the_audit(chen: Member) -> None:
    wang = a_member(chen.unit, "王建国")

    printed = services.make_binding_codes([chen, wang], by="Wen")

    assert [one.member for one in printed] == [chen, wang]
    assert len({one.code for one in printed}) == 2
    lines = Line.objects.filter(action="binding.codes_made")
    assert [line.details for line in lines] == [{"members": 2}]


def test_code_is_not_kept_and_not_shown(chen: Member) -> None:
    printed = services.make_binding_codes([chen], by="Wen")[0]
    row = BindingCode.objects.values().get()

    assert printed.code not in f"{row} {printed}"
    assert printed.code.replace("-", "").encode() not in bytes(row["code_hash"])


def test_slip_of_the_finger_is_no_guess(account: Account, chen: Member) -> None:
    code = services.make_binding_code(chen, by="Wen")
    slip = code[:-1] + ("2" if code[-1] != "2" else "3")

    with pytest.raises(CodeMistyped):
        services.redeem_code(a_follower(account), slip)

    assert WrongGuess.objects.count() == 0


def test_codes_cannot_be_tried_on_and_on(account: Account) -> None:
    follower = a_follower(account)
    seen = []

    for _ in range(4):
        with pytest.raises((CodeUnknown, TriesUsedUp)) as refused:
            services.redeem_code(follower, codes.new_code())
        seen.append(refused.type)

    assert seen == [CodeUnknown, CodeUnknown, CodeUnknown, TriesUsedUp]


def test_check_sign_shows_every_slip_and_every_swap() -> None:
    missed = []
    for _ in range(50):
        code = codes.new_code()
        slips = [code[:i] + sign + code[i + 1 :] for i in range(8) for sign in codes.SIGNS]
        swaps = [code[:i] + b + a + code[i + 2 :] for i, (a, b) in enumerate(pairwise(code))]
        missed += [slip for slip in slips + swaps if slip != code and codes.is_whole(slip)]

    assert missed == []


def test_signs_are_those_of_members_codes() -> None:
    assert {sign for _ in range(200) for sign in new_code()} == set(codes.SIGNS)
