"""Versions of the menu, and the tags a menu can be for."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import now

from zhijian.rooms.answers.menu.states import Origin, State


class MenuVersion(models.Model):
    """A whole menu, for everybody or (`tag`) for the followers with one of WeChat's tags.

    `buttons` are as the platform takes them, but for `answer` in a draft's click entries: the words, or the
    rule, that will answer once it is published.
    """

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="menu_versions")
    tag = models.PositiveIntegerField(null=True)
    tag_name = models.CharField(max_length=60, blank=True)
    buttons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.MADE)
    made_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField(default=now)
    changed_by_name = models.CharField(max_length=150)
    changed_at = models.DateTimeField(default=now)
    published_by_name = models.CharField(max_length=150, blank=True)
    published_at = models.DateTimeField(null=True)
    # Part of the letter's key: each time it is sent is a letter of its own.
    sent_times = models.PositiveSmallIntegerField(default=0)
    menu_id = models.CharField(max_length=40, blank=True)  # WeChat's name for a conditional menu
    refused_at = models.DateTimeField(null=True)
    refused_code = models.IntegerField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = tuple(
            models.UniqueConstraint(
                name=name, fields=fields, condition=Q(tag__isnull=is_default, state__in=states)
            )
            for name, fields, is_default, states in (
                ("one_menu_draft", ["account"], True, [State.DRAFT, State.SENDING]),
                ("one_menu_draft_a_tag", ["account", "tag"], False, [State.DRAFT, State.SENDING]),
                ("one_live_menu", ["account"], True, [State.LIVE, State.LEAVING]),
                ("one_live_menu_a_tag", ["account", "tag"], False, [State.LIVE, State.LEAVING]),
            )
        )

    def __str__(self) -> str:
        return f"menu {self.pk} of account {self.account_id}"

    @property
    def letter_key(self) -> str:
        return f"menu-version:{self.pk}:{self.sent_times}"


class KnownTag(models.Model):
    """A tag of the account as WeChat named it when it was last asked."""

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="known_tags")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    followers = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["account", "number"], name="one_name_a_tag"),)

    def __str__(self) -> str:
        return self.name
