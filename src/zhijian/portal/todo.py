"""要我做的: what waits for a member, brought together from whoever knows of something.

A room that asks members for something adds its source to `SOURCES`; the portal's home shows what they bring,
the most urgent first.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhijian.foundation.visits.queries import wishes_of
from zhijian.portal.visitor import Visitor
from zhijian.rooms.reach.queries.care import helped_by


@dataclass(frozen=True, slots=True)
class Todo:
    """One line: what, how little it takes, by when in words, and the page (its name) to do it on."""

    title: str
    hint: str
    icon: str
    page: str
    due: str = ""
    is_urgent: bool = False


Source = Callable[[Visitor], list[Todo]]


def todos_for(visitor: Visitor) -> list[Todo]:
    found = [todo for source in SOURCES for todo in source(visitor)]
    return sorted(found, key=lambda todo: not todo.is_urgent)


def how_to_hear(visitor: Visitor) -> list[Todo]:
    """Who has not said it yet is asked once, and never reminded."""
    if visitor.member is None or wishes_of(visitor.member).hears:
        return []
    return [Todo(_("想怎么收消息？"), _("点一个就好，以后都能改"), "bell", "portal:hearing")]


def to_visit(visitor: Visitor) -> list[Todo]:
    """One line for all of them; gone when he has been to each once."""
    if visitor.member is None:
        return []
    people = [one for one in helped_by(visitor.member) if not (one.word and one.word.been_at)]
    if not people:
        return []
    said = {"name": people[0].member.name, "n": len(people)}
    title = ngettext("去看望%(name)s", "去看望%(name)s等 %(n)d 位", len(people)) % said
    return [Todo(title, _("方便的时候去，没有期限"), "heart-handshake", "portal:to-see")]


SOURCES: list[Source] = [to_visit, how_to_hear]
