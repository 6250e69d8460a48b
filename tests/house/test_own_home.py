"""Tests keep their hands off the data of whoever runs them."""

import tempfile
from pathlib import Path

from pytest_django import Settings


def test_settings_stand_in_a_temporary_folder(settings: Settings) -> None:
    homes = [Path(settings.ZHIJIAN_HOME), Path(settings.MEDIA_ROOT), Path(settings.ZHIJIAN_KEY_FILE)]

    assert [home for home in homes if not home.is_relative_to(tempfile.gettempdir())] == []
