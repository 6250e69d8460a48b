import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template

from zhijian.ui.assets import asset_url

SOURCES = Path(__file__).parents[2]


def sprite() -> str:
    found = finders.find("ui/vendor/tabler-icons.svg")
    assert isinstance(found, str)
    return Path(found).read_text()


def test_address_of_an_asset_changes_with_its_content() -> None:
    address = asset_url("ui/vendor/htmx.min.js")

    found = finders.find("ui/vendor/VENDORED.json")
    assert isinstance(found, str)
    digest = json.loads(Path(found).read_text())["sha256"]["htmx.min.js"]
    assert address == f"/static/ui/vendor/htmx.min.js?v={digest[:10]}"


def test_asset_that_is_not_there_is_an_error_at_once() -> None:
    with pytest.raises(LookupError, match=r"no static file 'ui/nothing\.css'"):
        asset_url("ui/nothing.css")


def test_icon_is_a_use_of_the_sprite_and_silent() -> None:
    drawn = Template('{% load ui %}{% icon "plus" "i s" %}').render(Context())

    address = asset_url("ui/vendor/tabler-icons.svg")
    assert drawn == f'<svg class="i s" aria-hidden="true"><use href="{address}#plus"/></svg>'


def test_every_icon_named_in_templates_is_in_the_sprite() -> None:
    there = set(re.findall(r'<symbol id="([^"]+)"', sprite()))
    named = {
        name
        for template in SOURCES.rglob("templates/**/*.html")
        for name in re.findall(r'\{% icon "([^"]+)"', template.read_text())
    }

    assert (len(named) > 10, named - there) == (True, set())
