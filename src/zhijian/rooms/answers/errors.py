"""What can go wrong in the answers room. `AnswersError` is the root; doors choose the words from `code`."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _


class AnswersError(Exception):
    """Something in this room cannot be done as asked."""


class RuleRefused(AnswersError):
    """A rule cannot be kept as given.

    `field` is the input to mark: keyword, match, reply, item, priority, occasion, menu_key, validity, hours,
    audience, variants, choices or unit. `rule` says, in the reader's language, what it must be; `code` is the
    same for programs.
    """

    def __init__(self, field: str, rule: str, *, code: str) -> None:
        super().__init__(f"{field}: {rule}")
        self.field = field
        self.rule = rule
        self.code = code


class KeywordEmpty(RuleRefused):
    def __init__(self) -> None:
        super().__init__("keyword", _("关键词不能为空"), code="keyword-empty")


class KeywordTooLong(RuleRefused):
    def __init__(self, *, most: int) -> None:
        super().__init__("keyword", _("关键词最多 %(most)d 个字") % {"most": most}, code="keyword-too-long")


class KeywordUnreadable(RuleRefused):
    """It holds a character that no message of WeChat can carry."""

    def __init__(self) -> None:
        super().__init__("keyword", _("关键词里有微信传不了的控制字符"), code="keyword-unreadable")


class MatchUnknown(RuleRefused):
    def __init__(self, match: str) -> None:
        super().__init__(
            "match",
            _("匹配方式只有 exact、contains、synonym、regex，没有“%(match)s”") % {"match": match[:40]},
            code="match-unknown",
        )


class RegexRefused(RuleRefused):
    """No regular expression that runs in linear time. `reason`: what the engine says, in our words."""

    def __init__(self, reason: str, *, code: str = "regex-bad") -> None:
        super().__init__("keyword", _("正则表达式不能用：%(reason)s") % {"reason": reason}, code=code)
        self.reason = reason


class RegexLooksAround(RegexRefused):
    def __init__(self) -> None:
        super().__init__(_("不支持前后查找 (?=…) (?!…) (?<=…) (?<!…)"), code="regex-look-around")


class RegexRefersBack(RegexRefused):
    def __init__(self) -> None:
        super().__init__(_("不支持反向引用 \\1 (?P=…)"), code="regex-back-reference")


class PriorityRefused(RuleRefused):
    def __init__(self, *, least: int, most: int) -> None:
        super().__init__(
            "priority",
            _("优先级是 %(least)d 到 %(most)d 的整数") % {"least": least, "most": most},
            code="priority-range",
        )


class ReplyEmpty(RuleRefused):
    def __init__(self) -> None:
        super().__init__("reply", _("回复内容不能为空"), code="reply-empty")


class TextTooLong(RuleRefused):
    def __init__(self, *, size_bytes: int, most: int) -> None:
        super().__init__(
            "reply",
            _("一段文字最多 %(most)d 字节（约 %(chars)d 个汉字），这一段有 %(size)d 字节")
            % {"most": most, "chars": most // 30 * 10, "size": size_bytes},
            code="text-too-long",
        )


class TextUnreadable(RuleRefused):
    def __init__(self) -> None:
        super().__init__("reply", _("回复里有微信传不了的控制字符"), code="text-unreadable")


class ReplyModeRefused(RuleRefused):
    def __init__(self) -> None:
        super().__init__("reply_mode", _("几段要么全部发出，要么随机发一份"), code="reply-mode-unknown")


class TooManyParts(RuleRefused):
    def __init__(self, *, most: int) -> None:
        super().__init__("reply", _("一条回复最多 %(most)d 段") % {"most": most}, code="too-many-parts")


class ItemUnknown(RuleRefused):
    """No such thing in this account's library; one of another account is told apart for nobody."""

    def __init__(self, name: str) -> None:
        super().__init__("item", _("资料库里没有“%(name)s”") % {"name": name[:40]}, code="item-unknown")


class OccasionRefused(RuleRefused):
    def __init__(self, field: str, rule: str) -> None:
        super().__init__(field, rule, code="occasion-refused")


class ValidityRefused(RuleRefused):
    def __init__(self) -> None:
        super().__init__("validity", _("结束的时间要在开始之后"), code="validity-ends-first")


class HoursRefused(RuleRefused):
    def __init__(self, *, code: str = "hours-bad") -> None:
        rule = (
            _("至少选一天") if code == "hours-days" else _("时间写成 08:30 到 17:30 这样；开始和结束不能一样")
        )
        super().__init__("hours", rule, code=code)


class AudienceRefused(RuleRefused):
    """`code` tells which: audience-unknown, -names, -age, -nobody, or -everybody for a variant."""

    def __init__(self, *, code: str) -> None:
        rules = {
            "audience-names": _("单位、职务、标签每样最多 50 个，每个最多 60 个字"),
            "audience-age": _("年龄是 0 到 120，小的在前"),
            "audience-nobody": _("没绑定的人不知道单位、职务和年龄，这样谁也不符合"),
            "audience-everybody": _("另一份要说明是对谁的；对所有人的那一份写在前面"),
        }
        super().__init__("audience", rules.get(code, _("对谁说：这样的条件不认识")), code=code)


class TooManyVariants(RuleRefused):
    def __init__(self, *, most: int) -> None:
        super().__init__("variants", _("一条规则最多 %(most)d 份") % {"most": most}, code="too-many-variants")


class UnitRefused(RuleRefused):
    def __init__(self) -> None:
        super().__init__("unit", _("单位代码最多 60 个字，没有空格"), code="unit-bad")


class ChoicesRefused(RuleRefused):
    """`code`: choice-number, choice-label, choice-unknown, choice-twice or choices-too-many."""

    def __init__(self, *, code: str) -> None:
        rules = {
            "choice-number": _("选项的数字是 1 到 99；0 留给“回到开头”"),
            "choice-label": _("选项要写几个字，最多 60 个，写在一行里"),
            "choice-unknown": _("选项要通到这个账号的一条规则"),
            "choice-twice": _("一个数字只能用一次"),
            "choices-too-many": _("一条回复最多 20 个选项"),
        }
        super().__init__("choices", rules[code], code=code)


class CyclicGuiding(RuleRefused):
    """The choices would lead round in a circle. `path`: the names on the way, the first one last again."""

    def __init__(self, path: Sequence[str]) -> None:
        way = " → ".join(path)
        super().__init__(
            "choices",
            _("这样会绕回来：%(way)s。要回到开头，对方回复 0 就行") % {"way": way},
            code="guiding-cyclic",
        )
        self.path = tuple(path)


class StillLedTo(AnswersError):
    """Choices of other rules lead to this one: it cannot go before they do. `names`: those rules."""

    code = "rule-still-led-to"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            _("“%(names)s”里有选项通到这一条。先把那里的选项去掉") % {"names": _("”、“").join(names)}
        )
        self.names = tuple(names)


class RuleChangedMeanwhile(AnswersError):
    """Somebody changed the rule after this editor opened it. Nothing was written.

    `by_name`, `at` and `fields` (as in `change_rule`'s arguments) tell whose change it was and of what;
    `version` is the one on file now: given as `seen_version`, the next attempt overwrites knowingly.
    """

    code = "rule-changed-meanwhile"

    def __init__(self, *, by_name: str, at: datetime, fields: Sequence[str], version: int) -> None:
        super().__init__(_("%(name)s刚刚改过这一条，您的改动还没有存") % {"name": by_name})
        self.by_name = by_name
        self.at = at
        self.fields = tuple(fields)
        self.version = version


class OrderTooWide(AnswersError):
    """Moving the rule there would change too many others; a number says it better."""

    code = "order-too-wide"

    def __init__(self, *, most: int) -> None:
        super().__init__(_("这样要挪动 %(most)d 条以上的规则，请直接填优先级") % {"most": most})


class SettingsRefused(AnswersError):
    """`field`: report_words, report_exceptions, report_address, report_reply or guide_minutes."""

    def __init__(self, field: str, rule: str, *, code: str) -> None:
        super().__init__(rule)
        self.field = field
        self.rule = rule
        self.code = code


class SynonymsRefused(AnswersError):
    """`code`: synonyms-too-few, synonyms-too-many, synonym-too-long or synonym-taken."""

    def __init__(self, rule: str, *, code: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.code = code


class ImportRefused(AnswersError):
    """A file of rules cannot be taken; nothing of it was. `lines` names each bad line, up to a limit."""

    def __init__(self, reason: str, *, code: str, lines: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code
        self.lines = tuple(lines)
