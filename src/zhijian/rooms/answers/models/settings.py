"""What an account has settled about its answers."""

from django.db import models

from zhijian.rooms.answers.guarding.words import default_exceptions, default_words


class AnswerSettings(models.Model):
    """One row an account, made when somebody first changes something; until then all defaults hold."""

    account = models.OneToOneField("accounts.Account", models.CASCADE, related_name="answer_settings")
    # With no rule to answer, look in the library before falling back on the default reply.
    searches_library = models.BooleanField(default=True)
    guide_minutes = models.PositiveSmallIntegerField(default=10)
    report_words = models.JSONField(default=default_words)
    report_exceptions = models.JSONField(default=default_exceptions)
    report_address = models.URLField(max_length=500, blank=True, default="")
    report_reply = models.TextField(blank=True, default="")  # empty: the room's own words

    def __str__(self) -> str:
        return f"answer settings of account {self.account_id}"
