"""The register in words: stages, steps, alarms, what to do about a lost account, why not."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhijian.foundation.org.states import MemberState
from zhijian.rooms.reach import register_errors as errors
from zhijian.rooms.reach.errors import ReachRefused
from zhijian.rooms.reach.life import Alarmed, Ending, Loss, Stage, Turn
from zhijian.rooms.reach.models import Alarm, Entry
from zhijian.rooms.reach.services.closing import LONGEST_DAYS, SHORTEST_DAYS, THE_DAY

# How a stage looks in a list: kind of flag and icon.
LOOKS: Final[Mapping[Stage, tuple[str, str]]] = {
    Stage.PROPOSED: ("info", "bulb"),
    Stage.OPENED: ("info", "circle-dashed"),
    Stage.FILED: ("info", "file-check"),
    Stage.RUNNING: ("ok", "circle-check"),
    Stage.RENEWING: ("info", "rosette-discount-check"),
    Stage.MERGING: ("warn", "git-merge"),
    Stage.CLOSING: ("warn", "hourglass"),
    Stage.CLOSED: ("", "archive"),
    Stage.LOST: ("bad", "help-circle"),
    Stage.DROPPED: ("", "circle-minus"),
}

# What one presses for a step, and what follows from it.
ACTS: Final[Mapping[Turn, tuple[Promise, Promise]]] = {
    Turn.OPENED: (gettext_lazy("注册好了"), gettext_lazy("在微信公众平台注册成功，拿到了账号。")),
    Turn.FILED: (gettext_lazy("登记备案"), gettext_lazy("上级宣传或网信部门备了案，写上备案号。")),
    Turn.STARTED: (gettext_lazy("开始用"), gettext_lazy("发了第一篇，每天有人答。")),
    Turn.RENEWING: (gettext_lazy("送去年审"), gettext_lazy("材料交给微信，等他们审。")),
    Turn.RENEWED: (gettext_lazy("年审通过了"), gettext_lazy("写上新的到期日。")),
    Turn.POSTED: (gettext_lazy("公告发出去了"), gettext_lazy("推送过，也放进了欢迎语或菜单。")),
    Turn.KEPT: (gettext_lazy("数据留好底了"), gettext_lazy("文章、数字、留言都存了一份。")),
    Turn.FOUND: (gettext_lazy("找回来了"), gettext_lazy("能登录，管理员的微信也扫得进去。")),
    Turn.DROPPED: (gettext_lazy("不开了"), gettext_lazy("写一句为什么，提的人看得到。")),
}

# What lies ahead, as the trail shows it.
AHEAD: Final[Mapping[Stage, Sequence[Turn]]] = {
    Stage.PROPOSED: (Turn.OPENED, Turn.FILED, Turn.STARTED),
    Stage.OPENED: (Turn.FILED, Turn.STARTED),
    Stage.FILED: (Turn.STARTED,),
    Stage.RENEWING: (Turn.RENEWED,),
    Stage.MERGING: (Turn.POSTED, Turn.KEPT, Turn.CLOSED),
    Stage.CLOSING: (Turn.POSTED, Turn.KEPT, Turn.CLOSED),
    Stage.LOST: (Turn.FOUND,),
}

_FINDING_A_PASSWORD: Final = (
    gettext_lazy("请管理员用微信扫码登录 mp.weixin.qq.com；进得去，就在“设置与开发 › 账号详情”里换密码。"),
    gettext_lazy("进不去，在登录页点“找回账号”，用注册时的邮箱收信重设。"),
    gettext_lazy("邮箱也没有了，用主体的资料（统一社会信用代码、法人）在“找回账号”里查是哪个邮箱。"),
)
_FINDING_A_PERSON: Final = (
    gettext_lazy("先找到原来的管理员：转走的、退休的，多半还用着那个微信，请他扫一次码，当场换成现在的人。"),
    gettext_lazy(
        "找不到人，用密码登录，在“设置与开发 › 人员设置”里改管理员；微信会要主体的法人扫码，或者盖章的公函。"
    ),
    gettext_lazy("换好以后，把新管理员登记在下面，邮箱和手机改成单位的，不用个人的。"),
)
STEPS_TO_FIND: Final[Mapping[str, Sequence[Promise]]] = {
    Loss.PASSWORD: _FINDING_A_PASSWORD,
    Loss.PERSON: _FINDING_A_PERSON,
    Loss.BOTH: (*_FINDING_A_PASSWORD, *_FINDING_A_PERSON[1:]),
    Loss.UNKNOWN: (
        gettext_lazy("在微信里打开这个号的主页，点“账号主体”，看是哪个单位注册的。"),
        gettext_lazy("是本单位的，用主体资料在登录页“找回账号”；不是的，请注册的单位移交或者注销。"),
        gettext_lazy("是别人冒名的，在它的主页右上角点“投诉”，选“冒充他人”，附上单位证明。"),
    ),
}
AT_LAST: Final = gettext_lazy("一个月还找不回来，就出公告另开一个，请关注的人过去；旧号请微信冻结或注销。")


# What it is, and what to do.
_ALARMS: Final[Mapping[str, tuple[Promise, Promise]]] = {
    Alarmed.NAME_CHANGED: (
        gettext_lazy("原来叫“%(before)s”，现在改了"),
        gettext_lazy("是有意改的，写一句缘由；不是，到微信后台看看是谁改的。"),
    ),
    Alarmed.UNIT_RENAMED: (
        gettext_lazy("组织改名叫“%(unit)s”了，账号还是旧名"),
        gettext_lazy("照下面的建议改名，或者写明为什么不改。"),
    ),
    Alarmed.UNIT_CLOSED: (
        gettext_lazy("“%(unit)s”撤销了，账号还在"),
        gettext_lazy("归到接手的组织、改名，或者合并、关停。"),
    ),
    Alarmed.VERIFICATION: (
        gettext_lazy("%(verified)s"),
        gettext_lazy("提前 3 个月就能年审。过期后，推送、标签、二维码这些会停。"),
    ),
    Alarmed.ADMINISTRATOR: (
        gettext_lazy("%(administrator)s"),
        gettext_lazy("请他把管理员换成现在的人，再登记。人走远了就难找了。"),
    ),
    Alarmed.TWO_ACCOUNTS: (
        gettext_lazy("“%(unit)s”不止一个号"),
        gettext_lazy("想想要不要合成一个；各有用处的，写一句就不再提。"),
    ),
    Alarmed.NO_UNIT: (
        gettext_lazy("还没写明归哪个组织"),
        gettext_lazy("写明了，那里的人才看得到，名称也才对得上。"),
    ),
    Alarmed.LOST: (
        gettext_lazy("登不进去，还没找回来"),
        gettext_lazy("照步骤一样样试，别等到认证过期。"),
    ),
    Alarmed.NOTICE_OVER: (
        gettext_lazy("公告的日子满了，可以关停了"),
        gettext_lazy("公告发过、数据留好底，就可以办最后一步。"),
    ),
    Alarmed.PROPOSAL: (
        gettext_lazy("有人想开这个号"),
        gettext_lazy("先看现有的号能不能用；要开，注册好了来登记。"),
    ),
}


def alarm_says(alarm: Alarm) -> tuple[str, str]:
    """What it is, and what to do."""
    entry = alarm.entry
    what, to_do = _ALARMS[alarm.what]
    said = {
        "before": alarm.about.partition("→")[0],
        "unit": entry.owner.called if entry.owner else "",
        "verified": verification_says(entry) if alarm.what == Alarmed.VERIFICATION else "",
        "administrator": _administrator_says(entry) if alarm.what == Alarmed.ADMINISTRATOR else "",
    }
    return str(what) % said, str(to_do)


def verification_says(entry: Entry) -> str:
    """Until when, and how near that is."""
    until, left = entry.ends_on, entry.days_left
    if until is None or left is None:
        return _("没有认证，或没填到哪一天")
    if left < 0:
        return _("认证 %(until)s 过期了") % {"until": date_format(until)}
    if left == 0:
        return _("认证今天到期")
    return _("认证到 %(until)s，还有 %(left)d 天") % {"until": date_format(until), "left": left}


def administrator_called(entry: Entry) -> str:
    return entry.administrator.name if entry.administrator else entry.administrator_name


def _administrator_says(entry: Entry) -> str:
    somebody = entry.administrator
    if somebody is None:
        return _("管理员变动了")
    if somebody.state == MemberState.ACTIVE:
        return _("管理员%(name)s换了组织") % {"name": somebody.name}
    return _("管理员%(name)s%(state)s") % {"name": somebody.name, "state": somebody.get_state_display()}


def default_notice(entry: Entry, *, ending: Ending, go_to: str) -> str:
    """What followers may read; the one who closes changes it as he likes. The day is put in later."""
    said = {"name": entry.called, "day": THE_DAY, "to": go_to}
    if ending is Ending.MERGE:
        return (
            _(
                "各位读者：本公众号“%(name)s”将与“%(to)s”合并，%(day)s之后停止更新和答复。"
                "请搜索并关注“%(to)s”，以后的通知和答复都在那里。已经发布的文章，停用前还能看。谢谢大家一路关注。"
            )
            % said
        )
    return (
        _(
            "各位读者：本公众号“%(name)s”用到%(day)s，此后不再更新和答复。"
            "需要办事和咨询，请直接找所在支部。已经发布的文章，停用前还能看。谢谢大家一路关注。"
        )
        % said
    )


_REFUSALS: Final[Mapping[type[Exception], Promise]] = {
    errors.OutOfTurn: gettext_lazy("刚才有人先动了它，或者现在走不到这一步。看看现在到了哪里。"),
    errors.NotTheLastStep: gettext_lazy("只有最后一步能撤回；这一步后面又有了新的。"),
    errors.WordMissing: gettext_lazy("要写一句话，别人以后看得懂。"),
    errors.NameMissing: gettext_lazy("写上名称。"),
    errors.ChangedMeanwhile: gettext_lazy(
        "刚才有人先改了这一条。您写的还在下面，看过再存一次，就以您的为准。"
    ),
    errors.PhoneNotOne: gettext_lazy("这不像一个电话号码。"),
    errors.NowhereToGo: gettext_lazy("选一个关注的人可以去的号：在用的，不是它自己。"),
    errors.NoticeRuns: gettext_lazy("公告说好的日子还没到，再等等。"),
    errors.NotYetTold: gettext_lazy("先把公告发给关注的人，把数据留好底，再办最后一步。"),
    errors.BeyondReach: gettext_lazy("原来的组织和新的组织，都要在您管理的范围里。请上一级的管理员来办。"),
}


def refusal(refused: ReachRefused) -> str:
    """Why it was not done, and what to do."""
    if isinstance(refused, errors.NoticeTooShort):
        said = {"least": SHORTEST_DAYS, "most": LONGEST_DAYS}
        return _("公告要放 %(least)d 到 %(most)d 天，让关注的人看得到。") % said
    return str(_REFUSALS.get(type(refused), _("没有办成，什么都没有改。")))
