"""Bring Django up, once, with our settings."""

import os

import django


def start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijian.config.settings")
    django.setup()
