"""A gateway's memory follows the accounts, and reads no more than it must."""

from dataclasses import dataclass, field, replace

import pytest

from zhijian.foundation.accounts.queries import Doorplate
from zhijian.foundation.intake.answer import ANSWERED, Answer
from zhijian.gateway.tests.driving import a_plate, text
from zhijian.switchboard import Switchboard
from zhijian.wechat.messages import Received, parse
from zhijian.wechat.replies import TextReply


@dataclass
class Book:
    """Knows only from which plate it was made, and how."""

    plate: Doorplate
    made: str

    def answer_quickly(self, message: Received) -> Answer | None:
        return self.answer(message)

    def answer(self, message: Received) -> Answer:
        return Answer(TextReply(self.made), ANSWERED)

    def answer_by_letter(self, message: Received) -> Answer:
        return self.answer(message)

    def renewed(self, plate: Doorplate) -> "Book":
        return Book(plate, f"{self.made}, renewed to {plate.revision}")


@dataclass
class Database:
    """What the accounts are at the moment; counts how often they are read in full."""

    plates: dict[str, Doorplate] = field(default_factory=dict)
    readings: int = 0
    is_away: bool = False

    def revisions(self) -> dict[int, int]:
        return {plate.id: plate.revision for plate in self.plates.values()}

    def doorplates(self) -> dict[str, Doorplate]:
        if self.is_away:
            raise OSError("the database is away")
        self.readings += 1
        return dict(self.plates)


@pytest.fixture
def database() -> Database:
    return Database({"qinghe": a_plate(id=1, slug="qinghe"), "lishu": a_plate(id=2, slug="lishu")})


@pytest.fixture
def books() -> list[Book]:
    return []


@pytest.fixture
def switchboard(database: Database, books: list[Book]) -> Switchboard:
    def open_book(plate: Doorplate) -> Book:
        books.append(Book(plate, f"{plate.slug} opened at {plate.revision}"))
        return books[-1]

    return Switchboard(
        open_book=open_book, read_revisions=database.revisions, read_doorplates=database.doorplates
    )


def test_first_refresh_opens_every_book(switchboard: Switchboard, books: list[Book]) -> None:
    is_loaded_before = switchboard.is_loaded

    changed = switchboard.refresh()

    opened = [book.made for book in books]
    assert (is_loaded_before, changed, switchboard.is_loaded) == (False, True, True)
    assert opened == ["qinghe opened at 1", "lishu opened at 1"]


def test_nothing_is_read_while_nothing_changes(switchboard: Switchboard, database: Database) -> None:
    switchboard.refresh()

    changed = switchboard.refresh()

    assert (changed, database.readings) == (False, 1)


def test_a_changed_account_has_its_book_renewed_and_no_other(
    switchboard: Switchboard, database: Database, books: list[Book]
) -> None:
    switchboard.refresh()
    database.plates["lishu"] = replace(database.plates["lishu"], revision=2, default_reply="新的")

    switchboard.refresh()

    plate = switchboard.plate("lishu")
    assert (len(books), plate and plate.default_reply) == (2, "新的")
    assert _made(switchboard, "lishu") == "lishu opened at 1, renewed to 2"
    assert _made(switchboard, "qinghe") == "qinghe opened at 1"


def test_accounts_come_and_go(switchboard: Switchboard, database: Database) -> None:
    switchboard.refresh()
    del database.plates["qinghe"]
    database.plates["hetang"] = a_plate(id=3, slug="hetang")

    switchboard.refresh()

    assert [switchboard.plate(slug) is None for slug in ("qinghe", "lishu", "hetang")] == [True, False, False]
    assert _made(switchboard, "hetang") == "hetang opened at 1"


def test_a_change_that_cannot_be_read_is_read_the_next_time(
    database: Database, switchboard: Switchboard
) -> None:
    switchboard.refresh()
    database.plates["lishu"] = replace(database.plates["lishu"], revision=2)
    database.is_away = True

    with pytest.raises(OSError, match="away"):
        switchboard.refresh()
    meanwhile = _made(switchboard, "lishu")
    database.is_away = False
    changed = switchboard.refresh()

    assert (meanwhile, changed, _made(switchboard, "lishu")) == (
        "lishu opened at 1",
        True,
        "lishu opened at 1, renewed to 2",
    )


def _made(switchboard: Switchboard, slug: str) -> str:
    """How the book came about that answers there now."""
    plate = switchboard.plate(slug)
    assert plate is not None
    answer = switchboard.answer_quickly(plate, parse(text("在吗")))
    assert answer is not None
    assert isinstance(answer.reply, TextReply)
    return answer.reply.content
