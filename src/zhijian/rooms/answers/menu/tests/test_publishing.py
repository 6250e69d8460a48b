"""When a menu may go out or be taken down, and what WeChat's answer changes."""

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.audit.models import Line
from zhijian.foundation.outbox.models import Letter
from zhijian.rooms.answers import services as rules
from zhijian.rooms.answers.menu import services
from zhijian.rooms.answers.menu.errors import (
    DefaultMissing,
    MenuOnItsWay,
    MenuRefused,
    NotAllowed,
    PlaceUnknown,
)
from zhijian.rooms.answers.menu.queries import known_tags, menu_of, menu_seen_with, rules_by_key
from zhijian.rooms.answers.menu.states import State
from zhijian.rooms.answers.menu.tests.builders import a_draft, a_menu, opens, press, published
from zhijian.rooms.answers.models import MenuVersion, Rule
from zhijian.rooms.answers.tests.builders import a_rule


def states() -> dict[int, str]:
    return dict(MenuVersion.objects.values_list("pk", "state"))


def for_members(account: Account, name: str = "党员") -> MenuVersion:
    return published(account, [opens(name)], tag=101, tag_name="党员")


def test_without_a_draft_there_is_nothing_to_publish(account: Account) -> None:
    published(account)

    with pytest.raises(PlaceUnknown):
        services.publish(account=account, by="tests")


def test_a_service_account_sets_its_menu_unverified(db: None) -> None:
    service = an_account("hehua", is_verified=False)
    a_draft(service)

    assert services.publish(account=service, by="tests").state == State.SENDING


def test_one_for_some_needs_a_verified_account(db: None) -> None:
    service = an_account("hehua", is_verified=False)
    published(service)
    a_draft(service, [opens("党员")], tag=101)

    with pytest.raises(NotAllowed):
        services.publish(account=service, tag=101, by="tests")


def test_one_for_some_needs_one_for_everybody_that_is_live(account: Account) -> None:
    a_draft(account)
    a_draft(account, [opens("党员")], tag=101)

    with pytest.raises(DefaultMissing):
        services.publish(account=account, tag=101, by="tests")


def test_what_an_account_lost_the_right_to_stops_the_menu(db: None) -> None:
    small = an_account("hehua", is_verified=False)
    a_draft(small, [{"type": "media_id", "name": "片子", "media_id": "m-1"}])

    with pytest.raises(MenuRefused) as refused:
        services.publish(account=small, by="tests")

    assert [fault.code for fault in refused.value.faults] == ["needs-verified"]


def test_a_key_that_has_a_rule_already_is_given_up_for_a_new_one(account: Account) -> None:
    older = a_rule(account, "k1", "旧的", match="exact", occasion="click")
    a_draft(account, [press("党费", "k1", answer={"text": "新的"})])

    services.publish(account=account, by="tests")

    (button,) = Letter.objects.get().body["button"]
    made = rules_by_key(account)
    assert (button["key"] != "k1", made["k1"], made[button["key"]].parts.get().text) == (True, older, "新的")


def test_an_answer_is_made_only_for_what_is_answered(account: Account) -> None:
    photo = press("拍一张", "k1", answer={"text": "收到"}) | {"type": "pic_sysphoto"}
    a_draft(account, [photo])

    services.publish(account=account, by="tests")

    assert (Rule.objects.count(), Letter.objects.get().body["button"][0].get("answer")) == (0, None)


def test_a_rule_that_is_off_answers_no_key(account: Account) -> None:
    rules.switch_off(a_rule(account, "k1", occasion="click"), by="tests")

    assert rules_by_key(account) == {}


def test_sent_again_it_has_no_refusal_any_more(account: Account) -> None:
    a_draft(account)
    services.note_refused(services.publish(account=account, by="tests").letter_key, code=40018)

    version = services.publish(account=account, by="tests")

    assert (version.refused_at, version.refused_code) == (None, None)


class TestCallingOff:
    def test_what_is_live_cannot_be_called_off(self, account: Account) -> None:
        version = published(account)
        Letter.objects.update(state="waiting")

        assert (services.call_off(version, by="tests"), states()) == (False, {version.pk: State.LIVE})

    def test_a_menu_that_was_to_go_stays_live(self, account: Account) -> None:
        version = published(account)
        services.take_down(version, by="tests")

        called_off = services.call_off(version, by="tests")

        assert (called_off, states()) == (True, {version.pk: State.LIVE})


class TestTakingDown:
    def test_only_what_is_live_can_go(self, account: Account) -> None:
        former = published(account)
        published(account, [opens("首页")])

        with pytest.raises(MenuOnItsWay):
            services.take_down(former, by="tests")

    def test_an_account_that_may_set_none_may_remove_none(self, account: Account) -> None:
        version = published(account)
        Account.objects.update(is_verified=False, kind="subscription")
        version.account.refresh_from_db()

        with pytest.raises(NotAllowed):
            services.take_down(version, by="tests")

    def test_one_for_some_goes_alone(self, account: Account) -> None:
        default, some = published(account), for_members(account)

        services.take_down(some, by="tests")
        body = Letter.objects.latest("id").body
        services.note_gone(some.pk)

        account.refresh_from_db()
        assert (body["remove"], states(), account.menu) == (
            f"menu-{some.pk}",
            {default.pk: State.LIVE, some.pk: State.OLD},
            a_menu(),
        )

    def test_tried_again_its_refusal_is_gone(self, account: Account) -> None:
        version = published(account)
        services.take_down(version, by="tests")
        services.note_refused(MenuVersion.objects.get().letter_key, code=-1)
        refused_code = MenuVersion.objects.get().refused_code

        services.take_down(version, by="tests")

        assert (refused_code, MenuVersion.objects.get().refused_code) == (-1, None)

    def test_refused_it_is_live_as_before(self, account: Account) -> None:
        version = published(account)
        services.take_down(version, by="tests")

        services.note_refused(MenuVersion.objects.get().letter_key, code=-1)

        assert states() == {version.pk: State.LIVE}


class TestLateAnswers:
    """WeChat answers what is over, or what nobody asked any more: nothing changes."""

    def test_a_draft_is_not_made_live(self, account: Account) -> None:
        draft = a_draft(account)

        services.note_accepted(draft.pk)

        assert states() == {draft.pk: State.DRAFT}

    def test_what_stays_is_not_gone(self, account: Account) -> None:
        version = published(account)

        services.note_gone(version.pk)

        assert states() == {version.pk: State.LIVE}

    def test_what_was_taken_is_not_refused_afterwards(self, account: Account) -> None:
        version = published(account)

        services.note_refused(version.letter_key, code=-1)

        found = MenuVersion.objects.get()
        assert (found.state, found.refused_at, found.refused_code) == (State.LIVE, None, None)

    def test_what_never_was_is_passed_over(self, account: Account) -> None:
        services.note_accepted(999)
        services.note_gone(999)
        services.note_refused("menu-version:999:1", code=-1)
        services.note_refused("letter-of-another-kind", code=-1)

        assert Line.objects.filter(action__startswith="menu.").count() == 0


def test_one_for_some_is_not_what_the_account_shows(account: Account) -> None:
    published(account)

    for_members(account)

    account.refresh_from_db()
    assert account.menu == a_menu()


def test_a_draft_for_some_is_seen_by_nobody(account: Account) -> None:
    published(account)
    a_draft(account, [opens("党员")], tag=101)

    assert menu_seen_with(account, frozenset([101])).tag is None


class TestTags:
    def test_a_tag_that_is_gone_is_forgotten_and_other_accounts_keep_theirs(self, account: Account) -> None:
        other = an_account("hehua")
        services.note_tags(account_id=other.pk, tags=[(7, "群众", 1)])
        services.note_tags(account_id=account.pk, tags=[(101, "党员", 3), (102, "书记", 1)])

        services.note_tags(account_id=account.pk, tags=[(101, "党员", 4)])

        assert [(tag.number, tag.followers) for tag in known_tags(account)] == [(101, 4)]
        assert [tag.number for tag in known_tags(other)] == [7]

    def test_the_audit_keeps_that_somebody_was_tried_and_not_whom(self, account: Account) -> None:
        services.ask_what_is_seen(account, who="o-canary-of-mei", by="tests")

        lines = list(Line.objects.filter(action="menu.tried").values_list("actor_name", "details"))
        assert lines == [("tests", {})]


def test_menu_of_nobody_shows_nothing(account: Account) -> None:
    assert (menu_of(account).buttons, menu_of(account, tag=101).live) == ([], None)
