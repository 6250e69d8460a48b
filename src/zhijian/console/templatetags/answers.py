"""`{{ mapping|at:key }}`: what a mapping holds under a key that is itself a variable."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(mapping: Mapping[Any, Any], key: Any) -> Any:
    """None where there is nothing."""
    return mapping.get(key)
