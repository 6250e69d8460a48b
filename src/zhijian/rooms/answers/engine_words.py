"""What the engine says of a pattern it cannot use, in words for those who wrote it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_WORDS = {
    "missing )": gettext_lazy("少一个右括号"),
    "unexpected )": gettext_lazy("多一个右括号"),
    "missing ]": gettext_lazy("少一个右方括号"),
    "no argument for repetition operator": gettext_lazy("前面没有可以重复的东西"),
    "bad repetition operator": gettext_lazy("重复了两回"),
    "invalid repetition size": gettext_lazy("重复的次数不对，最多 1000"),
    "trailing \\": gettext_lazy("末尾多一个 \\"),
    "invalid escape sequence": gettext_lazy("不认得的 \\ 写法"),
    "invalid character class range": gettext_lazy("方括号里的范围不对"),
    "invalid named capture group": gettext_lazy("名字没写完"),
    "invalid perl operator": gettext_lazy("不认得的 (? 写法"),
    "pattern too large": gettext_lazy("太长或太复杂"),
}


def in_our_words(said: str) -> str:
    """`missing ): (坏` is `少一个右括号，在“(坏”`. What is not in the table stays as the engine says it."""
    for theirs, ours in _WORDS.items():
        if said.startswith(theirs):
            where = said.removeprefix(theirs).removeprefix(": ")
            if not where or where.startswith(" -"):
                return str(ours)
            return _("%(fault)s，在“%(where)s”") % {"fault": ours, "where": where}
    return said
