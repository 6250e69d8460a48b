"""`{% to "portal:me" %}`: the address of another page of this door, in the reader's view. And faces."""

from typing import Any

from django import template
from django.urls import reverse

from zhijian.portal.elder_view import in_view

register = template.Library()


@register.simple_tag(takes_context=True)
def to(context: dict[str, Any], name: str, *words: Any, **query: str) -> str:
    return in_view(reverse(name, args=words), context["head"].view, **query)


@register.filter
def tone(name: str) -> str:
    """One of four colours, always the same for a name: a square with a sign instead of a picture."""
    return "abcd"[sum(map(ord, name)) % 4]
