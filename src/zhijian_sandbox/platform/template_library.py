"""A small public library of templates, as an account of this kind would find it, and what values may be."""

import re
from dataclasses import dataclass

CATEGORY = {"id": 2101, "name": "政务民生"}
ONCE, ALWAYS = 2, 3

# What each kind of value takes, as documented for subscription notices.
_RULES = {
    "thing": re.compile(r".{1,20}", re.DOTALL),
    "number": re.compile(r"-?\d{1,32}(\.\d+)?"),
    "letter": re.compile(r"[A-Za-z]{1,32}"),
    "symbol": re.compile(r"[^\w\s]{1,5}"),
    "character_string": re.compile(r"[!-~]{1,32}"),
    "time": re.compile(r"(\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d{1,2}-\d{1,2})?\s?(\d{1,2}:\d{2}(:\d{2})?)?"),
    "date": re.compile(r"\d{4}年\d{1,2}月\d{1,2}日(\s?\d{1,2}:\d{2})?|\d{4}-\d{1,2}-\d{1,2}"),
    "amount": re.compile(r"[¥￥]?\d{1,10}(\.\d{1,2})?元?"),
    "phone_number": re.compile(r"[\d\-+()]{1,17}"),
    "name": re.compile(r"[\u4e00-\u9fff·]{1,10}|[A-Za-z .\-]{1,20}"),
    "phrase": re.compile(r"[\u4e00-\u9fff]{1,5}"),
}


@dataclass(frozen=True, slots=True)
class Keyword:
    kid: int
    name: str
    example: str
    rule: str

    @property
    def key(self) -> str:
        return f"{self.rule}{self.kid}"


@dataclass(frozen=True, slots=True)
class Title:
    tid: str
    title: str
    kind: int
    keywords: tuple[Keyword, ...]

    def chosen(self, kids: list[int]) -> list[Keyword] | None:
        """The keywords of these numbers in this order; None when one is none of ours."""
        by_number = {keyword.kid: keyword for keyword in self.keywords}
        return [by_number[kid] for kid in kids] if all(kid in by_number for kid in kids) else None


LIBRARY = (
    Title(
        "1001",
        "会议通知",
        ONCE,
        (
            Keyword(1, "会议主题", "支部党员大会", "thing"),
            Keyword(2, "会议时间", "2026年3月5日 15:00", "time"),
            Keyword(3, "会议地点", "镇党群服务中心", "thing"),
            Keyword(4, "联系人", "周敏", "name"),
            Keyword(5, "备注", "请提前十分钟到", "thing"),
        ),
    ),
    Title(
        "1002",
        "学习任务提醒",
        ONCE,
        (
            Keyword(1, "学习内容", "两学一做", "thing"),
            Keyword(2, "截止时间", "2026年3月31日", "time"),
            Keyword(3, "完成情况", "未完成", "phrase"),
            Keyword(4, "温馨提示", "读完回答三道题", "thing"),
        ),
    ),
    Title(
        "1003",
        "活动报名结果通知",
        ONCE,
        (
            Keyword(1, "活动名称", "河岸清洁", "thing"),
            Keyword(2, "报名结果", "报名成功", "phrase"),
            Keyword(3, "活动时间", "2026年3月7日 8:30", "time"),
            Keyword(4, "活动地点", "河东村码头", "thing"),
        ),
    ),
    Title(
        "1004",
        "事项办理进度通知",
        ALWAYS,
        (
            Keyword(1, "事项名称", "组织关系转接", "thing"),
            Keyword(2, "当前进度", "办理中", "phrase"),
            Keyword(3, "办理时间", "2026年3月5日", "time"),
            Keyword(4, "受理单位", "镇党委组织办", "thing"),
        ),
    ),
    Title(
        "1005",
        "党费交纳提醒",
        ONCE,
        (
            Keyword(1, "交纳项目", "第一季度党费", "thing"),
            Keyword(2, "应交金额", "36.00元", "amount"),
            Keyword(3, "截止时间", "2026年3月31日", "time"),
        ),
    ),
)


def title(tid: str) -> Title | None:
    return next((one for one in LIBRARY if one.tid == tid), None)


def is_allowed(keyword: Keyword, value: str) -> bool:
    """Whether the platform takes this value for that keyword."""
    return bool(value.strip()) and _RULES[keyword.rule].fullmatch(value) is not None
