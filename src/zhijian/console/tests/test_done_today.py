"""今天办过的: one's own acts of the day, in words, at the end of 今日."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from zhijian.console.audit.words import WORDS
from zhijian.console.tests.reading import words_of
from zhijian.console.today.done import done_today
from zhijian.console.today.done_words import ICONS, UNSAID
from zhijian.foundation import audit
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.library import services as library
from zhijian.foundation.staff import services as people
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers import services as answers
from zhijian.rooms.answers.models import Rule

pytestmark = pytest.mark.django_db


def wrote(account: Account, keyword: str, *, by: Staff) -> Rule:
    words = [(keyword, "exact")]
    return answers.make_rule(account_id=account.pk, keywords=words, parts=["您好"], by=by)


def rows_of(staff: Staff) -> list[tuple[str, list[str], int]]:
    return [(row.says, [thing.name for thing in row.things], row.times) for row in done_today(staff).rows]


def fold(client: Client) -> str:
    page = client.get("/console/").content.decode()
    return "".join(re.findall(r'<details class="sheet done">.*?</details>', page, re.DOTALL))


def test_own_acts_stand_in_words_the_latest_first(account: Account, lin: Staff) -> None:
    rule = wrote(account, "党费", by=lin)
    answers.switch_off(rule, by=lin)
    library.add_text(account_id=account.pk, title="一句话", body="您好", actor=lin)

    done = done_today(lin)

    assert rows_of(lin) == [
        ("往资料库里添了", ["一句话"], 1),
        ("停了规则", ["党费"], 1),
        ("写了新规则", ["党费"], 1),
    ]
    assert done.count == 3
    assert done.rows[1].things[0].address == f"/console/answers/rules/{rule.pk}/"


def test_others_acts_are_nobodys_business(account: Account, lin: Staff, wen: Staff) -> None:
    wrote(account, "文写的", by=wen)
    audit.write("rule.changed", actor=str(lin))  # somebody of the same name, with no row of the staff

    assert (rows_of(lin), rows_of(wen)) == ([], [("写了新规则", ["文写的"], 1)])


def test_yesterday_is_over(account: Account, lin: Staff) -> None:
    rule = wrote(account, "党费", by=lin)
    midnight = localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    Line.objects.update(at=midnight - timedelta(seconds=1))
    answers.switch_off(rule, by=lin)
    Line.objects.filter(action="rule.switched_off").update(at=midnight)

    assert rows_of(lin) == [("停了规则", ["党费"], 1)]


def test_the_same_done_again_counts_once(account: Account, lin: Staff) -> None:
    for text in ("一", "二"):
        rule = wrote(account, text, by=lin)
        for _ in range(2):
            answers.switch_off(rule, by=lin)
            answers.switch_on(rule, by=lin)

    assert rows_of(lin) == [
        ("开了规则", ["二", "一"], 2),
        ("停了规则", ["二", "一"], 2),
        ("写了新规则", ["二", "一"], 2),
    ]


def test_many_things_are_named_up_to_five(account: Account, lin: Staff, as_lin: Client) -> None:
    for number in range(7):
        wrote(account, f"词{number}", by=lin)

    assert "今天办过的 7 件事" in words_of(fold(as_lin))
    assert "和另外 2 件" in words_of(fold(as_lin))


def test_what_is_gone_has_no_name_and_no_link(account: Account, lin: Staff, as_lin: Client) -> None:
    answers.remove_rule(wrote(account, "没了", by=lin), by=lin)

    assert rows_of(lin) == [("删了规则", [], 1), ("写了新规则", [], 1)]
    assert ("没了" in fold(as_lin), "<a " in fold(as_lin)) == (False, False)


def test_who_may_no_longer_open_it_is_given_no_link(account: Account, lin: Staff, wen: Staff) -> None:
    wrote(account, "党费", by=lin)
    people.end_post(lin.posts.get(), by=wen)
    lin = Staff.objects.get(pk=lin.pk)

    assert rows_of(lin) == [("写了新规则", [], 1)]


def test_nothing_done_yet_is_no_reproach(account: Account, as_lin: Client) -> None:
    assert words_of(fold(as_lin)).startswith("今天办过的 今天还没动手，不急。")


def test_all_done_says_how_much_it_was(account: Account, lin: Staff, as_lin: Client) -> None:
    wrote(account, "党费", by=lin)

    assert "都办完了 今天您办了 1 件事。" in words_of(as_lin.get("/console/").content.decode())


def test_a_hundred_acts_cost_no_more_than_one(account: Account, lin: Staff) -> None:
    wrote(account, "一", by=lin)
    done_today(lin)  # which also learns what he may see, once a request
    with CaptureQueriesContext(connection) as few:
        done_today(lin)
    for number in range(100):
        wrote(account, f"词{number}", by=lin)

    with CaptureQueriesContext(connection) as many:
        done_today(lin)

    assert len(many) == len(few)


def test_every_act_that_is_told_has_a_picture() -> None:
    areas = {action.partition(".")[0] for action in WORDS.keys() - UNSAID}

    assert sorted(areas - ICONS.keys()) == []
    assert sorted(UNSAID - WORDS.keys()) == []
