"""What a check found, in the words of staff: what WeChat saw, what to do. One sentence and one hint a code.

Operators read the same in English (config/findings.py); the codes are one.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from zhijian.foundation.accounts.checking import Code, Finding, State, What
from zhijian.wechat.errors import meaning

TITLES: Final[Mapping[What, Promise]] = {
    What.ADDRESS: gettext_lazy("从外面打得开"),
    What.DOMAIN_FILE: gettext_lazy("域名校验文件"),
    What.IP: gettext_lazy("微信放行这台服务器"),
    What.TOKEN: gettext_lazy("向微信领凭据"),
    What.CALLBACK: gettext_lazy("微信找得到我们"),
    What.TALK: gettext_lazy("收一句，回一句"),
    What.RIGHTS: gettext_lazy("问清能做什么"),
}

# Before anything was asked: what the check will be about.
BEFOREHAND: Final[Mapping[What, Promise]] = {
    What.ADDRESS: gettext_lazy("看公网地址和证书"),
    What.DOMAIN_FILE: gettext_lazy("在微信里打开门户才要"),
    What.IP: gettext_lazy("看 IP 白名单里有没有它"),
    What.TOKEN: gettext_lazy("看 AppID 和 AppSecret 对不对"),
    What.CALLBACK: gettext_lazy("等微信来敲一次门"),
    What.TALK: gettext_lazy("到时请您用手机发一个“你好”"),
    What.RIGHTS: gettext_lazy("一项项问，什么也不改；约 20 秒"),
}

STATES: Final[Mapping[State, Promise]] = {
    State.QUEUED: gettext_lazy("等着"),
    State.RUNNING: gettext_lazy("正在查"),
    State.WAITING: gettext_lazy("等着"),
    State.FINE: gettext_lazy("好了"),
    State.FAILED: gettext_lazy("没通过"),
    State.SKIPPED: gettext_lazy("先跳过"),
}

# (the sentence, the hint): either may be empty. Where there is a sentence, somebody has to do something.
WORDS: Final[Mapping[Code, tuple[Promise | str, Promise | str]]] = {
    Code.ASKED: ("", gettext_lazy("就快轮到了")),
    Code.ADDRESS_FINE: ("", gettext_lazy("证书到 %(until)s")),
    Code.ADDRESS_IS_THIS_MACHINE: (
        "",
        gettext_lazy("公网地址还是这台机器自己，只够接模拟聊天。接真的微信前，请技术员设好公网地址。"),
    ),
    Code.ADDRESS_NOT_HTTPS: (
        gettext_lazy("公网地址不是 https 开头的。"),
        gettext_lazy("请技术员给域名配上证书，再把公网地址改成 https。"),
    ),
    Code.ADDRESS_HAS_A_PORT: (
        gettext_lazy("公网地址里写了端口 %(port)s，微信只认 443。"),
        gettext_lazy("请技术员把端口去掉，由前面的代理转过来。"),
    ),
    Code.ADDRESS_SILENT: (
        gettext_lazy("%(host)s 没有应答。"),
        gettext_lazy("请技术员看看域名解析、防火墙和代理。"),
    ),
    Code.CERTIFICATE_REFUSED: (
        gettext_lazy("%(host)s 的证书通不过，微信不会进来。"),
        gettext_lazy("请技术员换一张证书，或补上中间证书。给技术员：%(why)s"),
    ),
    Code.CERTIFICATE_ENDS_SOON: ("", gettext_lazy("证书到 %(until)s，只剩几天，请技术员现在就续。")),
    Code.FILE_SERVED: ("", gettext_lazy("%(names)s 打得开")),
    Code.FILE_NOT_NEEDED_YET: ("", gettext_lazy("还没传。在微信里打开门户才要，现在可以不管。")),
    Code.FILE_NOT_SERVED: (
        gettext_lazy("%(name)s 在 %(host)s 上打不开。"),
        gettext_lazy("请技术员看看代理有没有把网站根目录转过来。"),
    ),
    Code.IP_ALLOWED: ("", gettext_lazy("白名单里有它")),
    Code.IP_NOT_ALLOWED: (
        gettext_lazy("微信看到的地址是 %(address)s，请加进白名单。"),
        gettext_lazy("出门走的线路可能不止一条；以前加过的别删，都留着。"),
    ),
    Code.TOKEN_GOT: ("", gettext_lazy("AppID 和 AppSecret 对得上")),
    Code.TOKEN_TAKEN: (
        gettext_lazy("有别的程序也在用这个 AppID 领凭据，领一次就把我们的顶掉。"),
        gettext_lazy("我们先停手，免得把今天的次数用光。找到那个程序关掉，或者重置 AppSecret 后换到这里。"),
    ),
    Code.SECRET_REFUSED: (
        gettext_lazy("AppID 和 AppSecret 对不上。"),
        gettext_lazy("在微信后台重新复制一遍。AppSecret 要是不记得了，就在后台重置一个，再换到这里。"),
    ),
    Code.SECRET_FROZEN: (
        gettext_lazy("AppSecret 被冻结了。"),
        gettext_lazy("在微信后台解冻或重置，再查一次。"),
    ),
    Code.APPID_UNKNOWN: (
        gettext_lazy("微信没有这个 AppID。"),
        gettext_lazy("在微信后台重新复制一遍；gh_ 开头的不是它。"),
    ),
    Code.ACCOUNT_FROZEN: (
        gettext_lazy("这个账号的接口被微信冻结了。"),
        gettext_lazy("在微信后台看通知，解冻后再查。"),
    ),
    Code.ADMIN_MUST_CONFIRM: (
        gettext_lazy("微信要账号管理员在手机上点一次确认。"),
        gettext_lazy("点过了再查。拒绝过的，要等一阵才能再问。"),
    ),
    Code.AFTER_IP: ("", gettext_lazy("等白名单好了再问")),
    Code.AFTER_TOKEN: ("", gettext_lazy("等领到凭据再问")),
    Code.HOST_NOT_LISTED: (
        gettext_lazy("接口地址 %(host)s 不是微信的，我们没有去问。"),
        gettext_lazy("确实要走它，请技术员把它写进 ZHIJIAN_API_HOSTS。"),
    ),
    Code.WECHAT_SILENT: (
        gettext_lazy("%(host)s 没有应答。"),
        gettext_lazy("请技术员看看这台服务器出得去吗；接模拟聊天的，看看它开着没有。"),
    ),
    Code.WECHAT_BUSY: (gettext_lazy("微信这会儿忙。"), gettext_lazy("过一分钟再查。")),
    Code.CALLS_USED_UP: (gettext_lazy("今天的次数用完了。"), gettext_lazy("零点恢复，明天再查。")),
    Code.REFUSED: (
        gettext_lazy("微信没答应：%(meaning)s。"),
        gettext_lazy("再查一次；还不行，请技术员按下面的号码查。"),
    ),
    Code.STUMBLED: (
        gettext_lazy("这一项没查成，是我们这边出了岔子。"),
        gettext_lazy("已经记下。再查一次；还不行，请技术员看日志。"),
    ),
    Code.KNOCKED: ("", gettext_lazy("微信来敲过门，%(at)s")),
    Code.HEARD: ("", gettext_lazy("收得到，最近一次 %(at)s")),
    Code.NO_KNOCK_YET: ("", gettext_lazy("在等微信来敲门。请在后台的服务器配置里点一次“提交”。")),
    Code.NO_ADDRESS_THERE: ("", gettext_lazy("后台还没填服务器地址。把第 2 步的几样贴过去，点“提交”。")),
    Code.UNREACHABLE: (
        gettext_lazy("微信试过了，走不到 %(addresses)s。"),
        gettext_lazy("请技术员看看防火墙和域名解析；地址要在公网上，端口是 443。"),
    ),
    Code.TALKED: ("", gettext_lazy("%(at)s 收到一句，也答了")),
    Code.HEARD_UNANSWERED: ("", gettext_lazy("%(at)s 收到一句。没有规则能答，就没有回；收得到就好。")),
    Code.NOBODY_WROTE_YET: ("", gettext_lazy("请用手机关注这个账号，发一个“你好”。")),
    Code.RIGHTS_ASKED: ("", gettext_lazy("%(given)s 项给了，%(refused)s 项不给，%(unknown)s 项没说清")),
}
UNNAMED: Final = gettext_lazy("微信不放行这台服务器，也没说看到的是哪个地址。请技术员问网络服务商。")
NOBODY_CAME: Final = gettext_lazy("后台程序没有接手。请技术员看看 worker 开着没有，再查一次。")
LOOKING: Final = gettext_lazy("不用守着：办好了这里自己会变，一直看到 %(until)s；关掉页面也看着。")
LOOKED_IN_VAIN: Final = gettext_lazy("等了 %(minutes)s 分钟没等到，先不看了。办好以后，按“再查一次”。")
FOR_THE_TECHNICIAN: Final = gettext_lazy("给技术员：%(number)s")


def says(finding: Finding) -> tuple[str, str]:
    """The sentence and the hint of a finding, its facts filled in."""
    sentence, hint = WORDS[finding.code]
    if finding.code == Code.IP_NOT_ALLOWED and not finding.facts.get("address"):
        sentence, hint = UNNAMED, ""
    facts = _Shown({name: _shown(name, fact) for name, fact in finding.facts.items()})
    facts["meaning"] = _meaning(finding.errcode)
    return str(sentence) % facts if sentence else "", str(hint) % facts if hint else ""


def _meaning(errcode: int) -> str:
    """WeChat's number in words, as far as they are known."""
    known = meaning(errcode)
    return (known.en if (get_language() or "").startswith("en") else known.zh) or _("没说清为什么")


def moment(at: datetime) -> str:
    return date_format(localtime(at), _("n 月 j 日 H:i"))


def time_of_day(at: datetime) -> str:
    return date_format(localtime(at), "H:i")


def day(at: datetime | date) -> str:
    return date_format(localtime(at) if isinstance(at, datetime) else at, _("Y 年 n 月 j 日"))


def _shown(name: str, fact: Any) -> str:
    if isinstance(fact, list):
        return _("、").join(str(one) for one in fact)
    if name == "at":
        return moment(datetime.fromisoformat(str(fact)))
    return day(datetime.fromisoformat(str(fact))) if name == "until" else str(fact)


class _Shown(dict[str, str]):
    """A fact that is missing reads as a dash: an older row must not break the page."""

    def __missing__(self, name: str) -> str:
        return "—"
