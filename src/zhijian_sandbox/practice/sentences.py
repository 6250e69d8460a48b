"""What people of the town write: keywords, slips of the finger, thanks, questions, plain words.

All of it is ours, neutral, and as people write to an account: short, without greeting, sometimes three
full stops. Nothing here names a living person, a real place or an opinion on anything but supper.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

from zhijian_sandbox.practice.town import Person

KEYWORDS = (
    "两学一做", "学习资料", "组织关系", "转关系", "党费", "支部会", "开会", "找书记", "书记", "夜校",
    "手机拍照", "小事不小", "活动室", "上班时间", "三会一课", "主题党日", "今日文章",
)  # fmt: skip
SLIPS = (
    "两学一作", "俩学一做", "2学1做", "两学1做", "学习姿料", "学习资聊", "组织关西", "转关西", "党废",
    "当费", "支布会", "支部汇", "找书机", "夜孝", "业校", "活动市", "liangxueyizuo", "liang xue yi zuo",
    "dangfei", "zhao shuji", "yexiao", "上斑时间", "三会一科", "主题党曰",
)  # fmt: skip
QUESTIONS = (
    "{keyword}在哪里看",
    "{keyword}怎么弄",
    "请问{keyword}",
    "想问一下{keyword}",
    "{keyword}是什么",
    "有没有{keyword}",
    "我要{keyword}",
    "{keyword}，谢谢",
    "{keyword}？？",
    "帮我找一下{keyword}",
    "你好，{keyword}",
    "{keyword}发我一份",
    "怎么看{keyword}啊",
    "{keyword}可以发给我爸吗",
    "点了菜单没反应，{keyword}",
)
KNOWN = (
    "党费什么时候交",
    "党费可以手机交吗",
    "这个月支部会几号开",
    "周六的会几点",
    "几点上班",
    "党群服务中心几点开门",
    "周六上班吗，上班时间几点到几点",
    "书记今天在不在",
    "书记哪天在村委会",
    "夜校还报得上名吗",
    "夜校周几上课",
    "手机拍照的课还开吗",
    "活动室能借吗，孩子过生日",
    "活动室晚上开着吗",
    "我儿子要把组织关系转到杭州，怎么办",
    "转关系要带什么",
    "两学一做的读本哪里领",
    "两学一做有没有大字的",
    "上次那篇小事不小再发一下",
    "学习资料能念给我听吗",
)
UNKNOWN = (
    "桥头的路灯坏了三天了",
    "自来水有点黄，是不是在修管子",
    "医保卡丢了去哪里补",
    "今年的体检什么时候开始",
    "老年公交卡在哪里办",
    "广场舞能不能换个地方，孩子要中考",
    "小区门口的垃圾桶满了",
    "河边捡到一串钥匙，放在门卫了",
    "我家的猫跑到文化礼堂去了，橘色的",
    "下雨天菜场里面漏水",
    "幼儿园什么时候报名",
    "停车位怎么申请",
    "村里的快递站搬到哪里去了",
    "种子补贴什么时候发",
    "有没有人教用手机挂号",
    "三号楼电梯又停了",
    "今天停电到几点",
    "想给老母亲装个扶手，有补助吗",
    "镇上的图书室周末开吗",
    "志愿者还招人吗，我会理发",
    "昨天讲座的片子能发一下吗",
    "我想学写毛笔字",
    "残疾证年审在哪里",
    "租房合同要不要备案",
    "油菜花什么时候开，想带孙子来拍照",
)
THANKS = (
    "谢谢", "多谢", "谢谢！", "收到，谢谢", "好的谢谢", "辛苦了", "谢谢书记", "知道了，多谢",
    "太好了，谢谢你们", "找到了，谢谢", "谢谢👍", "收到🙏",
)  # fmt: skip
GREETINGS = (
    "你好", "您好", "在吗", "有人吗", "早上好", "你好啊", "喂", "在不在", "大家好", "晚上好",
)  # fmt: skip
OF_ELDERS = (
    "我不会打字 你们有电话吗",
    "字太小了看不清",
    "我是河东的老王 会几点开",
    "孙子教我用的 试试看",
    "那个 什么 两学一做 给我",
    "我按了没有声音",
    "是不是要钱的",
    "这个怎么退出去",
    "小同志 党费交给谁",
    "我耳朵不好 你打字给我",
    "前天讲的那个本子哪里拿",
    "老伴也想看 她没有手机",
    "书记在不在 我腿脚不便 走不过去",
    "能不能念给我听",
    "我按错了 不好意思",
    "夜校 我七十八了 能去吗",
    "上回教的拍照又忘记了",
    "下雨还开会不",
    "是支部发的吗",
    "好 知道了",
)
FACES = (
    "👍", "🙏", "❤️", "😊", "🌹", "👌", "🎉", "😂", "1", "？", "。。。", "嗯", "好的", "ok", "收到",
)  # fmt: skip
LONG_BEGINNINGS = (
    "不好意思打扰一下",
    "有件事想问问",
    "昨天在文化礼堂听人说的",
    "我是{branch}的",
    "替我妈妈问一下",
    "刚刚在群里看到",
)
LONG_MIDDLES = (
    "我们家在镇上租的房子，户口还在老家",
    "上个月去服务中心，人说要先找支部",
    "我爸今年{age}了，手机是我给他买的",
    "平时上班回来都六点多了，你们已经下班",
    "那天下雨没去成，后来也没人通知",
    "群里消息太多，我翻了半天没翻到",
)
LONG_ENDS = (
    "所以想问{keyword}到底怎么办，要带什么材料？",
    "能不能把{keyword}的事情写清楚一点发给我？",
    "请问{keyword}还来得及吗？",
    "不知道{keyword}是不是也在这里问，谢谢。",
)

_FULL_WIDTH = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789abcdefghijklmnopqrstuvwxyz!?,.()"}


Given = dict[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing somebody does: `act` and `given` as the control API takes them, `kind` for the counting."""

    kind: str
    act: str
    given: Given

    @property
    def words(self) -> str:
        return str(self.given.get("content") or _WORDLESS[self.act])


Sayer = Callable[[Person, random.Random], Said]
_WORDLESS = {"voice": "[语音]", "image": "[图片]", "location": "[位置]", "video": "[视频]"}


def said(person: Person, dice: random.Random) -> Said:
    """What this person writes now."""
    kinds = _KINDS_OF_ELDERS if person.is_elder else _KINDS
    kind = dice.choices(list(kinds), list(kinds.values()))[0]
    return _SAYERS[kind](person, dice)


def _words(kind: str, content: str) -> Said:
    return Said(kind, "text", {"content": content})


def _full_width(_person: Person, dice: random.Random) -> Said:
    plain = dice.choice(("2学1做", "几点上班?", "ok", "党费(7月)", "1", "夜校 19:00", "活动室!"))
    return _words("full_width", plain.lower().translate(_FULL_WIDTH).replace(" ", "　"))


def _spaced(_person: Person, dice: random.Random) -> Said:
    keyword = dice.choice(KEYWORDS)
    return _words(
        "spaced",
        dice.choice((f" {keyword}", f"{keyword} ", " ".join(keyword), f"“{keyword}”", f"{keyword}\n")),
    )


def _question(_person: Person, dice: random.Random) -> Said:
    if dice.random() < 0.5:
        return _words("question", dice.choice(KNOWN))
    return _words("question", dice.choice(QUESTIONS).format(keyword=dice.choice(KEYWORDS)))


def _long(person: Person, dice: random.Random) -> Said:
    pieces = [dice.choice(LONG_BEGINNINGS), *dice.sample(LONG_MIDDLES, 2), dice.choice(LONG_ENDS)]
    told: dict[str, str | int] = {
        "branch": person.branch.name,
        "age": dice.randint(62, 80),
        "keyword": dice.choice(KEYWORDS),
    }
    return _words("long", "，".join(pieces).format(**told))


def _voice(_person: Person, dice: random.Random) -> Said:
    return Said("voice", "voice", {"seconds": min(60, 2 + int(dice.expovariate(1 / 9)))})


def _place(_person: Person, dice: random.Random) -> Said:
    given: Given = {
        "latitude": round(30.52 + dice.random() / 50, 5),
        "longitude": round(120.67 + dice.random() / 50, 5),
        "label": f"青禾镇{dice.choice(('党群服务中心', '文化站', '菜场', '老街口', '卫生院', '河东桥头'))}",
    }
    return Said("place", "location", given)


_SAYERS: dict[str, Sayer] = {
    "keyword": lambda _person, dice: _words("keyword", dice.choice(KEYWORDS)),
    "slip": lambda _person, dice: _words("slip", dice.choice(SLIPS)),
    "full_width": _full_width,
    "spaced": _spaced,
    "question": _question,
    "unknown": lambda _person, dice: _words("unknown", dice.choice(UNKNOWN)),
    "thanks": lambda _person, dice: _words("thanks", dice.choice(THANKS)),
    "greeting": lambda _person, dice: _words("greeting", dice.choice(GREETINGS)),
    "elder": lambda _person, dice: _words("elder", dice.choice(OF_ELDERS)),
    "face": lambda _person, dice: _words("face", dice.choice(FACES)),
    "long": _long,
    "voice": _voice,
    "picture": lambda _person, _dice: Said("picture", "image", {}),
    "place": _place,
}
KINDS_IN_WORDS = {
    "keyword": "关键词",
    "slip": "打错字",
    "full_width": "全角",
    "spaced": "多了空格",
    "question": "问一句",
    "unknown": "没人想到的",
    "thanks": "道谢",
    "greeting": "打招呼",
    "elder": "老人的大白话",
    "face": "一个表情",
    "long": "一大段",
    "voice": "语音",
    "picture": "图片",
    "place": "位置",
}
# Of a hundred things said, how many are of which kind.
_KINDS = {
    "keyword": 28, "slip": 7, "full_width": 3, "spaced": 5, "question": 20, "unknown": 10, "thanks": 8,
    "greeting": 5, "face": 5, "long": 3, "voice": 2, "picture": 3, "place": 1,
}  # fmt: skip
_KINDS_OF_ELDERS = {
    "keyword": 18, "slip": 9, "spaced": 4, "question": 10, "unknown": 6, "thanks": 8, "greeting": 7,
    "elder": 20, "face": 2, "long": 1, "voice": 13, "picture": 2,
}  # fmt: skip
