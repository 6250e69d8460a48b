"""What a column is called in the sheets people have, and which of our fields that is."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from zhijian.foundation.org.roster.cells import plain

CODE, NAME, UNIT, UNIT_CODE, GROUP = "code", "name", "unit", "unit_code", "group"
ID_NUMBER, PHONE, BIRTH, JOINED, LABELS, STATE = (
    "id_number",
    "phone",
    "birth_year",
    "joined",
    "labels",
    "state",
)
FIELDS: Final = (CODE, NAME, UNIT, UNIT_CODE, GROUP, ID_NUMBER, PHONE, BIRTH, JOINED, LABELS, STATE)

# The likeliest first: of two columns for one field the one named earlier here is taken.
KNOWN: Final[Mapping[str, Sequence[str]]] = {
    CODE: ("成员编号", "code", "membercode", "党员编号", "编号"),
    NAME: (
        "姓名", "党员姓名", "成员姓名", "团员姓名", "会员姓名",
        "职工姓名", "名字", "name", "fullname", "membername",
    ),
    UNIT_CODE: (
        "组织编号", "组织代码", "组织编码", "支部编号",
        "支部代码", "党组织代码", "unitcode", "unit_code",
    ),
    UNIT: (
        "所在组织", "组织", "所在支部", "所在党支部", "所在党组织",
        "党组织", "党支部", "支部", "所属支部", "所属党支部",
        "所属党组织", "所属组织", "组织名称", "支部名称",
        "党支部名称", "党组织名称", "所在党支部名称", "所在党组织名称",
        "所在基层党组织", "组织关系所在党支部", "组织关系所在单位", "部门",
        "所在部门", "unit", "branch", "unitname",
    ),
    GROUP: ("党小组", "所在党小组", "所属党小组", "所在小组", "小组"),
    ID_NUMBER: (
        "身份证号", "身份证号码", "公民身份号码",
        "公民身份证号码", "公民身份证号", "居民身份证号码", "居民身份证号",
        "身份证", "身份证件号码", "身份证件号", "证件号码", "证件号", "idnumber", "id_number", "idcard",
    ),
    PHONE: (
        "手机", "手机号", "手机号码", "移动电话", "联系电话",
        "联系方式", "电话", "电话号码", "本人电话", "联系手机",
        "phone", "mobile", "phonenumber", "tel",
    ),
    BIRTH: (
        "出生年份", "出生年", "出生年月", "出生日期", "出生时间",
        "出生年月日", "生日", "出生", "birthyear", "birth_year",
        "birthday", "birth",
    ),
    JOINED: (
        "入党时间", "入党日期", "入党年月", "加入时间",
        "加入日期", "入党", "加入党组织日期", "加入中国共产党日期",
        "加入党组织时间", "加入中共组织的时间", "入团时间", "入会时间", "joined", "joinedon", "joineddate",
    ),
    LABELS: ("标签", "labels", "label", "tags"),
    STATE: ("状态", "在册状态", "state", "status"),
}  # fmt: skip

_RANK: Final = {
    heading: (field, rank) for field, known in KNOWN.items() for rank, heading in enumerate(known)
}
# Under these headings stand other people.
_OTHERS: Final = re.compile(r"介绍人|联系人|配偶|家属|父亲|母亲|子女|监护|培养|推荐|紧急|填表|填报|帮扶|结对")
_PATTERNS: Final = (
    (re.compile(r"身份证"), ID_NUMBER),
    (re.compile(r"手机|移动电话|联系电话"), PHONE),
    (re.compile(r"出生(日期|年月|时间)"), BIRTH),
    (re.compile(r"(?<!申请)入党(时间|日期|年月)"), JOINED),
    (re.compile(r"所(在|属)(党)?(支部|组织|党组织)(名称)?"), UNIT),
)
LESS_SURE: Final = 100


def tidy_heading(text: str) -> str:
    """Without blanks, remarks in brackets, stars and colons: “手机号\n（必填）*” is 手机号."""
    said = re.sub(r"[（(\[【].*?[)）\]】]", "", plain(text).strip())
    return re.sub(r"[\s*＊:：、.·/\\-]", "", said).lower()


def field_of(*labels: str) -> tuple[str, int] | None:
    """The field one of these names for a column means, and how sure that is (0 is surest).

    The first are the fuller ones: under 介绍人, a 姓名 is somebody else's.
    """
    tidied = [tidy_heading(label) for label in labels if label]
    if any(_OTHERS.search(label) for label in tidied):
        return None
    for label in tidied:
        if found := _RANK.get(label):
            return found
    for label in tidied:
        if len(label) > 20:
            continue
        for pattern, field in _PATTERNS:
            if pattern.search(label):
                return field, LESS_SURE
    return None


def is_heading(text: str) -> bool:
    """Whether a cell is a heading and nothing else: a line of such is no person."""
    return tidy_heading(text) in _RANK or tidy_heading(text) in _MORE


# Not ours, but in such lines as well.
_MORE: Final = frozenset(
    [
        "序号",
        "性别",
        "民族",
        "籍贯",
        "学历",
        "职务",
        "党内职务",
        "备注",
        "年龄",
        "地址",
        "家庭住址",
        "住址",
        "工作单位",
        "人员类别",
        "转正时间",
        "转正日期",
        "职业",
        "文化程度",
        "单位",
        "no.",
        "基本信息",
        "联系信息",
        "基本情况",
    ]
)


def is_name_heading(text: str) -> bool:
    return _RANK.get(tidy_heading(text), ("", 0))[0] == NAME
