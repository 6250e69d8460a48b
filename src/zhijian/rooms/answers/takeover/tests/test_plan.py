"""What becomes of the old rules, with each decision."""

from zhijian.rooms.answers.takeover.old import read
from zhijian.rooms.answers.takeover.plan import Choice, Plan, PlannedRule, Planner, Said
from zhijian.rooms.answers.takeover.questions import questions
from zhijian.rooms.answers.takeover.tests.builders import Json, a_told, card, media, news, rule, text

NOTHING = "（没有了）"


def planned(raw: Json, gaps: dict[str, str] | None = None, **decided: Choice | str) -> Plan:
    """`decided` by question key, `_` for `:`."""
    choices = {
        key.replace("_", ":"): one if isinstance(one, Choice) else Choice(one) for key, one in decided.items()
    }
    old = read(raw)
    return Planner(old, gaps=gaps or {}, decisions=choices, placeholder=NOTHING, keys="menu").plan()


def plain(*rules: Json, **more: object) -> Json:
    """Without welcome and default reply."""
    nothing = {"add_friend_autoreply_info": None, "message_default_autoreply_info": None}
    return a_told(*rules, **{**nothing, **more})  # type: ignore[arg-type] # only JSON


def asked(raw: Json, gaps: dict[str, str] | None = None) -> list[tuple[str, str]]:
    return [(one.key, one.recommended) for one in questions(read(raw), gaps=gaps or {})]


def said(one: PlannedRule) -> list[str]:
    return [part.text or part.thing for part in one.parts]


def test_a_plain_rule_comes_over_as_it_is() -> None:
    (one,) = planned(plain(rule("组织", [("转", "contain"), ("信", "equal")], text("一"), text("二")))).rules

    assert one == PlannedRule(
        sources=("rule:1",),
        name="组织",
        occasion="text",
        words=(("转", "contains"), ("信", "exact")),
        parts=(Said("一"), Said("二")),
    )


def test_rules_come_in_the_order_they_were_made() -> None:
    raw = plain(
        rule("晚", [("晚", "equal")], text("晚"), at=60),
        rule("早", [("早", "equal")], text("早"), at=0),
    )

    assert [one.name for one in planned(raw).rules] == ["早", "晚"]


def test_welcome_and_default_come_too() -> None:
    found = planned(a_told())

    assert ([(one.occasion, said(one)) for one in found.rules], found.default_reply) == (
        [("follow", ["欢迎"])],
        "没听懂",
    )


class TestOneOfSeveral:
    raw = plain(rule("随便", [("挑", "equal")], text("一"), text("二"), mode="random_one"))
    long = plain(rule("随便", [("挑", "equal")], text("一"), text("二。" * 400), mode="random_one"))
    two_cards = plain(
        rule("随便", [("挑", "equal")], text("一"), news(card("甲"), card("乙")), mode="random_one")
    )

    def test_comes_over_as_it_is(self) -> None:
        (one,) = planned(self.raw).rules

        assert (asked(self.raw), said(one), one.picks_one) == ([], ["一", "二"], True)

    def test_is_nothing_to_pick_where_there_is_one_reply(self) -> None:
        (one,) = planned(plain(rule("随便", [("挑", "equal")], text("一"), mode="random_one"))).rules

        assert one.picks_one is False

    def test_is_asked_about_where_one_reply_is_more_than_one_thing(self) -> None:
        assert [asked(raw) for raw in (self.long, self.two_cards)] == [[("random:1", "all")]] * 2

    def test_says_then_all_unless_the_first_alone_was_chosen(self) -> None:
        rules = [planned(self.two_cards, random_1=choice).rules[0] for choice in ("all", "first")]

        assert [(len(one.parts), one.picks_one) for one in rules] == [(3, False), (1, False)]


class TestOneWordInTwoRules:
    raw = plain(
        rule("新", [("党费", "equal"), ("交钱", "equal")], text("新话"), at=60),
        rule("旧", [("党费", "equal")], text("旧话"), at=0),
    )

    def test_is_asked_about(self) -> None:
        assert asked(self.raw) == [("same:=党费", "both")]

    def test_is_answered_by_both_the_older_first(self) -> None:
        rules = planned(self.raw).rules

        assert [(one.sources, one.words, said(one)) for one in rules] == [
            (("rule:1",), (("交钱", "exact"),), ["新话"]),
            (("rule:2", "rule:1"), (("党费", "exact"),), ["旧话", "新话"]),
        ]

    def test_is_answered_by_one_and_the_other_is_kept_switched_off(self) -> None:
        only_the_new: dict[str, Choice | str] = {"same_=党费": "only:1"}
        rules = planned(self.raw, None, **only_the_new).rules

        assert [(one.name, one.words, one.is_off) for one in rules] == [
            ("旧", (("党费", "exact"),), True),
            ("新", (("党费", "exact"), ("交钱", "exact")), False),
        ]

    def test_is_not_the_same_when_compared_otherwise(self) -> None:
        assert (
            asked(plain(rule("一", [("党", "equal")], text("a")), rule("二", [("党", "contain")], text("b"))))
            == []
        )


class TestAGap:
    raw = plain(rule("图", [("图", "equal")], text("看"), media("img", "m-1")))
    gaps = {"m-1": "图"}

    def test_is_asked_about(self) -> None:
        assert asked(self.raw, self.gaps) == [("gap:m-1", "leave_out")]

    def test_is_left_out_or_replaced_by_words(self) -> None:
        left_out: dict[str, Choice | str] = {"gap_m-1": "leave_out"}
        replaced: dict[str, Choice | str] = {"gap_m-1": Choice("words", "图在公示栏")}

        replies = [said(planned(self.raw, self.gaps, **one).rules[0]) for one in (left_out, replaced)]

        assert replies == [["看"], ["看", "图在公示栏"]]

    def test_a_rule_with_nothing_left_is_kept_switched_off(self) -> None:
        (one,) = planned(plain(rule("图", [("图", "equal")], media("img", "m-1"))), self.gaps).rules

        assert (said(one), one.is_off) == ([NOTHING], True)


def test_a_rule_without_keyword_or_reply_is_not_dropped() -> None:
    rules = planned(plain(rule("空", [("空", "equal")]), rule("哑", [], text("话")))).rules

    assert [(one.name, one.words, one.is_off) for one in rules] == [
        ("哑", (("哑", "exact"),), True),
        ("空", (("空", "exact"),), True),
    ]


def test_switched_off_in_the_back_end_it_is_asked_whether_to_answer() -> None:
    raw = plain(rule("一", [("一", "equal")], text("话")), is_autoreply_open=0)

    assert (asked(raw), planned(raw).rules[0].is_off, planned(raw, closed_rules="on").rules[0].is_off) == (
        [("closed:rules", "off")],
        True,
        False,
    )


def test_several_articles_are_noted() -> None:
    (one,) = planned(plain(rule("文", [("文", "equal")], news(card("甲"), card("乙"))))).rules

    assert (len(one.parts), one.notes) == (2, ("several-cards",))


def test_a_text_too_long_for_us_is_split_and_whole() -> None:
    long = "一句话。" * 400
    (one,) = planned(plain(rule("长", [("长", "equal")], text(long)))).rules

    assert ("".join(said(one)), len(one.parts), one.notes) == (long, 3, ("text-split",))


def test_a_message_of_the_menu_becomes_a_rule() -> None:
    found = planned(plain(menu=[{"type": "text", "name": "值班", "value": "周一"}]))

    (one,), (menu,) = found.rules, found.menus
    assert (one.occasion, one.words, said(one), menu.buttons, menu.is_live) == (
        "click",
        (("menu-1", "exact"),),
        ["周一"],
        [{"type": "click", "name": "值班", "key": "menu-1"}],
        False,
    )


class TestAnEntryWeChatWouldRefuse:
    raw = plain(
        menu=[
            {"type": "miniprogram", "name": "网上党校"},
            {"type": "view", "name": "首页", "url": "https://a.cn"},
        ]
    )

    def test_is_asked_about(self) -> None:
        assert asked(self.raw) == [("entry:1", "leave_out")]

    def test_is_left_out_or_kept_to_be_mended(self) -> None:
        kept = planned(self.raw, entry_1="keep").menus[0].buttons

        assert (
            [one["name"] for one in planned(self.raw).menus[0].buttons],
            [one["name"] for one in kept],
        ) == (
            ["首页"],
            ["网上党校", "首页"],
        )
