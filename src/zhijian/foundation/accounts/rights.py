"""What WeChat may give an account, as far as it can be asked without doing anything."""

from django.db import models


class Right(models.TextChoices):
    """One harmless question each (courier/checks/probes.py). The words are for operators."""

    MENU = "menu", "menu by interface"
    USERS = "users", "the list of followers"
    TAGS = "tags", "tags"
    MATERIAL = "material", "permanent media"
    DRAFTS = "drafts", "drafts"
    PUBLISH = "publish", "publishing without a push"
    MASS = "mass", "pushes by interface"
    COMMENTS = "comments", "comments"
    AGENTS = "agents", "customer-service agents"
    TEMPLATES = "templates", "template messages"
    SUBSCRIPTIONS = "subscriptions", "subscription notices"
    STATISTICS = "statistics", "statistics"
    AUTOREPLY = "autoreply", "reading the old automatic replies"
