"""Hand-over: nothing moves unsigned, only the successor signs, both see where it stands."""

import pytest

from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.tests.builders import a_unit
from zhijian.foundation.staff import errors, handover
from zhijian.foundation.staff.models import HandOver, Staff
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.tests.builders import a_person
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Unit:
    return a_unit("河东村党支部", a_unit("青禾镇党委"))


@pytest.fixture
def chen(village: Unit) -> Staff:
    return a_person("chen", (Role.SECRETARY, village), name="陈玉兰")


@pytest.fixture
def lin() -> Staff:
    return a_person("lin")


@pytest.fixture
def begun(village: Unit, chen: Staff, lin: Staff) -> HandOver:
    head = a_person("head", (Role.ADMINISTRATOR, None))
    tasks.plan("import", key="import-1", for_staff_id=chen.pk, title="导入名册")
    return handover.begin(chen, successor=lin, by=head)


def said(begun: HandOver) -> list[tuple[str, list[str]]]:
    return [
        (passing.kind, [thing.name for thing in things]) for passing, things in handover.open_things(begun)
    ]


def held(who: Staff) -> tuple[tuple[str, str], ...]:
    return Staff.objects.get(pk=who.pk).rights.held


def test_it_lists_what_he_has_in_hand_and_moves_nothing(begun: HandOver, chen: Staff, village: Unit) -> None:
    assert said(begun) == [("post", ["书记 · 河东村党支部"]), ("task", ["导入名册"])]
    assert (held(chen), handover.is_finished(begun)) == (((Role.SECRETARY, village.path),), False)


def test_each_thing_moves_when_it_is_signed_for(
    begun: HandOver, chen: Staff, lin: Staff, village: Unit
) -> None:
    post = chen.posts.get()

    handover.sign(begun, "post", str(post.pk), by=lin)
    between = (held(chen), held(lin), Task.objects.get(key="import-1").for_staff_id)
    handover.sign(begun, "task", "import-1", by=lin)

    assert between == ((), ((Role.SECRETARY, village.path),), chen.pk)
    assert Task.objects.get(key="import-1").for_staff_id == lin.pk
    assert (said(begun), handover.is_finished(begun)) == ([], True)
    assert [item.name for item in begun.items.order_by("pk")] == ["书记 · 河东村党支部", "导入名册"]


def test_only_the_successor_signs(begun: HandOver, chen: Staff) -> None:
    for somebody in (chen, begun.begun_by, a_person("hao")):
        with pytest.raises(errors.BeyondRights):
            handover.sign(begun, "task", "import-1", by=somebody)

    assert Task.objects.get(key="import-1").for_staff_id == chen.pk


def test_what_is_not_his_is_not_signed_for(begun: HandOver, lin: Staff) -> None:
    tasks.plan("import", key="another", for_staff_id=a_person("zhou").pk, title="别人的")

    for kind, key in (("task", "another"), ("post", "999"), ("secret", "1"), ("post", "no")):
        with pytest.raises(errors.NotOpen):
            handover.sign(begun, kind, key, by=lin)


def test_what_was_not_signed_for_stays_when_it_ends(begun: HandOver, chen: Staff, lin: Staff) -> None:
    handover.end(begun, by=begun.begun_by)

    with pytest.raises(errors.NotOpen):
        handover.sign(begun, "task", "import-1", by=lin)
    assert Task.objects.get(key="import-1").for_staff_id == chen.pk


def test_posts_pass_only_as_far_as_whoever_began_it_manages(village: Unit) -> None:
    neighbour = a_unit("沿河村党支部")
    chen = a_person("chen", (Role.SECRETARY, village), (Role.SECRETARY, neighbour))
    lin = a_person("lin", (Role.EDITOR, village))
    head = a_person("head", (Role.ADMINISTRATOR, village))
    begun = handover.begin(chen, successor=lin, by=head)

    assert said(begun) == [("post", ["书记 · 河东村党支部"])]


def test_nobody_begins_one_for_those_he_does_not_manage(village: Unit, chen: Staff) -> None:
    head = a_person("head", (Role.ADMINISTRATOR, village))
    stranger = a_person("zhou", (Role.EDITOR, a_unit("沿河村党支部")))

    for giver, successor, by in ((chen, stranger, head), (stranger, chen, head), (chen, head, chen)):
        with pytest.raises(errors.BeyondRights):
            handover.begin(giver, successor=successor, by=by)

    assert not HandOver.objects.exists()


def test_nothing_is_handed_to_who_cannot_sign_in_any_more(chen: Staff, lin: Staff) -> None:
    head = a_person("head", (Role.ADMINISTRATOR, None))
    Staff.objects.filter(pk=lin.pk).update(is_active=False)
    lin.refresh_from_db()

    with pytest.raises(errors.BeyondRights):
        handover.begin(chen, successor=lin, by=head)


def test_both_see_it_and_strangers_do_not(begun: HandOver, chen: Staff, lin: Staff) -> None:
    seen = [
        list(handover.handovers_visible_to(who))
        for who in (chen, lin, begun.begun_by, a_person("zhou", (Role.ADMINISTRATOR, a_unit("沿河村党支部"))))
    ]

    assert seen == [[begun], [begun], [begun], []]
