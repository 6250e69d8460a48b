"""What the sample says. Places and people are invented; the words are our own."""

from typing import Final

ACCOUNT_NAME: Final = "青禾镇党建"

# Who signs in as what: user name, name, role, and the code of the unit (none: the whole house).
STAFF: Final = (
    ("admin", "沈国华", "administrator", ""),
    ("editor", "赵文静", "editor", "qinghe"),
    ("publisher", "周海燕", "publisher", "qinghe"),
    ("reviewer", "林志远", "reviewer", "qinghe"),
    ("inbox", "陈思远", "inbox_agent", "qinghe"),
    ("inspector", "罗正平", "inspector", "qinghe"),
    ("secretary", "何建平", "secretary", "hedong"),
    ("yanhe", "马晓燕", "secretary", "yanhe"),
    ("auditor", "顾清源", "auditor", ""),
)

# The phones on the desk.
FOLLOWERS: Final = (
    {"openid": "oQingheSampleWangJianguo0001", "name": "王建国", "note": "67 岁"},
    {"openid": "oQingheSampleZhouMin00000002", "name": "周敏", "note": "地铁上"},
)
# Which members they are: the last four digits of their telephones. 王建国 has proven it, 周敏 not yet.
ON_DESK: Final = {"0067": FOLLOWERS[0]["openid"], "0034": FOLLOWERS[1]["openid"]}

# Beside the town's own account: slug, name, code of the unit. The last is a zombie: its village was merged
# away, nothing has been published for years, its verification ran out and its administrator left.
LOST: Final = "shiqiao"
OTHER_ACCOUNTS: Final = (
    ("tongqiao", "青禾镇桐桥社区", "tongqiao"),
    (LOST, "青禾镇石桥之声", "shiqiao"),
)
AROUND: Final = {"qinghe": "青禾镇", "tongqiao": "桐桥社区", LOST: "石桥村"}

READER: Final = """两学一做，说的是三件事。

一、学党章党规
党章是根本的规矩。不求一次读完，每次读一章，弄明白一条，记住一条。读到不懂的地方，记下来，支部会上一起问。

二、学系列讲话
挑与自己的工作、自己的村子有关的读。读完想一想：这句话放到咱们河东村，该怎么做？

三、做合格党员
学了是为了做。把邻居的事放在心上，答应的事办到底，遇到难处站出来，这就是合格。

怎么学
1. 每周读十分钟，不赶进度。
2. 眼睛不方便的，看大字版，或者请结对的年轻人念一念。
3. 有想法就在公众号里写一句，支部会有人回您。
"""

LARGE_TYPE: Final = """学党章。
学讲话。
做合格党员。

每周读一点。
不懂就问。
答应的事，办到。
"""

QUESTION: Final = """最近一件您帮邻居办成的小事是什么？办的时候，最难的是哪一步？
写一两句发过来就行，不用长。"""

RIVER_ARTICLE: Final = """镇东头的小桥，桥面去年冬天结了冰，两位老人差点滑倒。

第二天，河东村支部的几位党员带着沙子和扫帚去了。后来又在桥头放了一只木箱，里面装着沙，谁路过谁撒一把。

木箱没花多少钱，却一直有人往里添沙。有人问是谁在管，村里人说：都在管。

小事不小。把门口的事办到心坎上，就是从一只沙箱开始的。
"""

CLASS_ARTICLE: Final = """这个冬天，夜校教手机拍照。

时间：每周三晚上七点到八点
地点：镇文化站二楼

第一课：把字拍清楚
第二课：给孙辈拍一张好照片
第三课：把照片发到家里的群

带上手机就行，不用带本子。灯亮着，茶热着。
"""

WELCOME: Final = """您好，这里是青禾镇党建。
发一个词就能拿到资料，比如：
两学一做 · 组织关系 · 党费 · 夜校
不会打字也没关系，点下面的菜单。"""

TRANSFER: Final = """转组织关系分三步：
1. 告诉现在的支部书记，您要转到哪里。
2. 书记在系统里发起，一般三个工作日。
3. 到新支部报到，带身份证就行。
急用请到镇党建办，一楼 103，工作日 8:30 至 17:30。"""

DUES: Final = """党费每月交一次，交给支部的组织委员，现金或转账都行。
标准按您的收入算；退休的同志按养老金算，具体数问组织委员，她手里有表。
漏交了一两个月不要紧，补上就好。"""

MEETING: Final = """本月支部会：第三个周六下午三点，村文化礼堂。
来不了的，跟书记说一声，会后给您送要点。"""

SECRETARY: Final = """各村支部书记每周二、周四上午在村委会。
别的时间有急事，到镇党建办留个话，当天有人回您。"""

ROOM: Final = "活动室在镇文化站一楼东头，早八点到晚八点开门。下面这张图是门口的样子。"

OFFICE_HOURS: Final = "镇党建办：工作日 8:30 至 17:30，中午不休息。周末有人值班，在一楼服务台。"

ERRANDS: Final = "您要办哪一样？"

THANKS: Final = "不客气。有事您再说。"

OTHER_DEFAULT_REPLY: Final = "您好，这里是桐桥社区。镇上的资料请到“青禾镇党建”找，这边有事给书记留话。"

DEFAULT_REPLY: Final = "这句话我还没学会。已经记下来，有人会看。"
