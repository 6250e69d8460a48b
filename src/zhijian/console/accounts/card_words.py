"""The capability card in the words of staff: what one can do, on what condition, and what to do instead.

Each line says only what is true of the product today; a room that brings more changes its line here.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from zhijian.foundation.accounts.capabilities import Verdict, Wish
from zhijian.foundation.accounts.kinds import Kind
from zhijian.foundation.accounts.rights import Right

WISHES: Final[Mapping[Wish, tuple[str, Promise]]] = {
    Wish.PUSH: ("send", gettext_lazy("推送")),
    Wish.REPLY: ("message-reply", gettext_lazy("自动回复")),
    Wish.MENU: ("layout-bottombar", gettext_lazy("菜单")),
    Wish.TALK: ("message-2", gettext_lazy("留言评论")),
    Wish.WHO: ("user-question", gettext_lazy("知道是谁")),
    Wish.NOTICE: ("bell", gettext_lazy("通知")),
    Wish.CODES: ("qrcode", gettext_lazy("二维码")),
    Wish.NUMBERS: ("chart-line", gettext_lazy("数据")),
    Wish.MEDIA: ("photo", gettext_lazy("素材")),
}

_YES, _IF, _NO = Verdict.CAN, Verdict.CAN_IF, Verdict.CANNOT

# (key, verdict): (what, and below it the condition or what to do instead)
WORDS: Final[Mapping[tuple[str, Verdict], tuple[Promise, Promise | str]]] = {
    ("push_all", _YES): (
        gettext_lazy("发给所有人，或只发给一个标签里的人"),
        "",
    ),
    ("push_all", _NO): (
        gettext_lazy("不能从这里推送"),
        gettext_lazy("稿子在这里写好，复制到微信后台的编辑器里，由您在那边点发送。"),
    ),
    ("push_confirmed", _IF): (
        gettext_lazy("发给所有人时，管理员可能要在手机上点一次确认"),
        gettext_lazy("30 分钟不点就作废。"),
    ),
    ("push_chosen", _YES): (
        gettext_lazy("发给点名的一批人"),
        gettext_lazy("同样算进每人每月的 4 次。"),
    ),
    ("publish", _YES): (
        gettext_lazy("发布成网页文章，不打扰人"),
        gettext_lazy("不占次数，可以放进菜单。"),
    ),
    ("publish", _NO): (
        gettext_lazy("不能从这里发布文章"),
        gettext_lazy("复制到微信后台发布，再把文章的链接贴回来用。"),
    ),
    ("drafts", _YES): (gettext_lazy("把稿子存进微信后台的草稿箱"), ""),
    ("drafts", _NO): (
        gettext_lazy("草稿箱不对我们开放"),
        gettext_lazy("稿子存在这里，要用时复制过去。"),
    ),
    ("reply", _YES): (
        gettext_lazy("收到的字、图、语音、位置都能答"),
        gettext_lazy("5 秒内先回一段。"),
    ),
    ("reply_parts", _YES): (gettext_lazy("一次答好几段"), gettext_lazy("先回一段，后面的接着送到。")),
    ("reply_parts", _NO): (
        gettext_lazy("一次只能答一段"),
        gettext_lazy("写了几段的回复，会合成一条文字，资料变成链接。"),
    ),
    ("take_over", _YES): (
        gettext_lazy("能读出以前在微信后台做的自动回复"),
        gettext_lazy("接过来就不用重新打字。"),
    ),
    ("take_over", _NO): (
        gettext_lazy("读不出以前做的自动回复"),
        gettext_lazy("用表格导入，或在这里重新写。"),
    ),
    ("voice_in_words", _NO): (
        gettext_lazy("语音不会自动变成字"),
        gettext_lazy("微信收回了这项。语音请值班的人听。"),
    ),
    ("menu", _YES): (gettext_lazy("3 × 5 菜单，从这里发布"), ""),
    ("menu", _NO): (
        gettext_lazy("菜单不能从这里发布"),
        gettext_lazy("在微信后台的“自定义菜单”里做；这里排好的样子可以照着抄。"),
    ),
    ("menu_by_tag", _YES): (
        gettext_lazy("菜单还能分人看"),
        gettext_lazy("按标签分；按性别、地区分的，微信已经停了。"),
    ),
    ("menu_by_tag", _NO): (gettext_lazy("菜单不能分人看"), gettext_lazy("所有人看到的是同一份。")),
    ("answer_later", _YES): (
        gettext_lazy("有人留言后 48 小时内，可以回 5 条"),
        gettext_lazy("过了时间，要等他下次再来说话。"),
    ),
    ("answer_later", _NO): (
        gettext_lazy("过后不能再回"),
        gettext_lazy("只能在他说话的当时由规则答一段；要紧的事，在回复里留下办公电话。"),
    ),
    ("comments", _IF): (
        gettext_lazy("文章下面的评论，能看、能选、能回"),
        gettext_lazy("要这个账号本来就有留言功能；较晚注册的账号可能没有。"),
    ),
    ("comments", _NO): (
        gettext_lazy("管不了文章下面的评论"),
        gettext_lazy("有留言功能的，在微信后台管；没有的，请读者直接发消息。"),
    ),
    ("comment_writers", _NO): (
        gettext_lazy("评论认不出是谁写的"),
        gettext_lazy("想认得出，请他直接发消息。"),
    ),
    ("visitors", _YES): (gettext_lazy("打开门户的人，能认出是哪一位关注者"), ""),
    ("visitors", _NO): (
        gettext_lazy("认不出是谁打开了门户"),
        gettext_lazy("门户照样能看，只是不知道是谁在看。"),
    ),
    ("followers", _YES): (gettext_lazy("能取到关注者名单"), gettext_lazy("只有编号，没有名字。")),
    ("followers", _NO): (
        gettext_lazy("取不到关注者名单"),
        gettext_lazy("谁来说过话，从那时起就记着。"),
    ),
    ("tags", _YES): (gettext_lazy("给关注者打标签"), gettext_lazy("最多 100 个，每人 20 个。")),
    ("tags", _NO): (gettext_lazy("不能打标签"), gettext_lazy("分组只在这里有，微信那边没有。")),
    ("nicknames", _NO): (
        gettext_lazy("看不到昵称和头像"),
        gettext_lazy("哪个账号都看不到了。没认出来的人，写作“关注者”。"),
    ),
    ("notices", _IF): (
        gettext_lazy("对方点一次“同意”，可以通知一次"),
        gettext_lazy("要先在微信后台开通订阅通知，选好模板。"),
    ),
    ("notices", _NO): (
        gettext_lazy("不能单独通知一个人"),
        gettext_lazy("等他来说话时答他，或写进下一次推送。"),
    ),
    ("templates", _IF): (
        gettext_lazy("模板消息"),
        gettext_lazy("只能用来告知服务进展；用来宣传会被收回。"),
    ),
    ("notices_for_good", _NO): (
        gettext_lazy("不能长期通知"),
        gettext_lazy("只开放给政务民生、医疗这几类，要向微信另外申请。"),
    ),
    ("scene_codes", _YES): (
        gettext_lazy("每个支部、每位帮手一个码"),
        gettext_lazy("扫进来就知道从哪里来。"),
    ),
    ("scene_codes", _NO): (
        gettext_lazy("只有账号自己的一个码"),
        gettext_lazy("给每个支部定一个词，请扫码的人进来后发一下这个词。"),
    ),
    ("numbers", _YES): (
        gettext_lazy("关注和阅读的数字"),
        gettext_lazy("只有总数，隔天早上来。"),
    ),
    ("numbers", _NO): (gettext_lazy("取不到数字"), gettext_lazy("在微信后台的“数据”里看。")),
    ("readers", _NO): (
        gettext_lazy("不知道是谁读的"),
        gettext_lazy("只有总数。要确知送达，请对方回一个字。"),
    ),
    ("kept_media", _YES): (
        gettext_lazy("图片和语音能长久存在微信那里"),
        gettext_lazy("图片 100,000 张，语音和视频各 1,000 个。"),
    ),
    ("kept_media", _NO): (
        gettext_lazy("微信那里不能长久存东西"),
        gettext_lazy("原件在资料库里；回复里的图和语音，改成打开网页看。"),
    ),
}

# Where the two kinds differ in more than yes and no.
BY_KIND: Final[Mapping[tuple[str, Verdict, str], Promise]] = {
    ("push_all", _YES, Kind.SERVICE): gettext_lazy("每人每月最多收到 4 次，由微信数。"),
    ("push_all", _YES, Kind.SUBSCRIPTION): gettext_lazy("每天 1 次，当天不用就作废。"),
}

# What changed, by the right WeChat was asked for: given, taken.
CHANGES: Final[Mapping[Right, tuple[Promise, Promise]]] = {
    Right.MENU: (gettext_lazy("又能发布菜单了"), gettext_lazy("菜单不能从这里发布了")),
    Right.USERS: (
        gettext_lazy("又能取关注者名单、事后回话了"),
        gettext_lazy("取不到关注者名单，也不能事后回话了"),
    ),
    Right.TAGS: (gettext_lazy("又能打标签了"), gettext_lazy("不能打标签了")),
    Right.MATERIAL: (gettext_lazy("又能长久存素材了"), gettext_lazy("不能长久存素材了")),
    Right.DRAFTS: (gettext_lazy("又能用草稿箱了"), gettext_lazy("草稿箱不能用了")),
    Right.PUBLISH: (gettext_lazy("能从这里发布文章了"), gettext_lazy("不能从这里发布文章了")),
    Right.MASS: (gettext_lazy("能从这里推送了"), gettext_lazy("不能从这里推送了")),
    Right.COMMENTS: (gettext_lazy("能管文章的评论了"), gettext_lazy("管不了文章的评论了")),
    Right.AGENTS: (gettext_lazy("能用微信的客服账号了"), gettext_lazy("微信的客服账号不能用了")),
    Right.TEMPLATES: (gettext_lazy("能用模板消息了"), gettext_lazy("模板消息不能用了")),
    Right.SUBSCRIPTIONS: (gettext_lazy("能用订阅通知了"), gettext_lazy("订阅通知不能用了")),
    Right.STATISTICS: (gettext_lazy("能取到数字了"), gettext_lazy("取不到数字了")),
    Right.AUTOREPLY: (gettext_lazy("能读微信后台的自动回复了"), gettext_lazy("读不到微信后台的自动回复了")),
}

# What is counted, and the ability without which its number would only mislead.
ALLOWANCES: Final[Mapping[str, tuple[Promise, str]]] = {
    "tags": (gettext_lazy("标签"), "tags"),
    "image": (gettext_lazy("图片素材"), "kept_media"),
    "voice": (gettext_lazy("语音素材"), "kept_media"),
    "video": (gettext_lazy("视频素材"), "kept_media"),
    "/cgi-bin/message/mass/sendall": (gettext_lazy("今天推送"), "push_all"),
    "/cgi-bin/message/mass/preview": (gettext_lazy("今天发手机预览"), "push_all"),
    "/cgi-bin/message/custom/send": (gettext_lazy("今天回话"), "answer_later"),
    "/cgi-bin/freepublish/submit": (gettext_lazy("今天发布"), "publish"),
    "/cgi-bin/user/get": (gettext_lazy("今天取名单"), "followers"),
}
