"""What notices and template messages share: a template filled in, and the card it becomes."""

from typing import Any

from zhijian_sandbox.platform import template_library
from zhijian_sandbox.platform.call import Call, Fields
from zhijian_sandbox.platform.errors import PlatformError
from zhijian_sandbox.platform.template_library import Keyword, Title
from zhijian_sandbox.state import followers
from zhijian_sandbox.state.followers import Tie
from zhijian_sandbox.state.templates import Template


def title_of(template: Template) -> Title:
    found = template_library.title(template.tid)
    if found is None:
        raise LookupError(template.tid)
    return found


def keywords_of(template: Template) -> list[Keyword]:
    return title_of(template).chosen(template.kids) or []


def text_of(template: Template, *, example: bool = False) -> str:
    """As the platform writes a template: 会议主题:{{thing1.DATA}}, a line each."""
    return "".join(
        f"{one.name}:{one.example if example else '{{' + one.key + '.DATA}}'}\n"
        for one in keywords_of(template)
    )


def receiver(call: Call, openid: Any) -> Tie:
    tie = (
        followers.tie_by_openid(call.parts.store, call.app.appid, openid) if isinstance(openid, str) else None
    )
    if tie is None:
        raise PlatformError(40003)
    if not tie.following:
        raise PlatformError(43004)
    return tie


def filled(template: Template, fields: Fields) -> dict[str, Any]:
    """The card. Every keyword of the template must have a value it takes; what else is sent is left out."""
    data = fields.get("data")
    if not isinstance(data, dict):
        raise PlatformError(47003)
    rows = []
    for keyword in keywords_of(template):
        given = data.get(keyword.key)
        value = given.get("value") if isinstance(given, dict) else None
        value = str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
        if not isinstance(value, str) or not template_library.is_allowed(keyword, value):
            raise PlatformError(47003, f"argument invalid! data.{keyword.key}.value invalid")
        rows.append({"name": keyword.name, "value": value})
    mini = fields.get("miniprogram")
    url = fields.get("url") or fields.get("page") or ""
    return {
        "title": title_of(template).title,
        "rows": rows,
        "url": url if isinstance(url, str) else "",
        "miniprogram": mini if isinstance(mini, dict) and mini.get("appid") else None,
    }
