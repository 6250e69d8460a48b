"""操作记录: in words, by person, thing and day, and only what is his."""

import ast
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils.timezone import localdate

import zhijian
from zhijian.console.audit.words import WORDS
from zhijian.console.tests.reading import words_of
from zhijian.console.tests.signing_in import signed_in
from zhijian.foundation import audit
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.org.models import Unit
from zhijian.foundation.org.tests.builders import a_member, a_unit
from zhijian.foundation.staff.logbook import lines_visible_to
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.tests.builders import a_person
from zhijian.rooms.answers.tests.builders import a_rule

PAGE = "/console/audit/"
ACT = re.compile(r"[a-z_]+\.[a-z_]+")


@pytest.mark.django_db
def test_every_act_has_words() -> None:
    missing = sorted(set(_acts()) - set(WORDS))

    assert missing == [], "say them in console/audit/words.py, one line an act"


def _acts() -> Iterator[str]:
    """The first argument of every audit.write; where that is a name, whatever the module may give it."""
    for file in Path(zhijian.__file__).parent.rglob("*.py"):
        if not {"tests", "migrations"} & set(file.parts):
            yield from _acts_in(ast.parse(file.read_text()))


def _acts_in(module: ast.Module) -> Iterator[str]:
    written = [node.args[0] for node in ast.walk(module) if isinstance(node, ast.Call) and _writes(node)]
    for first in written:
        match first:
            case ast.Constant(value=str(act)):
                yield act
            case ast.JoinedStr(values=[ast.Constant(value=str(beginning)), *_]):
                assert any(act.startswith(beginning) for act in WORDS), beginning
            case _:
                yield from _possible(module)


def _possible(module: ast.Module) -> Iterator[str]:
    beginnings = {act.partition(".")[0] for act in WORDS}
    for node in ast.walk(module):
        match node:
            case ast.Constant(value=str(text)) if ACT.fullmatch(text):
                if text.partition(".")[0] in beginnings:
                    yield text


def _writes(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(value=ast.Name(id="audit"), attr="write"):
            return bool(call.args)
    return False


@pytest.mark.django_db
def test_lines_are_said_in_words(as_wen: Client, wen: Staff) -> None:
    with audit.coming_from("10.0.0.4"):
        audit.write("rule.changed", actor=wen, subject="两学一做")
    audit.write("staff.switched_off", actor="command", subject="Lin")
    audit.write("rule.removed", actor=wen, subject=a_rule(an_account(), "党费"))

    said = words_of(as_wen.get(PAGE).content.decode())

    assert "Wen 改了规则" in said
    assert "两学一做 10.0.0.4" in said
    assert "命令行 停了同事的登录" in said
    assert "Wen 删了规则 编号 1" in said


@pytest.mark.django_db
def test_acts_at_the_console_are_written_down_with_their_address(as_wen: Client) -> None:
    as_wen.post(
        "/console/staff/new/", {"name": "莫", "username": "mo", "role": "editor"}, REMOTE_ADDR="10.1.2.3"
    )

    assert set(Line.objects.filter(subject_name="莫").values_list("whence", flat=True)) == {"10.1.2.3"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["新", "旧"]),
        ({"who": "lin"}, ["旧"]),
        ({"what": "新"}, ["新"]),
        ({"what": "删了"}, ["新"]),
        ({"first": str(localdate() + timedelta(days=1))}, []),
        ({"last": str(localdate())}, ["新", "旧"]),
        ({"first": "no day", "last": "2026-13-45"}, ["新", "旧"]),
    ],
)
def test_one_looks_by_person_by_thing_and_by_day(
    as_wen: Client, asked: dict[str, str], found: list[str]
) -> None:
    audit.write("rule.changed", actor="Lin", subject="旧")
    audit.write("rule.removed", actor="Wen", subject="新")

    page = as_wen.get(PAGE, asked).content.decode()

    assert [thing for thing in re.findall(r'audit-what">([^<]*)<', page) if thing in "新旧"] == found


@pytest.mark.django_db
def test_an_auditor_reads_what_was_done_in_his_part_and_no_more() -> None:
    village, neighbour = a_unit("河东村党支部"), a_unit("沿河村党支部")
    Line.objects.all().delete()
    an_account("here", unit=village, name="河东")
    an_account("there", unit=neighbour, name="沿河")
    audit.write("staff.signed_in", actor="Wen", subject="Wen")
    here = a_person("here", (Role.AUDITOR, village))
    everywhere = a_person("everywhere", (Role.AUDITOR, None))
    editor = a_person("editor", (Role.EDITOR, village))

    seen = {
        who.username: sorted(lines_visible_to(who).values_list("subject_name", flat=True))
        for who in (here, everywhere, editor)
    }

    assert seen == {"here": ["河东"], "everywhere": ["Wen", "河东", "沿河"], "editor": []}
    assert "沿河" not in signed_in(here).get(PAGE).content.decode()


@pytest.mark.django_db
def test_the_log_goes_on_where_the_page_ends(as_wen: Client) -> None:
    for number in range(130):
        audit.write("rule.changed", actor="Lin", subject=f"第{number}条")

    first = as_wen.get(PAGE).content.decode()
    more = re.search(r'href="(\?before=\d+)"', first)
    assert more
    second = as_wen.get(PAGE + more[1]).content.decode()

    assert ("第129条" in first, "第29条" in first) == (True, False)
    assert ("第29条" in second, "第30条" in second) == (True, False)


@pytest.mark.django_db
@pytest.mark.parametrize("thing", [a_unit, lambda: a_member(a_unit()), lambda: an_account(unit=a_unit())])
def test_a_line_says_which_part_of_the_tree_it_is_about(thing: Callable[[], object]) -> None:
    about = thing()

    audit.write("thing.done", actor="Wen", subject=about)

    assert Line.objects.get(action="thing.done").unit_path == Unit.objects.get().path
