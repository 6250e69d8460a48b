"""The naming check: what is off with a name, and what would be right."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zhijian.rooms.reach.naming import Elsewhere, UnitNames, Wrong, check_name, propose
from zhijian.rooms.reach.naming.findings import Grade
from zhijian.rooms.reach.naming.folding import width_of
from zhijian.rooms.reach.naming.sentences import request_to_rename, says
from zhijian.rooms.reach.naming.tables import limits

TOWN = UnitNames("青禾镇党委", short="青禾党委", above=("云溪县委",))
HEDONG = UnitNames("河东村党支部", above=("青禾镇党委", "沿河片区党总支"))
THIRD = UnitNames("第三党支部", above=("青禾镇党委",))
FIRST = UnitNames("青禾镇第一党支部", above=("青禾镇党委",))
FORMAL = UnitNames("中国共产党青禾镇委员会")
FERRY = UnitNames("渡口村党支部", above=("青禾镇党委",), former=("河渡村党支部",))
GONE = UnitNames("石桥村党支部", is_closed=True, successor="河东村党支部")
ELDERS = UnitNames("青禾镇离退休干部第二党支部委员会（老干部活动中心）", above=("青禾镇党委",))


def wrongs(name: str, unit: UnitNames | None = TOWN, *others: Elsewhere) -> list[Wrong]:
    return [found.wrong for found in check_name(name, unit, others)]


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("青禾镇党委", TOWN),
        ("青禾党委", TOWN),
        ("青禾镇党建", TOWN),
        ("青禾镇先锋", TOWN),
        ("青禾镇组工", TOWN),
        ("青禾 镇党建", TOWN),
        ("河东村支部", HEDONG),
        ("青禾镇河东村党支部", HEDONG),
        ("沿河片区河东村党建", HEDONG),
        ("青禾镇第三党支部", THIRD),
        ("青禾镇三支部", THIRD),
        ("青禾镇第一党支部", FIRST),
        ("中共青禾镇委员会", UnitNames("中共青禾镇委员会")),
        ("青禾镇党建", FORMAL),
        ("离退休干部第二党支部", ELDERS),
    ],
)
def test_known_names_of_a_unit_are_fine(name: str, unit: UnitNames) -> None:
    assert wrongs(name, unit) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("青禾镇福利头条", [Wrong.SELLING, Wrong.SHOUTING, Wrong.MORE_THAN_NAME]),
        ("青禾第一党建", [Wrong.BOASTING, Wrong.MORE_THAN_NAME]),
        ("青禾镇党委官方旗舰店", [Wrong.SELLING, Wrong.MORE_THAN_NAME]),
        ("青禾镇党建权威发布", [Wrong.POSING, Wrong.MORE_THAN_NAME]),
        ("最美青禾镇", [Wrong.BOASTING, Wrong.MORE_THAN_NAME]),
        ("青禾镇党建🎉", [Wrong.DECORATED]),
        ("★青禾镇党建★", [Wrong.DECORATED]),
        ("青禾\u200b镇党建", [Wrong.HIDDEN]),
        ("\u202e青禾镇党建", [Wrong.HIDDEN]),
        ("青禾鎮党建", [Wrong.TRADITIONAL]),
        ("清禾镇党建", [Wrong.LOOKALIKE]),
        ("青禾镇党", [Wrong.CLIPPED]),
        ("河西村党支部", [Wrong.OTHER_PLACE]),
        ("幸福里", [Wrong.NOT_THE_UNIT]),
        ("青禾镇党委之声", [Wrong.MORE_THAN_NAME]),
        ("青", [Wrong.NOT_THE_UNIT, Wrong.TOO_SHORT]),
        ("青禾镇党委" * 4, [Wrong.TOO_LONG, Wrong.MORE_THAN_NAME]),
        ("青禾镇党建ＡＢ", [Wrong.WIDTH, Wrong.MORE_THAN_NAME]),
        ("Qingһe党建", [Wrong.NOT_THE_UNIT]),
        ("РARTY青禾镇党建", [Wrong.FOREIGN, Wrong.MORE_THAN_NAME]),
    ],
)
def test_what_is_off_is_told(name: str, expected: list[Wrong]) -> None:
    assert wrongs(name) == expected


def test_a_day_that_is_a_saying_is_seen_through() -> None:
    """曰 for 日, 己 for 已: another sign that reads the same."""
    assert check_name("明曰社区居委会", UnitNames("明日社区居委会"))[0].right == "明日社区居委会"


def test_the_name_before_is_drift() -> None:
    (found,) = check_name("河渡村党支部", FERRY)

    assert (found.wrong, found.what, found.right) == (Wrong.FORMER, "河渡村党支部", "渡口村党支部")


def test_a_closed_unit_says_where_it_went() -> None:
    (found,) = check_name("石桥村党支部", GONE)

    assert "并入了“河东村党支部”" in says(found)


def test_another_units_name_is_told_as_such() -> None:
    found = check_name("河西村党支部", HEDONG, units_elsewhere=("河西村党支部",))

    assert [one.wrong for one in found] == [Wrong.OTHER_UNIT]


class TestBesideOthers:
    def test_the_same_name_twice(self) -> None:
        assert wrongs("青禾镇党建", TOWN, Elsewhere("青禾镇 党建")) == [Wrong.SAME_NAME]

    def test_two_villages_one_sign_apart_are_both_right(self) -> None:
        assert wrongs("河东村党支部", HEDONG, Elsewhere("河西村党支部")) == []

    def test_a_name_that_sounds_the_same_is_told(self) -> None:
        found = check_name("青河镇党建", TOWN, [Elsewhere("青禾镇党建")])

        assert Wrong.ALIKE in [one.wrong for one in found]

    @pytest.mark.parametrize(
        ("name", "other"),
        [
            ("青禾镇党建", "青和镇党见"),  # sounds the same
            ("日日之声", "曰曰之声"),  # looks the same
            ("青禾镇党建", "青禾镇党建网"),
            ("青禾镇党建", "青禾镇建"),
            ("青禾镇党建", "青禾镇党团"),
        ],
    )
    def test_a_name_that_comes_near_is_told(self, name: str, other: str) -> None:
        found = check_name(name, UnitNames("幸福社区居委会"), [Elsewhere(other)])

        assert [one.what for one in found if one.wrong is Wrong.ALIKE] == [other]

    @pytest.mark.parametrize("other", ["青禾镇之声", "青禾镇", "青山镇党务", "石桥镇党建"])
    def test_one_that_is_two_signs_away_is_not(self, other: str) -> None:
        found = check_name("青禾镇党建", UnitNames("幸福社区居委会"), [Elsewhere(other)])

        assert Wrong.ALIKE not in [one.wrong for one in found]

    def test_short_names_are_not_taken_for_one_another(self) -> None:
        found = check_name("三支部", UnitNames("幸福社区居委会"), [Elsewhere("二支部")])

        assert Wrong.ALIKE not in [one.wrong for one in found]

    def test_proposals_keep_away_from_names_that_are_taken(self) -> None:
        assert propose(TOWN, [Elsewhere("青禾镇党委")]) == ("青禾党委", "青禾镇党建", "青禾镇先锋")


class TestProposals:
    def test_begin_with_the_units_own_name(self) -> None:
        assert propose(TOWN) == ("青禾镇党委", "青禾党委", "青禾镇党建")

    def test_say_whose_a_numbered_branch_is(self) -> None:
        assert propose(THIRD) == ("青禾镇第三党支部", "青禾镇第三支部", "青禾镇第三党建")

    def test_shorten_what_wechat_would_not_take(self) -> None:
        assert propose(ELDERS) == (
            "青禾镇离退休干部第二党支部",
            "青禾镇离退休干部第二支部",
            "青禾镇离退休干部第二党建",
        )

    def test_a_closed_unit_gets_none(self) -> None:
        assert propose(GONE) == ()

    def test_the_sentence_for_wechat_names_both(self) -> None:
        said = request_to_rename(now="青禾头条", to="青禾镇党建", full="青禾镇党委")

        assert "由“青禾头条”改为“青禾镇党建”" in said


# The tables are read with the first name; random text is slow to say.
QUICK = settings(deadline=None, max_examples=50)
NAMES = st.text(max_size=40)
UNITS = st.builds(
    UnitNames,
    full=st.text(min_size=1, max_size=40),
    short=st.text(max_size=20),
    above=st.lists(st.text(max_size=20), max_size=3).map(tuple),
    former=st.lists(st.text(max_size=20), max_size=2).map(tuple),
)


@QUICK
@given(NAMES, UNITS, st.lists(st.builds(Elsewhere, NAMES), max_size=3))
def test_no_name_makes_it_stumble(name: str, unit: UnitNames, others: list[Elsewhere]) -> None:
    for found in (*check_name(name, unit, others), *check_name(name, None, others)):
        assert says(found)


@QUICK
@given(UNITS)
@example(UnitNames("福利第一头条★Ａ曰"))
@example(UnitNames("國民革命委员会"))
def test_a_units_own_name_is_always_clean(unit: UnitNames) -> None:
    """As far as WeChat takes its length."""
    allowed = limits()

    found = check_name(unit.full, unit)

    if allowed.shortest <= width_of(unit.full.strip(), wide=allowed.wide) <= allowed.longest:
        assert found == ()
    else:
        assert {one.wrong for one in found} <= {Wrong.TOO_SHORT, Wrong.TOO_LONG}


@QUICK
@given(UNITS, st.lists(st.builds(Elsewhere, NAMES), max_size=3))
def test_what_is_proposed_is_clean(unit: UnitNames, others: list[Elsewhere]) -> None:
    for name in propose(unit, others):
        assert check_name(name, unit, others) == ()


def test_the_gravest_comes_first() -> None:
    grades = [found.grade for found in check_name("最美青禾镇福利ＡＢ", TOWN)]

    assert grades == sorted(grades)
    assert grades[0] is Grade.CHANGE
