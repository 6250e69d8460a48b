"""Icons and assets for templates: `{% icon "plus" %}`, `{% asset "console/base.css" %}`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from zhijian.ui.assets import asset_url

register = template.Library()

SPRITE = "ui/vendor/tabler-icons.svg"

register.simple_tag(asset_url, name="asset")


@register.simple_tag
def icon(name: str, look: str = "i") -> SafeString:
    """An icon of the sprite, silent for screen readers: the words beside it, or its button's label, speak."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', look, asset_url(SPRITE), name
    )


@register.inclusion_tag("ui/_logo.html")
def logo(look: str = "logo") -> dict[str, str]:
    """The fingertip with one ripple. Never below 20 px, never in a coloured tile."""
    return {"look": look}
