"""What both stores promise, on both databases."""

import pytest

from zhijian.foundation.intake.errors import RowRefused, StoreFailed
from zhijian.foundation.intake.store import Store
from zhijian.foundation.intake.tests.builders import an_arrival
from zhijian.foundation.intake.tests.databases import Database


def test_new_arrivals_are_stored_with_their_answers(store: Store, database: Database) -> None:
    kept = store.keep([an_arrival(1), an_arrival(2)])

    assert (list(kept[0]), kept[1], database.answers()) == (
        ["<xml>1</xml>", "<xml>2</xml>"],
        2,
        ["<xml>1</xml>", "<xml>2</xml>"],
    )


def test_every_column_comes_back_as_it_went_in(store: Store, database: Database) -> None:
    arrival = an_arrival(
        9, raw=b"\x00\xff<xml>", event="CLICK", event_key="菜单", rule_id=None, followups='[{"kind":"text"}]'
    )

    store.keep([arrival])

    columns = ", ".join(arrival._fields)
    (row,) = database.query(f"SELECT {columns}, heard_at, lease_until, tries, is_replay FROM intake_arrival")
    assert (*arrival, None, 0, 0, False) == row


def test_repeats_in_one_batch_get_the_first_answer(store: Store, database: Database) -> None:
    batch = [an_arrival(1), an_arrival(1, answer="<xml>other</xml>"), an_arrival(2)]

    kept = store.keep(batch)

    assert (list(kept[0]), kept[1]) == (["<xml>1</xml>", "<xml>1</xml>", "<xml>2</xml>"], 2)
    assert sorted(database.answers()) == ["<xml>1</xml>", "<xml>2</xml>"]


def test_repeats_of_stored_rows_get_the_stored_answer(store: Store, database: Database) -> None:
    store.keep([an_arrival(1)])

    kept = store.keep([an_arrival(1, answer="<xml>changed since</xml>"), an_arrival(2)])

    assert (list(kept[0]), kept[1]) == (["<xml>1</xml>", "<xml>2</xml>"], 1)
    assert database.answers() == ["<xml>1</xml>", "<xml>2</xml>"]


def test_same_number_from_another_follower_or_account_is_another_message(store: Store) -> None:
    others = [an_arrival(1), an_arrival(1, from_openid="oBo"), an_arrival(1, account_id=8)]

    assert store.keep(others)[1] == 3


def test_a_large_batch_is_one_whole(store: Store, database: Database) -> None:
    store.keep([an_arrival(5)])

    answers, new = store.keep([an_arrival(number, answer="late") for number in range(300)])

    assert (answers.count("late"), answers[5], new) == (299, "<xml>5</xml>", 299)
    assert len(database.answers()) == 300


def test_recall_finds_what_is_on_file(store: Store) -> None:
    store.keep([an_arrival(1)])

    assert store.recall([an_arrival(1), an_arrival(2)]) == {(7, "oMei", "m:1"): "<xml>1</xml>"}


def test_a_row_no_database_can_hold_is_refused_alone(store: Store, database: Database) -> None:
    with pytest.raises(RowRefused):
        store.keep([an_arrival(1), an_arrival(2, created_at=2**63)])

    assert store.keep([an_arrival(1)])[1] == 1
    assert database.answers() == ["<xml>1</xml>"]


def test_a_database_without_the_table_is_a_failure_that_passes(store: Store, database: Database) -> None:
    store.keep([an_arrival(1)])
    database.change("ALTER TABLE intake_arrival RENAME TO elsewhere")

    with pytest.raises(StoreFailed) as failure:
        store.keep([an_arrival(2)])

    assert failure.value.permanent is False
    database.change("ALTER TABLE elsewhere RENAME TO intake_arrival")
    assert store.keep([an_arrival(2)])[1] == 1


def test_failures_say_nothing_of_the_row(store: Store) -> None:
    with pytest.raises(RowRefused) as failure:
        store.keep([an_arrival(2, created_at=2**63, from_openid="oSecret")])

    assert "oSecret" not in f"{failure.value!r}{failure.value.__cause__!r}{failure.value.__context__!r}"
