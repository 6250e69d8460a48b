"""Kinds of items, and what the platform allows of media files."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemKind(models.TextChoices):
    TEXT = "text", _("文字")
    LINK = "link", _("链接")
    ARTICLE = "article", _("文章")
    LARGE = "large", _("大字版")
    QUESTION = "question", _("讨论题")
    IMAGE = "image", _("图片")
    VOICE = "voice", _("语音")
    AUDIO = "audio", _("长音频")
    VIDEO = "video", _("视频")
    PACK = "pack", _("资料包")


class Role(models.TextChoices):
    """What an item is there for in its pack."""

    READING = "reading", _("读一读")
    AUDIO = "audio", _("听一听")
    LARGE = "large", _("一页大字版")
    QUESTION = "question", _("想一想，说一说")
    OTHER = "other", _("还有")


ROLE_OF_KIND: dict[str, Role] = {
    ItemKind.ARTICLE: Role.READING,
    ItemKind.TEXT: Role.READING,
    ItemKind.LINK: Role.READING,
    ItemKind.VOICE: Role.AUDIO,
    ItemKind.AUDIO: Role.AUDIO,
    ItemKind.LARGE: Role.LARGE,
    ItemKind.QUESTION: Role.QUESTION,
}

# What WeChat itself keeps and sends; a long recording is ours alone, heard on its page.
MEDIA_KINDS = frozenset({ItemKind.IMAGE, ItemKind.VOICE, ItemKind.VIDEO})
FILE_KINDS = MEDIA_KINDS | {ItemKind.AUDIO}
# What is sent as a card that leads to a page of ours, and what is said in words.
PAGE_KINDS = frozenset({ItemKind.ARTICLE, ItemKind.LARGE, ItemKind.AUDIO, ItemKind.PACK})
SAID_KINDS = frozenset({ItemKind.TEXT, ItemKind.QUESTION})


@dataclass(frozen=True, slots=True)
class MediaRule:
    """`words` say to staff what is taken."""

    max_bytes: int
    mime_types: frozenset[str]
    words: object  # a text, perhaps a lazy one
    max_seconds: int = 0


_MEBIBYTE = 1024 * 1024
# A picture of more is no larger on any phone, and opening it takes the memory of a small one.
MOST_PIXELS = 40_000_000
RECORDINGS = frozenset({"audio/amr", "audio/mpeg"})

MEDIA_RULES: dict[str, MediaRule] = {
    # 10 MB stands on the page, one line of it says 2 MB; protocol facts keep the larger one.
    ItemKind.IMAGE: MediaRule(
        10 * _MEBIBYTE,
        frozenset({"image/png", "image/jpeg", "image/gif"}),
        _("PNG、JPG 或 GIF，不超过 10 MB"),
    ),
    ItemKind.VOICE: MediaRule(2 * _MEBIBYTE, RECORDINGS, _("AMR 或 MP3，不超过 2 MB、60 秒"), max_seconds=60),
    ItemKind.VIDEO: MediaRule(10 * _MEBIBYTE, frozenset({"video/mp4"}), _("MP4，不超过 10 MB")),
}
# Kept files were judged by what is in them; no other type is ever sent, whatever a row says.
SENT_TYPES = frozenset[str]().union(*(rule.mime_types for rule in MEDIA_RULES.values())) | {"audio/mp4"}


def rule_of(kind: str) -> MediaRule:
    """What a file of this kind may be. A long recording is our own to keep; how large, the operator says."""
    if kind != ItemKind.AUDIO:
        return MEDIA_RULES[kind]
    most = settings.ZHIJIAN_AUDIO_MB
    words = _("MP3、M4A 或 AMR，不超过 %(most)d MB") % {"most": most}
    return MediaRule(most * _MEBIBYTE, RECORDINGS | {"audio/mp4"}, str(words))
