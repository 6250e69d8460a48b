"""The words around near matches."""

from collections.abc import Sequence

from zhijian.rooms.answers.folding import size_bytes
from zhijian.wechat.replies import MAX_TEXT_BYTES

MOST_SUGGESTED = 3


def with_suggestions(default_reply: str, words: Sequence[str]) -> str:
    """The default reply as it stands, then the words nearest to what was asked; as many as fit."""
    head = f"{default_reply}\n\n" if default_reply else "没找到完全对上的。"
    for count in range(len(words), 0, -1):
        lines = "\n".join(f"{number}. {word}" for number, word in enumerate(words[:count], start=1))
        text = f"{head}您是不是想问：\n{lines}\n把要看的那个词发过来就行。"
        if size_bytes(text) <= MAX_TEXT_BYTES:
            return text
    return default_reply
