"""The versions one can go back to, as rows."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from zhijian.console.menu import words
from zhijian.rooms.answers.menu import queries
from zhijian.rooms.answers.menu.comparing import changes
from zhijian.rooms.answers.menu.places import tidy
from zhijian.rooms.answers.menu.queries import Menu
from zhijian.rooms.answers.menu.states import Origin

SHOWN = 20


@dataclass(frozen=True, slots=True)
class VersionRow:
    """`number` leads back to it; None for what is live, which needs no way back."""

    number: int | None
    name: str
    at: datetime | None
    by: str
    differs: str


def version_rows(menu: Menu) -> list[VersionRow]:
    rows = []
    if menu.live or menu.live_buttons:
        live = menu.live
        rows.append(
            VersionRow(
                None,
                _("现在微信上的"),
                live.published_at if live else None,
                live.published_by_name if live else "",
                "",
            )
        )
    for version in queries.former_versions(menu.account, tag=menu.tag)[:SHOWN]:
        found = changes(menu.live_buttons, tidy(version.buttons))
        name = _("接过来的原菜单") if version.origin == Origin.TAKEN else ""
        rows.append(
            VersionRow(
                version.pk,
                name,
                version.published_at or version.made_at,
                version.published_by_name,
                words.compared_with_now(found),
            )
        )
    return rows
