"""邀请码 and 海报: what the pages say, and what they refuse."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate, now

from zhijian.console.tests.signing_in import signed_in
from zhijian.foundation.accounts.kinds import Kind as AccountKind
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.tests.builders import a_person
from zhijian.rooms.reach.kinds import Kind
from zhijian.rooms.reach.models import Invitation, InvitationDay, PlainCode
from zhijian.rooms.reach.queries.invitations import accounts_serving, invitations_of
from zhijian.rooms.reach.services import inviting
from zhijian.rooms.reach.services.inviting import invite_member, invite_unit

pytestmark = pytest.mark.django_db(databases="__all__")

AT = "/console/reach"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture
def town(account: Account) -> Unit:
    town = a_unit()
    Account.objects.filter(pk=account.pk).update(unit=town)
    account.refresh_from_db()
    return town


@pytest.fixture
def branch(town: Unit) -> Unit:
    return a_unit("河东村党支部", town, code="HD")


@pytest.fixture
def secretary(branch: Unit) -> Staff:
    """Of the branch alone; the account is the town's."""
    return a_person("shu", (Role.SECRETARY, branch), name="书记")


@pytest.fixture
def hers(secretary: Staff) -> Client:
    return signed_in(secretary)


def words_on(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_secretary_invites_to_the_account_of_the_town(hers: Client, branch: Unit, account: Account) -> None:
    answer = hers.post(f"{AT}/units/{branch.pk}/codes/", {"account": account.slug, "then": "poster"})

    made = Invitation.objects.get()
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"{AT}/units/{branch.pk}/poster/?account={account.slug}",
    )
    assert (made.unit, made.account, made.made_by_name) == (branch, account, "书记")
    assert made.said in words_on(hers, answer["Location"])


def test_secretary_invites_to_no_other_branch(hers: Client, town: Unit, account: Account) -> None:
    other = a_unit("河西村党支部", town)
    theirs = invite_unit(other, account=account, by="tests")

    answers = [
        hers.get(f"{AT}/units/{other.pk}/codes/").status_code,
        hers.post(f"{AT}/units/{other.pk}/codes/", {"account": account.slug}).status_code,
        hers.get(f"{AT}/units/{other.pk}/poster/").status_code,
        hers.get(f"{AT}/codes/{theirs.pk}/state/").status_code,
        hers.post(f"{AT}/codes/{theirs.pk}/revocation/").status_code,
        hers.get(f"{AT}/members/{a_member(other).code}/code/").status_code,
    ]

    assert answers == [404] * 6


def test_account_of_another_tree_is_not_there(hers: Client, branch: Unit, account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(unit=a_unit("别的镇党委"))

    answers = [
        hers.post(f"{AT}/units/{branch.pk}/codes/", {"account": account.slug}).status_code,
        hers.get(f"{AT}/units/{branch.pk}/poster/?account={account.slug}").status_code,
    ]

    assert (answers, Invitation.objects.count()) == ([404, 404], 0)
    assert "还没有公众号" in words_on(hers, f"{AT}/units/{branch.pk}/poster/")


def test_opening_a_poster_makes_no_code(hers: Client, branch: Unit, account: Account) -> None:
    words = words_on(hers, f"{AT}/units/{branch.pk}/poster/")

    assert ("永久码 0 / 100,000" in words, Invitation.objects.count()) == (True, 0)


def test_page_of_codes_counts_since_when(hers: Client, branch: Unit, account: Account) -> None:
    made = invite_unit(branch, account=account, by="tests")
    Invitation.objects.filter(pk=made.pk).update(made_at=now() - timedelta(days=90))
    for days, joins in ((1, 2), (40, 5), (80, 1)):
        InvitationDay.objects.create(
            invitation=made, day=localdate() - timedelta(days=days), scans=joins + 1, joins=joins
        )

    words = words_on(hers, f"{AT}/units/{branch.pk}/codes/")

    assert "扫过或说过 11 次，带来 8 位新关注" in words
    assert "近 30 天 2 位，再前 30 天 5 位" in words


def test_of_a_members_code_nothing_is_counted(hers: Client, branch: Unit, account: Account) -> None:
    his = invite_member(a_member(branch), account=account, by="tests")
    InvitationDay.objects.create(invitation=his, day=localdate(), scans=7, joins=7)

    pages = [
        words_on(hers, f"{AT}/units/{branch.pk}/codes/"),
        words_on(hers, f"{AT}/members/{his.member.code if his.member else ''}/code/"),
    ]

    assert ["陈玉兰" in page for page in pages] == [True, True]
    assert [("7 次" in page, "7 位" in page) for page in pages] == [(False, False)] * 2


def test_account_without_codes_has_a_poster_all_the_same(
    hers: Client, branch: Unit, account: Account
) -> None:
    Account.objects.filter(pk=account.pk).update(kind=AccountKind.SUBSCRIPTION)
    hers.post(f"{AT}/units/{branch.pk}/codes/", {"account": account.slug})

    words = words_on(hers, f"{AT}/units/{branch.pk}/poster/")

    made = Invitation.objects.get()
    assert (made.kind, 'class="qr"' in words, f"对它说“{made.said}”" in words) == (Kind.SPOKEN, False, True)


def test_plain_code_stands_on_the_poster_beside_the_word(
    hers: Client, as_wen: Client, branch: Unit, account: Account
) -> None:
    Account.objects.filter(pk=account.pk).update(kind=AccountKind.SUBSCRIPTION)
    invite_unit(branch, account=Account.objects.get(pk=account.pk), by="tests")
    here = f"{AT}/accounts/{account.slug}/plain-code/"

    as_wen.post(here, {"picture": SimpleUploadedFile("code.png", PNG, "image/png")})

    picture = hers.get(f"{AT}/units/{branch.pk}/plain-code/{account.slug}/")
    words = words_on(hers, f"{AT}/units/{branch.pk}/poster/")
    assert (picture.content, picture["Content-Type"]) == (PNG, "image/png")
    assert (words.count('<img class="qr"'), "扫了以后，对它说" in words) == (11, True)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"url": "https://evil.example/"}, "这不是微信二维码里的网址"),
        ({"picture": SimpleUploadedFile("a.gif", b"GIF89a", "image/gif")}, "要 PNG 或 JPG 的图片"),
        ({}, "选一张图片"),
    ],
)
def test_what_is_no_code_of_wechats_is_not_put_up(
    as_wen: Client, account: Account, given: dict[str, object], says: str
) -> None:
    answer = as_wen.post(f"{AT}/accounts/{account.slug}/plain-code/", given)

    assert (answer.status_code, says in answer.content.decode()) == (422, True)
    assert str(given.get("url", "")) in answer.content.decode()
    assert PlainCode.objects.count() == 0


def test_plain_code_is_taken_down_only_by_its_own_button(as_wen: Client, account: Account) -> None:
    inviting.put_plain_code(account, url="http://weixin.qq.com/r/abc", by="tests")
    here = f"{AT}/accounts/{account.slug}/plain-code/"

    as_wen.post(here, {"url": ""})
    kept = PlainCode.objects.count()
    as_wen.post(here, {"url": "http://weixin.qq.com/r/abc", "act": "take_down"})

    assert (kept, PlainCode.objects.count()) == (1, 0)


def test_picture_of_a_code_is_taken_along(hers: Client, branch: Unit, account: Account) -> None:
    his = invite_member(a_member(branch), account=account, by="tests")
    before = hers.get(f"{AT}/codes/{his.pk}/picture.png").status_code
    inviting.note_made(his, ticket="t", url="http://weixin.qq.com/q/1", expires_at=None)

    answer = hers.get(f"{AT}/codes/{his.pk}/picture.png")

    assert (before, answer["Content-Type"], answer.content[:8]) == (404, "image/png", PNG[:8])
    assert "陈玉兰" not in answer["Content-Disposition"]


def test_revoked_code_is_over_and_its_numbers_stay(hers: Client, branch: Unit, account: Account) -> None:
    made = invite_unit(branch, account=account, by="tests")
    InvitationDay.objects.create(invitation=made, day=localdate(), scans=3, joins=2)

    hers.post(f"{AT}/codes/{made.pk}/revocation/")

    words = words_on(hers, f"{AT}/units/{branch.pk}/codes/")
    assert ("停用了的" in words, "扫过或说过 3 次，带来 2 位新关注" in words) == (True, True)
    assert hers.post(f"{AT}/codes/{made.pk}/renewal/").status_code == 404


@pytest.mark.parametrize(
    ("errcode", "says"),
    [
        (48001, "微信不给这个公众号带参数的二维码"),
        (45029, "永久码已经用满 100,000 个"),
        (45009, "今天问微信的次数用完了"),
        (-1, "微信那边还没有回话"),
        (40164, "请管理员到“接上账号”里检查一遍"),
    ],
)
def test_each_refusal_is_a_sentence_with_what_still_works(
    hers: Client, branch: Unit, account: Account, errcode: int, says: str
) -> None:
    made = invite_unit(branch, account=account, by="tests")
    Invitation.objects.filter(pk=made.pk).update(errcode=errcode)

    pages = [words_on(hers, f"{AT}/units/{branch.pk}/{page}/") for page in ("codes", "poster")]

    assert [(says in page, f"那句话“{made.said}”照样能用" in page) for page in pages] == [(True, True)] * 2
    assert errcode == -1 or not any(str(errcode) in page for page in pages)


def test_piece_that_waits_ends_with_a_new_page(hers: Client, branch: Unit, account: Account) -> None:
    made = invite_unit(branch, account=account, by="tests")
    asked = {"HX-Request": "true"}
    waiting = hers.get(f"{AT}/codes/{made.pk}/state/", headers=asked)
    inviting.note_made(made, ticket="t", url="http://weixin.qq.com/q/1", expires_at=None)

    settled = hers.get(f"{AT}/codes/{made.pk}/state/", headers=asked)

    assert (waiting.status_code, "every 2s" in waiting.content.decode()) == (200, True)
    assert (settled.status_code, settled["HX-Refresh"]) == (286, "true")


def test_helper_from_elsewhere_is_printed_masked(
    hers: Client, town: Unit, branch: Unit, account: Account
) -> None:
    """The town's commissioner chose somebody of her own office: the secretary prints, and sees no number."""
    made = invite_unit(branch, account=account, by="tests")
    inviting.name_helper(made, helper=a_member(town, "李秀英", phone="13800000000"), by="tests")

    words = words_on(hers, f"{AT}/units/{branch.pk}/poster/")
    answer = hers.post(f"{AT}/units/{branch.pk}/poster/phone/", {"account": account.slug})

    assert ("138****0000" in words, "写全电话" in words, answer.status_code) == (True, False, 404)


def test_helper_must_be_one_whose_roster_one_keeps(
    hers: Client, town: Unit, branch: Unit, account: Account
) -> None:
    invite_unit(branch, account=account, by="tests")
    elsewhere = a_member(a_unit("河西村党支部", town), "马晓燕")

    answer = hers.post(
        f"{AT}/units/{branch.pk}/poster/helper/", {"account": account.slug, "member": elsewhere.code}
    )

    assert (answer.status_code, Invitation.objects.get().helper) == (404, None)


def test_who_left_the_roster_gets_no_code(hers: Client, branch: Unit, account: Account) -> None:
    gone = a_member(branch)
    Member.objects.filter(pk=gone.pk).update(state="left")

    answers = [
        hers.get(f"{AT}/members/{gone.code}/code/").status_code,
        hers.post(f"{AT}/members/{gone.code}/code/", {"account": account.slug}).status_code,
    ]

    assert (answers, Invitation.objects.count()) == ([200, 200], 0)


def test_account_that_was_verified_since_gets_a_picture_for_its_word(
    hers: Client, branch: Unit, account: Account
) -> None:
    made = invite_unit(branch, account=account, kind=Kind.SPOKEN, by="tests")
    assert "再要一张二维码" in words_on(hers, f"{AT}/units/{branch.pk}/codes/")

    hers.post(f"{AT}/codes/{made.pk}/renewal/", {"kind": "permanent"})

    made.refresh_from_db()
    assert (made.kind, made.is_on_its_way) == (Kind.PERMANENT, True)


def test_nearest_account_comes_first_and_living_codes_do(
    hers: Client, town: Unit, branch: Unit, account: Account
) -> None:
    house, own = an_account("house"), an_account("own", unit=branch)
    old = invite_unit(branch, account=own, by="tests")
    inviting.revoke(old, by="tests")
    new = invite_unit(branch, account=own, by="tests")

    assert list(accounts_serving(branch)) == [own, account, house]
    assert list(invitations_of(branch)) == [new, old]
