"""Names as people of three generations carry them, and a few that are longer than a column."""

from random import Random
from typing import Final

# The first are the most frequent; they are drawn more often than the rest.
_FREQUENT: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯曹彭"
_OTHERS: Final = (
    "曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷"
    "黎史龙陶贺顾郝龚邵万钱严武毛莫孔向汤温康施文牛樊葛邢安齐庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包"
)
_DOUBLE: Final = ("欧阳", "司马", "诸葛", "上官", "尉迟", "夏侯")

_OLD_MEN: Final = (
    "建国", "国强", "志明", "德福", "福生", "水根", "阿福", "根法", "永年", "长根", "庆华", "卫东", "国庆",
    "大有", "来福", "荣华", "树林", "春生", "秋生", "文彬", "新民", "永康", "德明", "正平", "保田", "守义",
    "万山", "长河", "金生", "有财", "耀祖", "启明", "学文", "光荣", "援朝", "跃进", "和平", "开山", "满仓",
    "石柱",
)  # fmt: skip
_OLD_WOMEN: Final = (
    "秀英", "桂芳", "玉兰", "淑珍", "凤英", "金花", "宝珍", "美娣", "月娥", "惠芬", "兰芳", "红梅", "素贞",
    "巧云", "爱珍", "银娣", "素芬", "彩娥", "桂花", "翠莲", "玉梅", "秀兰", "春香", "腊梅", "杏花", "菊英",
    "水仙", "招娣", "凤仙", "雪珍",
)  # fmt: skip
_MEN: Final = (
    "伟", "勇", "军", "磊", "涛", "斌", "强", "超", "建华", "志强", "海峰", "立平", "晓东", "国栋", "永刚",
    "振宇", "建平", "文斌", "向阳", "志远", "大勇", "红兵", "卫国", "新华", "东升", "玉良", "克勤", "少华",
)  # fmt: skip
_WOMEN: Final = (
    "敏", "静", "丽", "燕", "芳", "娟", "霞", "莉", "红", "晓燕", "海燕", "丽娜", "冬梅", "文静", "雪梅",
    "秋云", "小红", "春燕", "玉霞", "晓丽", "丹丹", "亚男", "爱华", "慧敏", "建英", "素云",
)  # fmt: skip
_YOUNG: Final = (
    "小舟", "婷", "浩然", "欣怡", "子涵", "雨桐", "思远", "佳琪", "俊杰", "雪", "宇航", "梦洁", "家豪",
    "一鸣", "若兰", "嘉伟", "依依", "明轩", "可欣", "小满", "清", "天宇", "诗涵", "博文", "晨曦", "梓萱",
    "子轩", "雅婷", "逸飞", "文博", "思琪", "泽宇", "梦瑶", "昊天", "语桐", "书瑶",
)  # fmt: skip
# Names of other peoples of the country, that no column was made for.
_LONG: Final = (
    "买买提江·阿卜杜热合曼", "阿依古丽·吐尔逊", "古丽仙·买买提明", "次仁卓玛", "扎西多吉", "巴图孟克",
    "斯琴高娃", "努尔兰·叶尔肯别克",
)  # fmt: skip

OLD, MIDDLE = 58, 32


def a_name(dice: Random, *, age: int) -> str:
    """Of a man or a woman of this age."""
    chance = dice.random()
    if chance < 0.002:
        return dice.choice(_LONG)
    family = dice.choice(_DOUBLE) if chance < 0.006 else _family(dice)
    return family + dice.choice(_given(dice, age))


def _family(dice: Random) -> str:
    return dice.choice(_FREQUENT if dice.random() < 0.7 else _OTHERS)


def _given(dice: Random, age: int) -> tuple[str, ...]:
    if age < MIDDLE:
        return _YOUNG
    is_woman = dice.random() < 0.42
    if age >= OLD:
        return _OLD_WOMEN if is_woman else _OLD_MEN
    return _WOMEN if is_woman else _MEN
