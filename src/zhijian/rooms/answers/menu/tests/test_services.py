"""The draft, its way to WeChat, and back."""

import pytest

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.library.tests.builders import an_article
from zhijian.foundation.outbox.models import Letter
from zhijian.rooms.answers.menu import services
from zhijian.rooms.answers.menu.errors import (
    DefaultMissing,
    EntryRefused,
    MenuOnItsWay,
    MenuRefused,
    NotAllowed,
    PlaceTaken,
    PlaceUnknown,
)
from zhijian.rooms.answers.menu.hears import take_back
from zhijian.rooms.answers.menu.places import Place, fingerprint
from zhijian.rooms.answers.menu.queries import (
    former_versions,
    menu_of,
    menu_seen_with,
    rules_by_key,
    without_answer,
)
from zhijian.rooms.answers.menu.states import State
from zhijian.rooms.answers.menu.tests.builders import a_draft, a_menu, column, opens, press, published, put
from zhijian.rooms.answers.models import MenuVersion, Rule
from zhijian.rooms.answers.tests.builders import a_book, a_rule, ask, lin, pressed
from zhijian.wechat.replies import TextReply


def test_the_first_edit_begins_a_draft_of_what_is_live(account: Account) -> None:
    published(account)

    put(account, "2.2", opens("交党费", "https://qinghe.example/dues"))

    menu = menu_of(account)
    assert (menu.buttons[1]["sub_button"][1]["url"], menu.live_buttons) == (
        "https://qinghe.example/dues",
        a_menu(),
    )


def test_a_menu_from_before_the_editor_is_kept_to_go_back_to(account: Account) -> None:
    Account.objects.update(menu=a_menu())
    account.refresh_from_db()

    put(account, "3", opens("支部", "https://qinghe.example/b"))

    assert (menu_of(account).live_buttons, [v.state for v in MenuVersion.objects.all()]) == (
        a_menu(),
        [State.DRAFT, State.LIVE],
    )


def test_what_the_platform_would_refuse_is_not_even_drafted(account: Account) -> None:
    with pytest.raises(EntryRefused) as refused:
        put(account, "1", press("六个汉字太长"))

    assert [fault.code for fault in refused.value.faults] == ["name-long"]
    assert MenuVersion.objects.count() == 0


def test_a_new_name_for_a_column_keeps_what_is_below(account: Account) -> None:
    a_draft(account)

    put(account, "2", {"name": "办点事"})

    assert menu_of(account).buttons[1] == {**a_menu()[1], "name": "办点事"}


def test_a_place_somebody_else_changed_is_not_overwritten(account: Account) -> None:
    a_draft(account)
    seen = fingerprint(a_menu()[1]["sub_button"][0])
    put(account, "2.1", press("转组织关系"))

    with pytest.raises(PlaceTaken):
        services.put_entry(account=account, place=Place(2, 1), entry=press("我的"), seen=seen, by="tests")

    assert menu_of(account).buttons[1]["sub_button"][0]["name"] == "转组织关系"


def test_a_place_out_of_reach_is_refused(account: Account) -> None:
    with pytest.raises(PlaceUnknown):
        put(account, "2.5", press("远"))


def test_publishing_posts_one_letter_and_closes_the_draft(account: Account) -> None:
    draft = a_draft(account)

    services.publish(account=account, by=lin())

    letter = Letter.objects.get()
    assert (letter.kind, letter.body) == ("menu", {"button": a_menu(), "version": draft.pk})
    with pytest.raises(MenuOnItsWay):
        put(account, "1.1", press("别的"))
    with pytest.raises(MenuOnItsWay):
        services.publish(account=account, by="tests")


def test_a_faulty_menu_is_not_published(account: Account) -> None:
    a_draft(account, [column("空的")])

    with pytest.raises(MenuRefused) as refused:
        services.publish(account=account, by="tests")

    assert ([fault.code for fault in refused.value.faults], Letter.objects.count()) == (["column-empty"], 0)


def test_accepted_it_is_what_the_account_shows(account: Account) -> None:
    first = published(account)
    second = published(account, [opens("首页")])

    account.refresh_from_db()
    states = {version.pk: version.state for version in MenuVersion.objects.all()}
    assert (account.menu, states) == ([opens("首页")], {first.pk: State.OLD, second.pk: State.LIVE})


def test_an_answer_written_in_the_editor_becomes_a_rule(account: Account) -> None:
    a_draft(account, [press("党费", "menu-1", answer={"text": "每月五日前"})])

    services.publish(account=account, by="tests")

    answer = a_book(account).answer(pressed("menu-1"))
    assert (answer.reply, Letter.objects.get().body["button"]) == (
        TextReply("每月五日前"),
        [press("党费", "menu-1")],
    )


def test_a_rule_and_a_thing_of_the_library_can_answer_too(account: Account) -> None:
    rule, article = a_rule(account, "党费", "标准", "时间"), an_article(account)
    a_draft(
        account,
        [press("一", "k1", answer={"rule": rule.pk}), press("二", "k2", answer={"item": article.code})],
    )

    services.publish(account=account, by="tests")

    made = rules_by_key(account)
    assert [[p.item or p.text for p in made[key].parts.all()] for key in ("k1", "k2")] == [
        ["标准", "时间"],
        [article],
    ]


def test_an_answer_that_is_gone_stops_the_menu(account: Account) -> None:
    a_draft(account, [press("一", "k1", answer={"item": "no-such-code"})])

    with pytest.raises(MenuRefused) as refused:
        services.publish(account=account, by="tests")

    assert ([fault.code for fault in refused.value.faults], Rule.objects.count()) == (["answer-gone"], 0)


def test_refused_it_is_a_draft_again_and_says_why(account: Account) -> None:
    live = published(account)
    put(account, "3", opens("支部"))
    services.publish(account=account, by="tests")
    Letter.objects.filter(kind="menu").update(outcome_code=40018)

    take_back(Letter.objects.latest("id"))

    menu = menu_of(account)
    assert menu.draft
    assert menu.live
    assert (menu.draft.state, menu.draft.refused_code, menu.live.pk) == (State.DRAFT, 40018, live.pk)


def test_a_late_answer_to_an_earlier_letter_changes_nothing(account: Account) -> None:
    a_draft(account)
    first_letter = services.publish(account=account, by="tests").letter_key
    services.note_refused(first_letter, code=-1)
    services.publish(account=account, by="tests")

    services.note_refused(first_letter, code=-1)

    assert MenuVersion.objects.get().state == State.SENDING


def test_what_has_not_gone_out_can_be_called_off(account: Account) -> None:
    draft = a_draft(account)
    services.publish(account=account, by="tests")

    called_off = services.call_off(MenuVersion.objects.get(), by="tests")

    draft.refresh_from_db()
    assert (called_off, draft.state, Letter.objects.get().state) == (True, State.DRAFT, "stopped")


def test_what_is_being_sent_cannot_be_called_off(account: Account) -> None:
    a_draft(account)
    services.publish(account=account, by="tests")
    Letter.objects.update(state="sending")

    assert services.call_off(MenuVersion.objects.get(), by="tests") is False


def test_going_back_writes_the_draft_and_nothing_more(account: Account) -> None:
    first = published(account)
    published(account, [opens("首页")])

    services.go_back_to(first, by="tests")

    menu = menu_of(account)
    assert (menu.buttons, menu.live_buttons) == (a_menu(), [opens("首页")])
    assert list(former_versions(account)) == [first]


def test_taking_down_is_live_until_wechat_agrees(account: Account) -> None:
    version = published(account)

    services.take_down(version, by="tests")

    assert (Letter.objects.latest("id").body, menu_of(account).is_leaving) == (
        {"remove": "all", "version": version.pk},
        True,
    )
    services.note_gone(version.pk)
    account.refresh_from_db()
    assert (account.menu, menu_of(account).live) == ([], None)


class TestForSome:
    """A menu for the followers with one tag."""

    def test_it_begins_as_everybodys(self, account: Account) -> None:
        published(account)

        draft = services.begin_for_tag(account=account, tag=101, tag_name="党员", by="tests")

        assert (draft.buttons, draft.tag, draft.tag_name) == (a_menu(), 101, "党员")

    def test_it_needs_one_for_everybody(self, account: Account) -> None:
        with pytest.raises(DefaultMissing):
            services.begin_for_tag(account=account, tag=101, tag_name="党员", by="tests")

    def test_its_letter_names_the_tag(self, account: Account) -> None:
        published(account)
        draft = a_draft(account, [opens("党员")], tag=101, tag_name="党员")

        services.publish(account=account, tag=101, by="tests")

        assert Letter.objects.latest("id").body == {
            "button": [opens("党员")],
            "version": draft.pk,
            "tag": 101,
        }

    def test_the_newest_that_fits_is_seen(self, account: Account) -> None:
        published(account)
        published(account, [opens("党员")], tag=101, tag_name="党员")
        published(account, [opens("书记")], tag=102, tag_name="书记")

        seen = [menu_seen_with(account, frozenset(tags)).live_buttons for tags in ([], [101], [101, 102])]

        assert seen == [a_menu(), [opens("党员")], [opens("书记")]]

    def test_they_go_with_the_one_for_everybody(self, account: Account) -> None:
        default = published(account)
        published(account, [opens("党员")], tag=101, tag_name="党员")

        services.take_down(default, by="tests")
        services.note_gone(default.pk)

        assert set(MenuVersion.objects.values_list("state", flat=True)) == {State.OLD}


def test_an_unverified_subscription_account_publishes_nothing(db: None) -> None:
    small = an_account("hehua", kind="subscription", is_verified=False)
    a_draft(small)

    with pytest.raises(NotAllowed):
        services.publish(account=small, by="tests")


def test_a_click_nobody_answers_is_found(account: Account) -> None:
    a_rule(account, "key-组织关系", match="exact", occasion="click")

    found = without_answer(a_menu(), rules_by_key(account))

    assert [str(place) for place, _ in found] == ["1.1", "1.2", "2.3"]
    assert ask(account, "组织关系").rule_id is None


def test_an_unverified_account_has_no_media_in_its_menu(db: None) -> None:
    small = an_account("hehua", is_verified=False)

    with pytest.raises(EntryRefused) as refused:
        put(small, "1", {"type": "media_id", "name": "片子", "media_id": "m-1"})

    assert [fault.code for fault in refused.value.faults] == ["needs-verified"]
