"""Kinds of items, and what the platform allows of media files."""

from dataclasses import dataclass

from django.db import models


class ItemKind(models.TextChoices):
    TEXT = "text", "文字"
    LINK = "link", "链接"
    ARTICLE = "article", "文章"
    IMAGE = "image", "图片"
    VOICE = "voice", "音频"
    VIDEO = "video", "视频"
    PACK = "pack", "资料包"


MEDIA_KINDS = frozenset({ItemKind.IMAGE, ItemKind.VOICE, ItemKind.VIDEO})


@dataclass(frozen=True, slots=True)
class MediaRule:
    max_bytes: int
    mime_types: frozenset[str]
    words: str


MEDIA_RULES: dict[str, MediaRule] = {
    # 10 MB stands on the page, one line of it says 2 MB; protocol facts keep the larger one.
    ItemKind.IMAGE: MediaRule(
        10 * 1024 * 1024, frozenset({"image/png", "image/jpeg", "image/gif"}), "PNG、JPG 或 GIF，不超过 10 MB"
    ),
    ItemKind.VOICE: MediaRule(
        2 * 1024 * 1024, frozenset({"audio/amr", "audio/mpeg"}), "AMR 或 MP3，不超过 2 MB、60 秒"
    ),
    ItemKind.VIDEO: MediaRule(10 * 1024 * 1024, frozenset({"video/mp4"}), "MP4，不超过 10 MB"),
}
