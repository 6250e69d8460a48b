"""How 青禾镇 came to be as it is: what was renamed and merged, who held which office, who came and went.

Days are counted back from today, so that the town is as old whenever it is loaded.
"""

from dataclasses import dataclass
from typing import Final

from zhijian.config.sample.town.plans import UnitPlan

YEAR: Final = 365
FOUNDED: Final = 9 * YEAR  # days ago; the roster goes back so far

# 渡口村 was called so once the old ferry village had been drawn together with the landing.
OLD_NAMES: Final = {"dukou": "河渡村党支部"}
RENAMED: Final = 5 * YEAR

# 石桥村 became a part of 柳湾村; its account was forgotten on the way.
MERGED: Final = UnitPlan("shiqiao", "shanqian", "石桥村党支部", "党支部", "石桥村")
MERGED_INTO: Final = "liuwan"
MERGED_AT: Final = 3 * YEAR
CAME_WITH_IT: Final = 13  # so many of 柳湾村's people were 石桥村's


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody, by the last four digits of his number, held an office. Days ago; below 0 they are to come."""

    title: str
    unit: str
    tail: str
    since: int
    until: int | None = None
    is_deputy: bool = False


_LAST_ELECTION: Final = 3 * YEAR - 12  # the term of three years ends in twelve days, for those elected then
TERMS: Final = (
    Term("书记", "qinghe", "0053", 4 * YEAR),
    Term("组织委员", "qinghe", "0047", 4 * YEAR),
    Term("宣传委员", "qinghe", "0136", 2 * YEAR),
    Term("纪检委员", "qinghe", "0051", 4 * YEAR),
    Term("书记", "yanhe", "0046", YEAR),
    Term("书记", "shanqian", "0052", 2 * YEAR),
    Term("书记", "hedong", "0048", _LAST_ELECTION, -12),
    Term("组织委员", "hedong", "0067", _LAST_ELECTION, -12),
    Term("宣传委员", "hedong", "0058", _LAST_ELECTION, -12),
    Term("书记", "hexi", "0069", 6 * YEAR, 2 * YEAR),
    Term("书记", "hexi", "0046", 2 * YEAR - 1),
    Term("组长", "hexi-2", "0069", 2 * YEAR - 1),
    Term("书记", "dukou", "0172", 6 * YEAR, 20),
    Term("书记", "dukou", "0057", 19, is_deputy=True),
    Term("书记", "beitang", "0052", 5 * YEAR),
    Term("书记", "liuwan", "0055", 3 * YEAR),
    Term("书记", "tongqiao", "0044", 2 * YEAR),
    Term("书记", "lituixiu-2", "0073", 2 * YEAR),
    Term("书记", "jiguan", "0054", 4 * YEAR),
    Term("书记", "zhongxue", "0043", YEAR),
)


@dataclass(frozen=True, slots=True)
class Departed:
    """Somebody who is on no roster any more; `how` is the word of org's MemberState."""

    name: str
    unit: str
    age: int
    joined: str
    how: str
    days_ago: int


DEPARTED: Final = (
    Departed("冯水根", "hedong", 88, "1959", "died", 210),
    Departed("蒋素贞", "hexi-3", 84, "1966", "died", 95),
    Departed("沈万山", "lituixiu-2a", 91, "1956", "died", 400),
    Departed("唐宇航", "tongqiao", 27, "2020-06", "moved", 60),
    Departed("郭亚男", "zhongxue", 33, "2014-12", "moved", 150),
    Departed("吴嘉伟", "jiguan", 29, "2018", "moved", 30),
    Departed("谢家豪", "beitang", 38, "2011-07", "left", 300),
)

# Who belonged to another branch until a few days ago, by the last four digits.
MOVED: Final = (("0029", "zhongxue", "hedong", 12),)

# Guests: commuters whose roster is at home, and who meet with the branch near their work.
STAYS_AT: Final = "tongqiao"
STAYING_FROM: Final = ("dukou", "beitang", "hexi-1", "hexi-2", "hexi-3")
STAYS: Final = 6
STAY_DAYS: Final = 120
WHY_THEY_STAY: Final = "在桐桥上班，周末才回村"

# One who asks to go over; both branches have still to say yes.
ASKS_TO_MOVE: Final = ("0031", "hedong", "搬到河东村住，孩子在那边上学")
