"""The names there are, each once: a million members have some hundred thousand."""

from django.db import models


class Spelling(models.Model):
    """A name somebody has, or had lately, and its sound. Part of a name is looked for here, then who has it.

    Learnt by the database itself (spelling_triggers) with every row of a member, whoever writes it.
    """

    name = models.CharField(max_length=60)
    sound = models.CharField(max_length=200, blank=True)

    class Meta:
        # Not unique: of two who write the same new name at once neither waits for the other.
        indexes = (models.Index(fields=["name", "sound"], name="spellings_by_name"),)

    def __str__(self) -> str:
        return self.name
