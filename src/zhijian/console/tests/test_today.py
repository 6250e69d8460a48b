import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils.timezone import now

from zhijian.console.tests.builders import a_question
from zhijian.console.tests.reading import words_of
from zhijian.console.tests.signing_in import signed_in
from zhijian.console.today.brief import Brief
from zhijian.console.today.lines import Act, Line, Urgency, in_order
from zhijian.console.today.rows import grouped
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.outbox import services as outbox
from zhijian.foundation.outbox.models import Letter
from zhijian.foundation.staff.roles import Role
from zhijian.foundation.staff.tests.builders import a_person

pytestmark = pytest.mark.django_db


def today(client: Client) -> str:
    response = client.get("/console/")
    assert response.status_code == 200
    return response.content.decode()


def a_stopped_letter(account: Account, *, code: int | None, text: str = "您好，资料来了") -> None:
    outbox.post(
        account_id=account.pk, kind="message", body={"kind": "text", "text": text}, key="k", to="o-secret"
    )
    outbox.mark_stopped(Letter.objects.get(), code=code, why="errcode 45015 for o-secret")


def line(key: str, urgency: Urgency, *, hours_ago: float = 0, hours_left: float | None = None) -> Line:
    until = now() + timedelta(hours=hours_left) if hours_left is not None else None
    since = now() - timedelta(hours=hours_ago)
    return Line(key, "tag", key, "", since, urgency, (Act("看看", f"/console/{key}/"),), until=until)


def test_says_how_much_waits_and_shows_the_oldest_first(as_lin: Client, account: Account) -> None:
    for number in range(12):
        a_question(account, f"问题{number:02}", number)

    page = today(as_lin)

    assert "有 12 件事等您，刚来不久。" in words_of(page)
    assert re.findall(r"问题(\d\d)</a>", page) == [f"{number:02}" for number in range(10)]
    assert "还有 2 件，都列出来" in words_of(page)
    assert len(re.findall(r"问题(\d\d)</a>", as_lin.get("/console/?all").content.decode())) == 12


def test_lines_stand_by_urgency_then_by_age() -> None:
    lines = [
        line("free", Urgency.WHEN_FREE, hours_ago=90),
        line("young", Urgency.NOW, hours_ago=1),
        line("soon", Urgency.SOON, hours_ago=50),
        line("old", Urgency.NOW, hours_ago=5),
    ]

    ordered = in_order(lines)
    groups = grouped(ordered, shown=None)

    assert [line.key for line in ordered] == ["old", "young", "soon", "free"]
    assert [(group.heading, [row.line.key for row in group.rows]) for group in groups] == [
        ("先办", ["old", "young"]),
        ("今天之内", ["soon"]),
        ("这几天", ["free"]),
    ]


def test_only_the_first_row_has_the_filled_button() -> None:
    rows = grouped([line("a", Urgency.NOW), line("b", Urgency.NOW)], shown=None)[0].rows

    assert [row.line.acts[0] is row.main for row in rows] == [True, False]


@pytest.mark.parametrize(
    ("lines", "says", "enough"),
    [
        ([], "", ""),
        ([line("a", Urgency.SOON)], "有 1 件事等您，刚来不久。", ""),
        ([line("a", Urgency.SOON, hours_ago=50)], "有 1 件事等您，最早的等了 2 天。", ""),
        (
            [line("a", Urgency.NOW, hours_left=3.1), line("b", Urgency.SOON, hours_left=9)],
            "有 2 件事等您，最急的还剩 3 小时。",
            "先办完头 1 件就好，其余不急。",
        ),
        ([line(str(n), Urgency.SOON) for n in range(100)], "有 99+ 件事等您，刚来不久。", ""),
    ],
)
def test_brief_is_one_sentence_and_where_to_stop(lines: list[Line], says: str, enough: str) -> None:
    assert Brief.of(lines) == Brief(says, enough)


@pytest.mark.parametrize(("hours", "look"), [(-1.0, "late"), (3.0, "late"), (11.0, "soon"), (13.0, "")])
def test_time_left_looks_as_urgent_as_it_is(hours: float, look: str) -> None:
    assert line("a", Urgency.NOW, hours_left=hours).clock == look


def test_each_minute_only_counts_are_asked_for(as_lin: Client, account: Account) -> None:
    a_question(account, "旧的", 1)
    after = re.findall(r'hx-get="(/console/arrivals/[^"]*)"', today(as_lin))[0]
    a_question(account, "新的", 2)

    piece = as_lin.get(unescape(after)).content.decode()

    assert "又来了 1 件" in words_of(piece)
    assert '<span hx-swap-oob="innerHTML:[data-waiting]">2</span>' in piece
    assert "新的" not in piece


def test_count_beside_the_place_stops_at_99(as_lin: Client, account: Account) -> None:
    for number in range(101):
        a_question(account, "问", number)

    assert "99+" in words_of(today(as_lin))


def test_nothing_waiting_is_one_kind_sentence(as_lin: Client, account: Account) -> None:
    page = today(as_lin)

    assert ("没有等您办的事" in page, '<span class="n" data-waiting></span>' in page) == (True, True)


def test_what_could_not_be_sent_is_said_in_words(as_lin: Client, account: Account) -> None:
    a_stopped_letter(account, code=45015)

    page = today(as_lin)

    assert "“您好，资料来了” 他超过 48 小时没再来说话，微信不让再发。" in words_of(page)
    assert ("45015" in page, "o-secret" in page) == (False, False)


def test_reason_nobody_knows_is_not_guessed(as_lin: Client, account: Account) -> None:
    a_stopped_letter(account, code=None)

    assert "试了几次，微信都没有收下。" in today(as_lin)


def test_what_waits_at_another_account_is_not_counted_here(as_lin: Client, account: Account) -> None:
    other = an_account("hedong", name="河东村")
    a_question(other, "河东的问题")
    as_lin.post("/console/accounts/", {"account": "qinghe"})

    page = today(as_lin)

    assert ("没有等您办的事" in page, "河东的问题" in page) == (True, False)


def test_a_single_account_needs_no_switcher(as_lin: Client, account: Account) -> None:
    before = 'id="switcher"' in today(as_lin)
    an_account("hedong", name="河东村")

    assert (before, 'id="switcher"' in today(as_lin)) == (False, True)


def test_an_account_that_is_not_there_cannot_be_chosen(as_lin: Client, account: Account) -> None:
    assert as_lin.post("/console/accounts/", {"account": "nowhere"}).status_code == 404


def test_without_a_role_that_answers_nothing_of_others_is_shown(account: Account) -> None:
    auditor = signed_in(a_person("ma", (Role.AUDITOR, None)))
    a_question(account, "别人的话")
    a_stopped_letter(account, code=45015, text="别人的信")

    page = today(auditor)

    counts_nothing = '<span class="n" data-waiting></span>' in page
    assert ("别人的话" in page, "别人的信" in page, counts_nothing) == (False, False, True)


def test_whoever_works_with_accounts_hears_that_there_is_none() -> None:
    page = today(signed_in(a_person("lin", (Role.EDITOR, None))))

    assert "还没有接上公众号" in words_of(page)


def test_a_secretary_misses_no_account() -> None:
    page = today(signed_in(a_person("he", (Role.SECRETARY, None))))

    assert "还没有接上公众号" not in words_of(page)
    assert "没有等您办的事" in words_of(page)
