"""What the audit calls an act, in words of the house. An act that stands in neither list fails a test."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Words:
    icon: str
    says: Promise


def _of(icon: str, sentences: Mapping[str, Promise]) -> dict[str, Words]:
    return {action: Words(icon, says) for action, says in sentences.items()}


WORDS: Mapping[str, Words] = {
    **_of(
        "message-reply",
        {
            "rule.made": _("写了新规则"),
            "rule.changed": _("改了规则"),
            "rule.removed": _("删了规则"),
            "rule.switched_on": _("开了规则"),
            "rule.switched_off": _("停了规则"),
            "rule.placed": _("排了规则的先后"),
            "rules.imported": _("从表格导入了规则"),
            "rules.import_undone": _("撤回了一次规则导入"),
            "synonyms.made": _("记了意思相同的词"),
            "synonyms.changed": _("改了意思相同的词"),
            "synonyms.removed": _("删了意思相同的词"),
            "unanswered.seen_to": _("看过没人能答的话"),
            "unanswered.settled": _("看过没人能答的话"),
            "unanswered.unsettled": _("把没人能答的话放了回去"),
            "answer_settings.changed": _("改了回复的设置"),
        },
    ),
    **_of(
        "folders",
        {
            "library.added": _("往资料库里添了"),
            "library.changed": _("改了资料"),
            "library.file_replaced": _("换了资料的文件"),
            "library.reviewed": _("看过资料，还能用"),
            "library.copied": _("照着做了一份资料"),
            "library.removed": _("删了资料"),
            "library.keep_asked": _("请微信长期存着"),
            "library.forget_asked": _("请微信不再存着"),
        },
    ),
    **_of(
        "layout-bottombar",
        {
            "menu.entry_put": _("改了菜单草稿"),
            "menu.entry_moved": _("改了菜单草稿"),
            "menu.entry_removed": _("改了菜单草稿"),
            "menu.went_back": _("把菜单草稿换回了从前的一版"),
            "menu.draft_discarded": _("丢掉了菜单草稿"),
            "menu.published": _("发布了菜单"),
            "menu.called_off": _("收回了还没发出的菜单"),
            "menu.taken_down": _("撤下了菜单"),
        },
    ),
    **_of(
        "plug-connected",
        {
            "account.added": _("接上了公众号"),
            "account.changed": _("改了公众号的设置"),
            "account.keys_shown": _("看了公众号的密钥"),
            "account.domain_file_added": _("放上了域名校验文件"),
            "account.domain_file_removed": _("取下了域名校验文件"),
            "takeover.begun": _("开始接过来"),
            "takeover.decided": _("定了接过来以后怎么答"),
            "takeover.undecided": _("把定了的又放了回去"),
            "takeover.imported": _("把规则接了过来"),
            "takeover.switched": _("切换成由指尖来答"),
            "takeover.undone": _("把接过来的规则退了回去"),
        },
    ),
    **_of(
        "users",
        {
            "staff.taken_on": _("添了同事"),
            "staff.invited": _("给同事做了链接"),
            "staff.changed": _("改了同事的资料"),
            "staff.switched_on": _("请同事回来"),
            "staff.switched_off": _("停了同事的登录"),
            "staff.sitting_ended": _("退出了一台设备"),
            "staff.sittings_ended": _("退出了别的设备"),
            "staff.second_factors_forgotten": _("去掉了两步登录"),
            "staff.second_factor_added": _("开了两步登录"),
            "staff.second_factor_removed": _("去掉了一种登录办法"),
            "staff.password_changed": _("改了登录密码"),
        },
    ),
    **_of(
        "list-check",
        {
            "task.stop_asked": _("停下了一件长活"),
            "task.resumed": _("让一件长活接着做"),
        },
    ),
}

# Looking, coming in, asking again: done in passing, and nothing one looks for in the evening.
UNSAID = frozenset(
    {
        "account.changes_seen",
        "account.checks_asked",
        "menu.tags_asked_for",
        "menu.taken_in",
        "menu.taken_out",
        "menu.tried",
        "staff.invitation_accepted",
        "staff.looks_changed",
        "staff.set_up",
        "staff.signed_in",
        "takeover.tried_again",
        # WeChat's own, never a person's
        "menu.accepted",
        "menu.gone",
        "menu.refused",
        "takeover.fetched",
    }
)
