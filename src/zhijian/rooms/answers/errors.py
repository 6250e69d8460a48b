"""What can go wrong in the answers room. `AnswersError` is the root; doors choose the words from `code`."""

from collections.abc import Sequence


class AnswersError(Exception):
    """Something in this room cannot be done as asked."""


class RuleRefused(AnswersError):
    """A rule cannot be kept as given.

    `field` is the input to mark: keyword, match, reply, item, priority, occasion or menu_key. `rule` says, in
    the reader's language, what it must be; `code` is the same for programs.
    """

    def __init__(self, field: str, rule: str, *, code: str) -> None:
        super().__init__(f"{field}: {rule}")
        self.field = field
        self.rule = rule
        self.code = code


class KeywordEmpty(RuleRefused):
    def __init__(self) -> None:
        super().__init__("keyword", "关键词不能为空", code="keyword-empty")


class KeywordTooLong(RuleRefused):
    def __init__(self, *, most: int) -> None:
        super().__init__("keyword", f"关键词最多 {most} 个字", code="keyword-too-long")


class KeywordUnreadable(RuleRefused):
    """It holds a character that no message of WeChat can carry."""

    def __init__(self) -> None:
        super().__init__("keyword", "关键词里有微信传不了的控制字符", code="keyword-unreadable")


class MatchUnknown(RuleRefused):
    def __init__(self, match: str) -> None:
        super().__init__(
            "match", f"匹配方式只有 exact、contains、regex，没有“{match[:40]}”", code="match-unknown"
        )


class RegexRefused(RuleRefused):
    """No regular expression that runs in linear time. `reason`: what the engine says, in our words."""

    def __init__(self, reason: str, *, code: str = "regex-bad") -> None:
        super().__init__("keyword", f"正则表达式不能用：{reason}", code=code)
        self.reason = reason


class RegexLooksAround(RegexRefused):
    def __init__(self) -> None:
        super().__init__("不支持前后查找 (?=…) (?!…) (?<=…) (?<!…)", code="regex-look-around")


class RegexRefersBack(RegexRefused):
    def __init__(self) -> None:
        super().__init__("不支持反向引用 \\1 (?P=…)", code="regex-back-reference")


class PriorityRefused(RuleRefused):
    def __init__(self, *, least: int, most: int) -> None:
        super().__init__("priority", f"优先级是 {least} 到 {most} 的整数", code="priority-range")


class ReplyEmpty(RuleRefused):
    def __init__(self) -> None:
        super().__init__("reply", "回复内容不能为空", code="reply-empty")


class TextTooLong(RuleRefused):
    def __init__(self, *, size_bytes: int, most: int) -> None:
        super().__init__(
            "reply",
            f"一段文字最多 {most} 字节（约 {most // 30 * 10} 个汉字），这一段有 {size_bytes} 字节",
            code="text-too-long",
        )


class TextUnreadable(RuleRefused):
    def __init__(self) -> None:
        super().__init__("reply", "回复里有微信传不了的控制字符", code="text-unreadable")


class TooManyParts(RuleRefused):
    def __init__(self, *, most: int) -> None:
        super().__init__("reply", f"一条回复最多 {most} 段", code="too-many-parts")


class ItemUnknown(RuleRefused):
    """No such thing in this account's library; one of another account is told apart for nobody."""

    def __init__(self, name: str) -> None:
        super().__init__("item", f"资料库里没有“{name[:40]}”", code="item-unknown")


class OccasionRefused(RuleRefused):
    def __init__(self, field: str, rule: str) -> None:
        super().__init__(field, rule, code="occasion-refused")


class ImportRefused(AnswersError):
    """A file of rules cannot be taken; nothing of it was. `lines` names each bad line, up to a limit."""

    def __init__(self, reason: str, *, code: str, lines: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code
        self.lines = tuple(lines)
