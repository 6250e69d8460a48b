"""Staff at work beside a running gateway: one act a line from the input of `python -m tests.gateway.town`."""

import os
import sys
from collections.abc import Mapping
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijian.config.settings")

import django

django.setup()

from django.utils.timezone import localdate, now  # noqa: E402 -- models may be imported only now

from zhijian.foundation.accounts.models import Account  # noqa: E402
from zhijian.foundation.accounts.tests.builders import an_account  # noqa: E402
from zhijian.foundation.followers import services as followers  # noqa: E402
from zhijian.foundation.followers.models import Binding  # noqa: E402
from zhijian.foundation.followers.ways import Way  # noqa: E402
from zhijian.foundation.org import services as org  # noqa: E402
from zhijian.foundation.org.models import Member, Unit  # noqa: E402
from zhijian.foundation.org.tests.builders import a_member, a_unit  # noqa: E402
from zhijian.gateway.tests.driving import AES_KEY, APPID, GH_ID, TOKEN  # noqa: E402
from zhijian.rooms.answers.services import make_rule  # noqa: E402

AUDIENCES: Mapping[str, Mapping[str, Any]] = {
    "河东的": {"units": ["QH-03"]},
    "沿河的": {"units": ["YH"]},
    "书记的": {"offices": ["书记"]},
    "老人的": {"age": {"from": 70}},
    "流动的": {"tags": ["流动党员"]},
}


def settle() -> None:
    """A town, an account, and one word that is answered differently to each kind of person."""
    account = an_account(appid=APPID, gh_id=GH_ID, token=TOKEN, aes_key=AES_KEY, default_reply="默认回复")
    top = a_unit(code="QH")
    branch = a_unit("河东村党支部", top, code="QH-03")
    a_unit("沿河片区党总支", top, code="YH")
    chen = a_member(branch)
    for answer, audience in AUDIENCES.items():
        make_rule(
            account_id=account.pk,
            keywords=[(answer, "exact")],
            parts=[f"是{answer}"],
            audience=audience,
            by="tests",
        )
    make_rule(account_id=account.pk, keywords=[("谁", "exact")], parts=["所有人"], by="tests")
    follower = followers.note_followed(account_id=account.pk, openid="oMei", at=now())
    assert (chen.name, follower.openid) == ("陈玉兰", "oMei")


def bind() -> None:
    follower = followers.note_contact(
        account_id=Account.objects.get().pk, openid="oMei", at=now(), wrote=False
    )
    followers.bind(follower, member=Member.objects.get(), way=Way.PHONE)


def unbind() -> None:
    followers.unbind(Binding.objects.get(), by="tests")


def appoint() -> None:
    member = Member.objects.get()
    org.appoint(member, unit=member.unit, title="书记", by="tests")


def grow_old() -> None:
    given = org.Particulars(name="陈玉兰", birth_year=localdate().year - 78)
    org.correct_member(Member.objects.get(), particulars=given, by="tests")


def label() -> None:
    org.label_members([Member.objects.get()], label=org.make_label("流动党员", by="tests"), by="tests")


def move_branch() -> None:
    org.move_unit(Unit.objects.get(code="QH-03"), to=Unit.objects.get(code="YH"), by="tests")


def main() -> None:
    for line in sys.stdin:
        globals()[line.strip()]()
        sys.stdout.write("done\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
