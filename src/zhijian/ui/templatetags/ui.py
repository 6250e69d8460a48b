"""Icons, assets and bundles for templates: `{% icon "plus" %}`, `{% asset "console/css/base.css" %}`."""

from typing import Any

from django import template
from django.conf import settings
from django.template.base import NodeList, Parser, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString

from zhijian.ui.assets import asset_url
from zhijian.ui.bundles import bundle_url

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


@register.tag
def bundle(parser: Parser, token: Token) -> "_Bundle":
    """The style sheets listed inside, as one."""
    links = parser.parse(("endbundle",))
    parser.delete_first_token()
    return _Bundle(links)


class _Bundle(template.Node):
    def __init__(self, links: NodeList) -> None:
        self._links = links

    def render(self, context: Any) -> str:
        links = self._links.render(context)
        if settings.DEBUG:
            return links
        return format_html('<link rel="stylesheet" href="{}">', bundle_url(links))
