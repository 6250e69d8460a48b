"""What may not be written into a draft, and what an edit leaves as it was."""

from typing import Any

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.library.tests.builders import an_article
from zhijian.rooms.answers.menu import services
from zhijian.rooms.answers.menu.errors import (
    EntryRefused,
    MenuOnItsWay,
    NotAllowed,
    PlaceTaken,
    PlaceUnknown,
)
from zhijian.rooms.answers.menu.places import Button, Place, entry_at, fingerprint
from zhijian.rooms.answers.menu.queries import menu_of
from zhijian.rooms.answers.menu.tests.builders import a_draft, a_menu, column, opens, press, published, put
from zhijian.rooms.answers.models import MenuVersion
from zhijian.rooms.answers.tests.builders import a_rule


def test_a_column_that_opens_can_be_drafted_before_anything_is_below(account: Account) -> None:
    put(account, "1", {"name": "看学习"})

    assert menu_of(account).buttons == [column("看学习")]


@pytest.mark.parametrize("answer", [{"text": " "}, {"text": "长" * 683}, {"item": "no-such"}, {"rule": 999}])
def test_an_answer_that_could_not_be_sent_is_not_drafted(account: Account, answer: dict[str, Any]) -> None:
    with pytest.raises(EntryRefused) as refused:
        put(account, "1", press("党费", answer=answer))

    assert ([fault.field for fault in refused.value.faults], MenuVersion.objects.count()) == (["answer"], 0)


def test_what_another_account_has_answers_nothing_here(account: Account) -> None:
    other = an_account("hehua")
    theirs = ({"item": an_article(other).code}, {"rule": a_rule(other, "党费").pk})

    refusals = []
    for answer in theirs:
        with pytest.raises(EntryRefused) as refused:
            put(account, "1", press("党费", answer=answer))
        refusals += [fault.code for fault in refused.value.faults]

    assert refusals == ["answer-gone", "answer-gone"]


@pytest.mark.parametrize("kind", ["media_id", "view_limited", "article_id", "article_view_limited"])
def test_media_and_articles_are_a_verified_accounts(db: None, kind: str) -> None:
    entry: Button = {"type": kind, "name": "片子", "media_id": "m-1", "article_id": "a-1"}
    small, large = an_account("small", is_verified=False), an_account("large")

    with pytest.raises(EntryRefused) as refused:
        put(small, "1", entry)
    put(large, "1", entry)

    assert [fault.code for fault in refused.value.faults] == ["needs-verified"]


class TestAPlaceAsSomebodySawIt:
    def test_what_somebody_else_changed_is_not_removed(self, account: Account) -> None:
        a_draft(account)
        seen = fingerprint(entry_at(a_menu(), Place(2, 1)))
        put(account, "2.1", press("转组织关系"))

        with pytest.raises(PlaceTaken):
            services.remove_entry(account=account, place=Place(2, 1), seen=seen, by="tests")

    def test_what_somebody_else_changed_is_not_moved(self, account: Account) -> None:
        a_draft(account)
        seen = fingerprint(entry_at(a_menu(), Place(2, 1)))
        put(account, "2.1", press("转组织关系"))

        with pytest.raises(PlaceTaken):
            services.move_entry(account=account, place=Place(2, 1), where="down", seen=seen, by="tests")

    @pytest.mark.parametrize("place", [Place(2, 4), Place(3, 1), Place(1, 5)])
    def test_where_nothing_stands_nothing_is_removed_or_moved(self, account: Account, place: Place) -> None:
        a_draft(account)

        with pytest.raises(PlaceUnknown):
            services.remove_entry(account=account, place=place, seen="", by="tests")
        with pytest.raises(PlaceUnknown):
            services.move_entry(account=account, place=place, where="up", seen="", by="tests")

        assert menu_of(account).buttons == a_menu()


class TestForSome:
    def test_tags_are_a_verified_accounts(self, db: None) -> None:
        small = an_account("hehua", is_verified=False)
        published(small)

        with pytest.raises(NotAllowed):
            services.begin_for_tag(account=small, tag=101, tag_name="党员", by="tests")

    def test_begun_again_it_keeps_what_was_written(self, account: Account) -> None:
        published(account)
        services.begin_for_tag(account=account, tag=101, tag_name="党员", by="tests")
        put(account, "3", opens("党员"), tag=101)

        again = services.begin_for_tag(account=account, tag=101, tag_name="党员", by="tests")

        assert again.buttons[2] == opens("党员")

    def test_where_some_have_one_already_it_begins_as_theirs(self, account: Account) -> None:
        published(account)
        published(account, [opens("党员")], tag=101, tag_name="党员")

        draft = services.begin_for_tag(account=account, tag=101, tag_name="党员", by="tests")

        assert draft.buttons == [opens("党员")]

    def test_a_name_longer_than_we_keep_is_cut(self, account: Account) -> None:
        published(account)

        draft = services.begin_for_tag(account=account, tag=101, tag_name="名" * 61, by="tests")

        assert draft.tag_name == "名" * 60

    def test_going_back_it_is_still_for_the_same_people(self, account: Account) -> None:
        published(account)
        first = published(account, [opens("旧")], tag=101, tag_name="党员")
        latest = published(account, [opens("新")], tag=101, tag_name="入党积极分子")

        draft = services.go_back_to(first, by="tests")

        assert (latest.tag_name, draft.tag, draft.tag_name) == ("入党积极分子", 101, "党员")


def test_what_is_being_sent_is_not_thrown_away(account: Account) -> None:
    draft = a_draft(account)
    services.publish(account=account, by="tests")

    with pytest.raises(MenuOnItsWay):
        services.discard_draft(draft, by="tests")

    assert MenuVersion.objects.count() == 1


def test_thrown_away_it_can_be_read_in_the_audit(account: Account) -> None:
    draft = a_draft(account)

    services.discard_draft(draft, by="tests")

    line = Line.objects.get(action="menu.draft_discarded")
    assert (line.details, MenuVersion.objects.count()) == ({"buttons": a_menu()}, 0)


def test_an_edit_takes_the_refusal_back(account: Account) -> None:
    a_draft(account)
    letter = services.publish(account=account, by="tests").letter_key
    services.note_refused(letter, code=40018)

    draft = put(account, "3", opens("支部"))

    assert (draft.refused_at, draft.refused_code) == (None, None)
