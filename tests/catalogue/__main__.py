"""Bring the catalogue up to date with the code, and compile it. What has no English yet is named."""

import os
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijian.config.settings")
    django.setup()
    from tests.catalogue.writing import missing, renew  # noqa: PLC0415 -- once Django is up

    catalogue = renew()
    without = missing(catalogue)
    for sentence in without:
        sys.stdout.write(f"no English yet: {sentence}\n")
    sys.stdout.write(f"{len(catalogue)} sentences, {len(without)} without English\n")


if __name__ == "__main__":
    main()
