"""A gateway as a process of its own: `python -m tests.gateway.server HOME PORT [--postgres URL]`."""

import argparse
import os
from pathlib import Path

import django
from django.conf import settings


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("home", type=Path)
    words.add_argument("port", type=int)
    words.add_argument("--postgres", default="")
    words.add_argument("--body-seconds", type=float, default=1.0)
    given = words.parse_args()
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(given.home / "metrics")
    # Only what a gateway touches: it starts in a fraction of the time.
    apps = [f"zhijian.foundation.{name}" for name in ("vault", "accounts", "intake")]
    settings.configure(INSTALLED_APPS=apps)
    django.setup()

    from tests.gateway import echo  # noqa: PLC0415 -- models may be imported only now

    echo.serve(given.home, given.port, postgres=given.postgres, body_seconds=given.body_seconds)


if __name__ == "__main__":
    main()
