"""Where things lie in ZHIJIAN_HOME."""

from pathlib import Path

from django.conf import settings


def home() -> Path:
    return Path(settings.ZHIJIAN_HOME)


def spool_folder() -> Path:
    return home() / "spool"


def metrics_folder() -> Path:
    return home() / "run" / "metrics"
