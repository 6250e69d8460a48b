"""Templates print; each stands behind its own door and keeps to the strict content policy."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.backends.django import DjangoTemplates

from tests.architecture.source import SRC

TEMPLATES = [p for p in sorted(SRC.rglob("*.html")) if "templates" in p.parts]
PRODUCT = [p for p in TEMPLATES if p.is_relative_to(SRC / "zhijian")]


def home_of(template: Path) -> str:
    """The package a template belongs to: `console`, `portal`, `ui`."""
    return template.relative_to(SRC / "zhijian").parts[0]


def tag_libraries() -> dict[str, str]:
    engine = engines["django"]
    assert isinstance(engine, DjangoTemplates)
    return engine.engine.libraries


def ids(path: Path) -> str:
    return str(path.relative_to(SRC))


def test_there_are_templates_to_look_at() -> None:
    assert {home_of(path) for path in PRODUCT} >= {"console", "portal"}


@pytest.mark.parametrize("template", PRODUCT, ids=ids)
def test_template_includes_only_its_own_door_and_ui(template: Path) -> None:
    used = re.findall(r"""\{%\s*(?:extends|include)\s+["']([^"']+)["']""", template.read_text())

    strangers = [
        name for name in used if name.split("/")[0] not in {home_of(template), "ui", "account", "allauth"}
    ]

    assert strangers == []


@pytest.mark.parametrize("template", PRODUCT, ids=ids)
def test_template_loads_tags_of_its_own_door_ui_or_django(template: Path) -> None:
    allowed = (f"zhijian.{home_of(template)}.", "zhijian.ui.", "django.", "django_htmx.", "allauth.")
    loads = re.findall(r"\{%\s*load\s+(?:[\w\s]+?\s+from\s+)?([\w\s.]+?)\s*%\}", template.read_text())

    strangers = [
        name for line in loads for name in line.split() if not tag_libraries()[name].startswith(allowed)
    ]

    assert strangers == []


@pytest.mark.parametrize("template", TEMPLATES, ids=ids)
def test_template_has_no_inline_script_style_or_handler(template: Path) -> None:
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=|\bhx-on\b|javascript:", re.IGNORECASE
    )

    assert inline.findall(template.read_text()) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=ids)
def test_template_loads_nothing_from_elsewhere(template: Path) -> None:
    loads = re.compile(r"""<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)=["'](?:https?:)?//""")

    assert loads.findall(template.read_text()) == []
