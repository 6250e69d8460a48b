"""A take-over from the first question to the way back."""

from typing import Any

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.library.models import Item
from zhijian.rooms.answers.menu.tests.builders import a_draft
from zhijian.rooms.answers.models import MenuVersion, Rule, TakeOver
from zhijian.rooms.answers.takeover import services
from zhijian.rooms.answers.takeover.errors import AlreadyImported, NotFetched
from zhijian.rooms.answers.takeover.tests.builders import Json, a_told, rule, text
from zhijian.rooms.answers.tests.builders import a_book, a_rule, said, wrote

KEYWORDS = rule("党费", [("党费", "contain")], text("每月五日前"))


def fetched(account: Account, raw: Json) -> TakeOver:
    takeover = services.begin(account, by="林")
    services.note_told(takeover, raw)
    services.note_fetched(takeover)
    return takeover


def compared(takeover: TakeOver) -> dict[str, tuple[str, str]]:
    rows: list[dict[str, Any]] = takeover.rehearsal["rows"]
    return {row["asked"] or row["occasion"]: (row["verdict"], row["why"]) for row in rows}


def test_what_is_being_fetched_is_not_begun_twice(account: Account) -> None:
    assert services.begin(account, by="林") == services.begin(account, by="文")


def test_nothing_is_decided_before_it_is_here(account: Account) -> None:
    takeover = services.begin(account, by="林")

    with pytest.raises(NotFetched):
        services.import_all(takeover, by="林")


def test_the_rehearsal_leaves_nothing_behind(account: Account) -> None:
    account.refresh_from_db()
    before = account.revision
    lines = Line.objects.count()

    takeover = fetched(account, a_told(KEYWORDS))

    account.refresh_from_db()
    assert (Rule.objects.count(), Item.objects.count(), account.revision, account.default_reply) == (
        0,
        0,
        before,
        "",
    )
    assert Line.objects.count() - lines == 2  # begun, fetched
    assert compared(takeover)["党费"] == ("same", "")


def test_a_rule_of_the_account_that_answers_first_is_told(account: Account) -> None:
    a_rule(account, "党费", "我们的话")

    takeover = fetched(account, a_told(KEYWORDS))

    assert compared(takeover)["党费"] == ("differs", "own-rule")


def test_the_dry_run_tells_what_nobody_answered_before(account: Account) -> None:
    takeover = fetched(account, a_told(rule("党费", [("党费", "equal")], text("每月五日前"))))

    assert compared(takeover)["党费！"] == ("new", "alike")


def test_an_unverified_account_says_it_in_one_message(db: None) -> None:
    small = an_account("hehua", is_verified=False)

    takeover = fetched(small, a_told(rule("几段", [("几段", "equal")], text("一"), text("二"))))

    assert compared(takeover)["几段"] == ("same", "folded")


def test_one_that_picks_goes_on_picking(account: Account) -> None:
    takeover = fetched(
        account, a_told(rule("一句", [("一句", "equal")], text("学一点"), text("做一点"), mode="random_one"))
    )
    told = next(row for row in takeover.rehearsal["rows"] if row["asked"] == "一句")

    services.import_all(takeover, by="林")

    book = a_book(account)
    heard = {said(book.answer(wrote("一句", msg_id=number))) for number in range(40)}
    assert (told["verdict"], told["why"], len(told["new"])) == ("same", "random-one", 1)
    assert heard == {"学一点", "做一点"}


def test_an_imported_account_is_not_fetched_anew(account: Account) -> None:
    takeover = fetched(account, a_told(KEYWORDS))
    services.import_all(takeover, by="林")

    with pytest.raises(AlreadyImported):
        services.begin(account, by="林")
    with pytest.raises(AlreadyImported):
        services.import_all(takeover, by="林")


def test_a_menu_somebody_writes_here_is_not_overwritten(account: Account) -> None:
    draft = a_draft(account)
    takeover = fetched(account, a_told(menu=[{"type": "view", "name": "首页", "url": "https://a.cn/"}]))

    services.import_all(takeover, by="林")

    draft.refresh_from_db()
    taken = MenuVersion.objects.get(origin="taken")
    assert (draft.state, taken.state, taken.buttons[0]["name"]) == ("draft", "old", "首页")


def test_a_default_reply_changed_since_is_not_taken_back(account: Account) -> None:
    takeover = fetched(account, a_told(KEYWORDS))
    services.import_all(takeover, by="林")
    Account.objects.update(default_reply="新的一句")

    services.undo(takeover, by="林")

    account.refresh_from_db()
    assert account.default_reply == "新的一句"
