"""What the engine says of a pattern it cannot use, in words for those who wrote it."""

_WORDS = {
    "missing )": "少一个右括号",
    "unexpected )": "多一个右括号",
    "missing ]": "少一个右方括号",
    "no argument for repetition operator": "前面没有可以重复的东西",
    "bad repetition operator": "重复了两回",
    "invalid repetition size": "重复的次数不对，最多 1000",
    "trailing \\": "末尾多一个 \\",
    "invalid escape sequence": "不认得的 \\ 写法",
    "invalid character class range": "方括号里的范围不对",
    "invalid named capture group": "名字没写完",
    "invalid perl operator": "不认得的 (? 写法",
    "pattern too large": "太长或太复杂",
}


def in_our_words(said: str) -> str:
    """`missing ): (坏` is `少一个右括号，在“(坏”`. What is not in the table stays as the engine says it."""
    for theirs, ours in _WORDS.items():
        if said.startswith(theirs):
            where = said.removeprefix(theirs).removeprefix(": ")
            return f"{ours}，在“{where}”" if where and not where.startswith(" -") else ours
    return said
