"""Which database a model lives in: intake in its own file on SQLite, everything together on PostgreSQL."""

from typing import Any

from django.conf import settings
from django.db.models import Model


class IntakeRouter:
    """Sends intake's one table to `settings.INTAKE_DATABASE`, all else to `default`."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return self._home_of(model._meta.app_label)

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return self._home_of(model._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == self._home_of(app_label)

    def _home_of(self, app_label: str) -> str:
        return str(settings.INTAKE_DATABASE) if app_label == "intake" else "default"
