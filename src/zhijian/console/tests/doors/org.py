"""组织: the tree, its members, transfers and labels; all about the village the account belongs to."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.timezone import localdate

from zhijian.console.tests.doors.page import NOTHING, OWNERS, Page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org import services
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.staff.roles import APPROVE_TRANSFERS, KEEP_ROSTER, SEE_MEMBERS, SEE_UNITS, SHAPE_TREE

EVERY_ROLE = SEE_UNITS


def org_pages(account: Account) -> Sequence[Page]:
    village = account.unit or a_unit("河东村党支部")
    return (*_tree_pages(village), *_member_pages(village), *_transfer_pages(village), *_label_pages())


def _tree_pages(village: Unit) -> Sequence[Page]:
    org = "/console/org/"
    here, nowhere = f"{org}units/{village.pk}/", f"{org}units/9999/"
    chair = services.appoint(a_member(village, "李书记"), unit=village, title="书记", by="tests")
    guest = services.receive_guest(
        a_member(a_unit("外村党支部"), "客人"),
        unit=village,
        until_day=localdate() + timedelta(days=9),
        by="tests",
    )
    return (
        Page("org", org, to=EVERY_ROLE),
        Page("org-search", f"{org}search/?q=zz", to=EVERY_ROLE),
        Page("org-suggest", f"{org}suggest/?into=units&units=cun", to=EVERY_ROLE),
        Page("org-day", f"{org}day/", to=EVERY_ROLE),
        Page("org-begin", f"{org}units/new/", to=OWNERS),
        Page("org-unit", here, unknown=nowhere, to=EVERY_ROLE),
        Page("org-below", f"{here}below/", unknown=f"{nowhere}below/", to=EVERY_ROLE),
        Page("org-past", f"{here}past/", unknown=f"{nowhere}past/", to=EVERY_ROLE),
        *(
            Page(f"org-{name}", f"{here}{rest}/", unknown=f"{nowhere}{rest}/", to=SHAPE_TREE)
            for name, rest in (
                ("opening", "new"),
                ("name", "name"),
                ("place", "place"),
                ("order", "order"),
                ("closure", "closure"),
                ("merger", "merger"),
                ("split", "split"),
            )
        ),
        *(
            Page(f"org-{name}", f"{here}{rest}/", unknown=f"{nowhere}{rest}/", to=KEEP_ROSTER)
            for name, rest in (("enrolment", "members/new"), ("chair", "offices"), ("guest", "guests"))
        ),
        Page(
            "org-office-ending",
            f"{org}offices/{chair.pk}/ending/",
            unknown=f"{org}offices/9999/ending/",
            to=KEEP_ROSTER,
        ),
        Page(
            "org-stay-ending",
            f"{org}stays/{guest.pk}/ending/",
            "post",
            f"{org}stays/9999/ending/",
            to=KEEP_ROSTER,
        ),
    )


def _member_pages(village: Unit) -> Sequence[Page]:
    members = "/console/org/members/"
    mei = a_member(village, "陈玉兰", phone="13900000000")
    gone = a_member(village, "赵德明")
    here, nobody, his = f"{members}{mei.code}/", f"{members}NOBODY/", f"{members}{gone.code}/"
    return (
        Page("org-member", here, unknown=nobody, to=SEE_MEMBERS),
        Page("org-member-number", f"{here}numbers/phone/", "post", f"{nobody}numbers/phone/", to=KEEP_ROSTER),
        *(
            Page(f"org-{name}", f"{at}{rest}/", unknown=f"{nobody}{rest}/", to=KEEP_ROSTER)
            for name, at, rest in (
                ("particulars", here, "particulars"),
                ("office-new", here, "offices/new"),
                ("worn", here, "labels"),
                ("stay-new", here, "stays/new"),
                ("departure", here, "departure"),
                ("homecoming", his, "homecoming"),
                ("transfer-asking", here, "transfer"),
            )
        ),
    )


def _transfer_pages(village: Unit) -> Sequence[Page]:
    """Into the village, from somewhere that is nobody's."""
    transfers = "/console/org/transfers/"
    somewhere = a_unit("远处的党支部")
    coming = services.ask_for_transfer(a_member(somewhere, "来的人"), to=village, by="tests")
    going = services.ask_for_transfer(a_member(village, "走的人"), to=somewhere, by="tests")
    here, out, nothing = f"{transfers}{coming.pk}/", f"{transfers}{going.pk}/", f"{transfers}9999/"
    return (
        Page("org-transfers", transfers, to=SEE_MEMBERS, about=NOTHING),
        Page("org-transfer", here, unknown=nothing, to=SEE_MEMBERS),
        Page("org-transfer-release", f"{out}release/", "post", f"{nothing}release/", to=APPROVE_TRANSFERS),
        Page(
            "org-transfer-acceptance",
            f"{here}acceptance/",
            "post",
            f"{nothing}acceptance/",
            to=APPROVE_TRANSFERS,
        ),
        Page("org-transfer-refusal", f"{here}refusal/", unknown=f"{nothing}refusal/", to=APPROVE_TRANSFERS),
    )


def _label_pages() -> Sequence[Page]:
    """Everybody's words: changed only by the whole house's administrator."""
    labels = "/console/org/labels/"
    there = services.make_label("流动党员", by="tests")
    return (
        Page("org-labels", labels, to=SEE_MEMBERS),
        Page("org-label", f"{labels}{there.pk}/", unknown=f"{labels}9999/", to=OWNERS),
        Page("org-label-ending", f"{labels}{there.pk}/ending/", unknown=f"{labels}9999/ending/", to=OWNERS),
    )
