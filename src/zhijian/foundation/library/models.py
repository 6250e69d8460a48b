"""Items, packs, and what WeChat holds of them."""

import secrets

from django.db import models

from zhijian.foundation.library.kinds import ItemKind


def new_code() -> str:
    """The public name of an item: 60 random bits, so that pages cannot be guessed one from another."""
    return secrets.token_hex(8)[:15]


class Item(models.Model):
    """One thing to show or send."""

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="items")
    code = models.CharField(max_length=20, unique=True, default=new_code)
    kind = models.CharField(max_length=10, choices=ItemKind)
    title = models.CharField(max_length=64)
    summary = models.CharField(max_length=120, blank=True)
    body = models.TextField(blank=True)
    url = models.URLField(max_length=1024, blank=True)
    cover = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    file_path = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    mime_type = models.CharField(max_length=40, blank=True)
    size_bytes = models.PositiveIntegerField(default=0)
    author = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=120, blank=True)
    rights = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.title


class PackPart(models.Model):
    """An item's place in a pack."""

    pack = models.ForeignKey(Item, models.CASCADE, related_name="pack_parts")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["pack", "position"], name="one_part_a_place"),)

    def __str__(self) -> str:
        return f"part {self.position} of pack {self.pack_id}"


class UploadedMedia(models.Model):
    """A temporary media id WeChat gave us for an item; WeChat forgets it after three days."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="uploaded")
    media_id = models.CharField(max_length=128)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"media of item {self.item_id} until {self.expires_at:%Y-%m-%d %H:%M}"
