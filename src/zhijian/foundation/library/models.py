"""Items, packs, and what WeChat holds of them."""

import secrets

from django.db import models

from zhijian.foundation.library.kinds import ItemKind, Role


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
    source_url = models.URLField(max_length=1024, blank=True)
    rights = models.CharField(max_length=200, blank=True)
    rights_until = models.DateField(null=True, blank=True)  # the last day on which it may be shown
    duration_seconds = models.PositiveIntegerField(default=0)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    # A picture may be here for an article alone; only what staff offer is found by a follower's words.
    is_findable = models.BooleanField(default=True)
    reviewed_by_name = models.CharField(max_length=150, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    changed_by_name = models.CharField(max_length=150, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # raised with every change: two editors lose nothing
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=["account", "kind"], name="library_by_kind"),)

    def __str__(self) -> str:
        return self.title


class PackPart(models.Model):
    """An item's place in a pack."""

    pack = models.ForeignKey(Item, models.CASCADE, related_name="pack_parts")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=10, choices=Role, default=Role.OTHER)

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
    file_path = models.CharField(
        max_length=200, blank=True
    )  # what was uploaded; the item may have another now

    def __str__(self) -> str:
        return f"media of item {self.item_id} until {self.expires_at:%Y-%m-%d %H:%M}"


class PermanentMedia(models.Model):
    """A permanent media id: kept by WeChat until deleted, and counted against the account's quota."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="permanent")
    media_id = models.CharField(max_length=128)
    url = models.URLField(max_length=1024, blank=True)
    kept_at = models.DateTimeField()
    is_outdated = models.BooleanField(default=False)  # the item has another file since

    def __str__(self) -> str:
        return f"permanent media of item {self.item_id}"


class MediaRefusal(models.Model):
    """The last time WeChat would not take an item's file. Gone once it does."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="refusal")
    code = models.IntegerField(null=True)
    why = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"refusal of item {self.item_id}: {self.code}"


class MaterialCount(models.Model):
    """How many permanent media WeChat counts for the account, those made in its back end included."""

    account = models.OneToOneField("accounts.Account", models.CASCADE, related_name="material_count")
    images = models.PositiveIntegerField(default=0)
    voices = models.PositiveIntegerField(default=0)
    videos = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"permanent media of account {self.account_id}"


class SearchEntry(models.Model):
    """An item as the search sees it: folded, cut into grams, by sign and by sound. Derived, written anew.

    On SQLite triggers stand on this table; a migration that alters it makes them again (search_index.py).
    """

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="search_entry")
    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    title = models.TextField()
    pinyin = models.TextField()
    initials = models.TextField()
    # Space-separated words of the index: the account, then grams. See search_index.py.
    scope = models.CharField(max_length=24)
    signs = models.TextField()
    sounds = models.TextField()
    letters = models.TextField()
    body = models.TextField()

    def __str__(self) -> str:
        return self.title
