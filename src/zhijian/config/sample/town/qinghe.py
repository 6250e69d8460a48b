"""青禾镇: nine branches as somebody who lives there would describe them. Places and people are invented."""

from dataclasses import dataclass
from typing import Final

from zhijian.config.sample.town.numbers import phone_ending_in
from zhijian.config.sample.town.plans import PersonPlan, Reached, UnitPlan

MEMBERS: Final = 400
SEED: Final = 1
TOP: Final = "qinghe"
COMMUTING: Final = "流动党员"
VETERAN: Final = "退役军人"
VILLAGE_AID: Final = "到村任职"
LABELS: Final = (COMMUTING, VETERAN, VILLAGE_AID)

_BRANCH, _GROUP = "党支部", "党小组"
_ELDERS_CLUB = "青禾镇离退休干部第二党支部委员会（老干部活动中心）"

# As it is today. What was before is told in `past.py`.
UNITS: Final = (
    UnitPlan(TOP, "", "青禾镇党委", "党委"),
    UnitPlan("yanhe", TOP, "沿河片区党总支", "党总支"),
    UnitPlan("hedong", "yanhe", "河东村党支部", _BRANCH, "河东村", 63, elders=4, keen=10),
    UnitPlan("hexi", "yanhe", "河西村党支部", _BRANCH, "河西村"),
    UnitPlan("hexi-1", "hexi", "河西村第一党小组", _GROUP, "河西一组", 21, elders=4, keen=6),
    UnitPlan("hexi-2", "hexi", "河西村第二党小组", _GROUP, "河西二组", 20, elders=5, keen=5),
    UnitPlan("hexi-3", "hexi", "河西村第三党小组", _GROUP, "河西三组", 19, elders=6, keen=4),
    UnitPlan("dukou", "yanhe", "渡口村党支部", _BRANCH, "渡口村", 46, elders=6, keen=2),
    UnitPlan("shanqian", TOP, "山前片区党总支", "党总支"),
    UnitPlan("beitang", "shanqian", "北塘村党支部", _BRANCH, "北塘村", 44, elders=6, keen=3),
    UnitPlan("liuwan", "shanqian", "柳湾村党支部", _BRANCH, "柳湾村", 41, elders=5, keen=4),
    UnitPlan("tongqiao", "shanqian", "桐桥社区党支部", _BRANCH, "桐桥社区", 52, elders=3, keen=6),
    UnitPlan("lituixiu-2", TOP, _ELDERS_CLUB, _BRANCH),
    UnitPlan("lituixiu-2a", "lituixiu-2", "东片党小组", _GROUP, "", 16, elders=10, keen=4),
    UnitPlan("lituixiu-2b", "lituixiu-2", "西片党小组", _GROUP, "", 15, elders=10, keen=3),
    UnitPlan("lituixiu-2c", "lituixiu-2", "老街党小组", _GROUP, "", 13, elders=10, keen=3),
    UnitPlan("jiguan", TOP, "镇机关党支部", _BRANCH, "", 28, elders=0, keen=9),
    UnitPlan("zhongxue", TOP, "青禾中学党支部", _BRANCH, "", 22, elders=1, keen=7),
)


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody the docs, the design and the tests speak of by name. `tail`: the last four of his number."""

    name: str
    unit: str
    age: int
    joined: str
    tail: str = ""
    reached: Reached = Reached.NOT_YET
    why: str = ""
    note: str = ""
    labels: tuple[str, ...] = ()

    def plan(self, index: int, *, code: str, year: int) -> PersonPlan:
        return PersonPlan(
            index,
            code,
            self.name,
            self.unit,
            year - self.age,
            self.joined,
            phone_ending_in(self.tail) if self.tail else "",
            self.labels,
            self.reached,
            self.why,
            self.note,
        )


_AWAY: Final = (COMMUTING,)
_BOUND, _FOLLOWS, _OTHERWISE, _, _NOT_YET = Reached
FACES: Final = (
    Face("何建平", "hedong", 48, "2003-07", "0048", _BOUND),
    Face("李秀英", "hedong", 58, "1994", "0058", _BOUND, labels=(VILLAGE_AID,)),
    Face("王建国", "hedong", 67, "1981", "0067", _BOUND, labels=(VETERAN,)),
    Face("王建国", "hedong", 41, "2008-12", "0041", _NOT_YET, "unknown"),
    Face("陈玉兰", "hedong", 78, "1973", "0036", _OTHERWISE, "call", "听得清电话，一般上午在家"),
    Face("赵德明", "hedong", 78, "1971-06", "0078", _NOT_YET, "changed", "八月短信退回"),
    Face("孙桂芳", "hedong", 81, "1969", "", _NOT_YET, "wechat", "老人机，听得清电话"),
    Face("买买提江·阿卜杜热合曼", "hedong", 45, "2009-07", "0045", _NOT_YET, "changed", "在外务工", _AWAY),
    Face("欧阳文静", "hedong", 29, "2019-06", "0029", _NOT_YET, "unknown", "刚转来"),
    Face("马晓燕", "hexi-1", 46, "2004", "0046", _BOUND),
    Face("郑长根", "hexi-2", 69, "1980", "0069", _BOUND),
    Face("孟庆海", "dukou", 57, "1995", "0057", _FOLLOWS),
    Face("钱有财", "dukou", 72, "1978", "0172", _OTHERWISE, "visit"),
    Face("孙立平", "beitang", 52, "1998-12", "0052", _BOUND),
    Face("林东升", "liuwan", 55, "1996", "0055", _BOUND),
    Face("石守义", "liuwan", 70, "1977", "0070", _OTHERWISE, "group"),
    Face("徐慧敏", "tongqiao", 44, "2006-07", "0044", _BOUND),
    Face("周敏", "tongqiao", 34, "2013-06", "0034", _FOLLOWS, labels=(COMMUTING,)),
    Face("林小满", "tongqiao", 31, "2016-06", "0031", _NOT_YET, "unknown"),
    Face("方耀祖", "lituixiu-2a", 73, "1976", "0073", _BOUND),
    Face("顾长河", "jiguan", 53, "1996-07", "0053", _BOUND),
    Face("沈国华", "jiguan", 39, "2009", "0039", _BOUND),
    Face("赵文静", "jiguan", 47, "2002-07", "0047", _BOUND),
    Face("周海燕", "jiguan", 36, "2012", "0136", _BOUND),
    Face("林志远", "jiguan", 54, "1995", "0054", _BOUND),
    Face("陈思远", "jiguan", 28, "2019", "0028", _BOUND, labels=(VILLAGE_AID,)),
    Face("罗正平", "jiguan", 51, "1999", "0051", _BOUND),
    Face("韩冬梅", "jiguan", 45, "2004", "0145", _FOLLOWS),
    Face("何小舟", "jiguan", 30, "2017", "0030", _NOT_YET, "unknown"),
    Face("梁海峰", "zhongxue", 43, "2007", "0043", _BOUND),
)
