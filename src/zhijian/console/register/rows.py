"""A row of the register: read from an entry, its name's check, and what rings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zhijian.console.org.words import paths_in_words
from zhijian.console.register import words
from zhijian.foundation.accounts.kinds import Kind
from zhijian.foundation.org.scope import Scope
from zhijian.rooms.reach.models import Alarm, Entry
from zhijian.rooms.reach.naming import Grade
from zhijian.rooms.reach.queries.names import check_names


@dataclass(frozen=True, slots=True)
class Flag:
    look: str
    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """`needs` is what somebody should look at, in a few words each."""

    address: str
    name: str
    sort: str
    owner: str
    path: str
    until: str
    ends: Flag | None
    administrator: str
    office: str
    stage: Flag
    needs: Sequence[Flag]


def rows_of(entries: Sequence[Entry], *, scope: Scope, alarms: Mapping[int, Sequence[Alarm]]) -> list[Row]:
    """For a page of the list; the names are checked as it is shown."""
    owners = [entry.owner for entry in entries if entry.owner]
    paths = paths_in_words(owners)
    checked = {one.entry.key: one.findings for one in check_names(entries, scope=scope)}
    return [
        Row(
            address=reverse("console:register-entry", args=[entry.key]),
            name=entry.called,
            sort=sort_called(entry),
            owner=entry.owner.name if entry.owner else _("没有归属"),
            path=paths.get(entry.owner.pk, "") if entry.owner else "",
            until=date_format(entry.ends_on) if entry.ends_on else "",
            ends=_ends(entry),
            administrator=words.administrator_called(entry),
            office=entry.administrator_office,
            stage=stage_flag(entry),
            needs=[
                *_name_flags([found.grade for found in checked[entry.key]] if entry.is_alive else []),
                *(
                    Flag("warn", "alert-triangle", alarm.get_what_display())
                    for alarm in alarms.get(entry.pk, ())
                ),
            ],
        )
        for entry in entries
    ]


def stage_flag(entry: Entry) -> Flag:
    look, icon = words.LOOKS[entry.stands]
    return Flag(look, icon, str(entry.stands.label))


def sort_called(entry: Entry) -> str:
    """服务号, or that nobody knows; and whether it is connected here."""
    kind = str(Kind(entry.sort).label) if entry.sort else _("种类不详")
    return kind if entry.account else _("%(kind)s，没接进来") % {"kind": kind}


def _ends(entry: Entry) -> Flag | None:
    left = entry.days_left
    if left is None or left > 60 or not entry.is_alive:
        return None
    if left < 0:
        return Flag("bad", "calendar-x", _("过期了"))
    return Flag("warn", "calendar-event", _("还有 %(left)d 天") % {"left": left})


def _name_flags(grades: Sequence[Grade]) -> list[Flag]:
    if Grade.CHANGE in grades:
        return [Flag("warn", "writing", _("名称要改"))]
    return [Flag("", "writing", _("名称看一眼"))] if grades else []
