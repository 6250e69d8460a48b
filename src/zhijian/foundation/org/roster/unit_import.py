"""Units from a table: new ones opened, others renamed or moved as of today; many thousands at once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from django.db import connection, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from zhijian.foundation import audit
from zhijian.foundation.org import kinds, paths
from zhijian.foundation.org.errors import OrgRefused, UnderItself
from zhijian.foundation.org.models import Change, Era, Unit
from zhijian.foundation.org.roster.unit_rows import UnitRow
from zhijian.foundation.org.services.units import move_unit, rename_unit
from zhijian.foundation.org.sounds import sound_of_unit
from zhijian.foundation.org.states import Verdict

_CHUNK: Final = 2000


@dataclass(slots=True)
class UnitFinding:
    row: UnitRow
    verdict: Verdict
    message: str = ""
    unit: Unit | None = None
    changes: tuple[str, ...] = ()


def count(findings: Iterable[UnitFinding]) -> Counter[Verdict]:
    return Counter(finding.verdict for finding in findings)


def look_at_units(rows: Sequence[UnitRow]) -> list[UnitFinding]:
    """What taking them in would do; nothing is written."""
    known = {unit.code: unit for unit in Unit.objects.select_related("superior")}
    _refuse_misplaced(rows, known)
    return [_finding(row, known) for row in rows]


@transaction.atomic
def take_in_units(rows: Sequence[UnitRow], *, by: Any) -> list[UnitFinding]:
    """All good rows in one transaction; a bad one, and what hangs below it, is left out and told."""
    findings = look_at_units(rows)
    _open([one for one in findings if one.verdict == Verdict.NEW])
    _change([one for one in findings if one.verdict == Verdict.CHANGED], by=by)
    said = count(findings)
    details = {str(verdict): said[verdict] for verdict in Verdict if said[verdict]}
    audit.write("units.imported", actor=by, subject=None, details=details)
    return findings


# --- Looking ------------------------------------------------------------------------------------


def _refuse_misplaced(rows: Sequence[UnitRow], known: dict[str, Unit]) -> None:
    """Unknown superiors, closed ones, circles; and all that would stand below one of these."""
    listed = {row.code: row for row in rows if not row.wrong}
    for row in listed.values():
        unit = known.get(row.code)
        above = known.get(row.superior)
        if unit and unit.closed_on:
            row.wrong = _("这个组织已经撤销")
        elif row.superior and row.superior not in listed and above is None:
            row.wrong = _("找不到上级 %(code)s") % {"code": row.superior}
        elif above and above.closed_on and row.superior not in listed:
            row.wrong = _("上级 %(code)s 已经撤销") % {"code": row.superior}
    _refuse_circles(listed, known)
    _refuse_below_bad(rows, listed)


def _refuse_circles(listed: dict[str, UnitRow], known: dict[str, Unit]) -> None:
    done: set[str] = set()
    for start in listed:
        way: list[str] = []
        on_way: set[str] = set()
        code = start
        while code and code not in done and code not in on_way:
            way.append(code)
            on_way.add(code)
            code = _superior_of(code, listed, known)
        if code in on_way:
            for inside in way[way.index(code) :]:
                if (row := listed.get(inside)) and not row.wrong:
                    row.wrong = _("上级绕成了一个圈：%(way)s") % {
                        "way": " → ".join([*way[way.index(code) :][:5], code])
                    }
        if len(way) * paths.STEP > paths.LONGEST and (row := listed.get(start)):
            row.wrong = row.wrong or _("层级太深")
        done.update(way)


def _superior_of(code: str, listed: dict[str, UnitRow], known: dict[str, Unit]) -> str:
    """Where it will stand: as the row says, or, where that says nothing, where it stands now."""
    row = listed.get(code)
    if row and row.superior:
        return row.superior
    unit = known.get(code)
    return unit.superior.code if unit and unit.superior else ""


def _refuse_below_bad(rows: Sequence[UnitRow], listed: dict[str, UnitRow]) -> None:
    bad = {row.code for row in rows if row.wrong} - {row.code for row in rows if not row.wrong}
    below: dict[str, list[UnitRow]] = {}
    for row in listed.values():
        below.setdefault(row.superior, []).append(row)
    waiting = list(bad)
    while waiting:
        code = waiting.pop()
        for row in below.get(code, ()):
            if not row.wrong:
                row.wrong = _("上级 %(code)s 那一行有错") % {"code": code}
                waiting.append(row.code)


def _finding(row: UnitRow, known: dict[str, Unit]) -> UnitFinding:
    if row.wrong:
        return UnitFinding(row, Verdict.BAD, row.wrong)
    unit = known.get(row.code)
    if unit is None:
        return UnitFinding(row, Verdict.NEW, _("新增"))
    changes = []
    if row.name != unit.name:
        changes.append("name")
    if row.kind and row.kind != unit.kind:
        changes.append("kind")
    if row.short_name and row.short_name != unit.short_name:
        changes.append("short_name")
    if row.superior and row.superior != (unit.superior.code if unit.superior else ""):
        changes.append("superior")
    if not changes:
        return UnitFinding(row, Verdict.SAME, _("相同"), unit)
    called = {"name": _("名称"), "kind": _("类型"), "short_name": _("简称"), "superior": _("上级")}
    says = _("有改动：%(what)s") % {"what": _("、").join(called[name] for name in changes)}
    return UnitFinding(row, Verdict.CHANGED, says, unit, tuple(changes))


# --- Writing ------------------------------------------------------------------------------------


def _open(findings: Sequence[UnitFinding]) -> None:
    """Level by level, from the top: a path is made of the superior's and of one's own key."""
    waiting = {one.row.code: one for one in findings}
    while waiting:
        level = [one for one in waiting.values() if one.row.superior not in waiting]
        for one in level:
            del waiting[one.row.code]
        superiors = _superiors(level)
        for start in range(0, len(level), _CHUNK):
            _open_some(level[start : start + _CHUNK], superiors)


def _superiors(level: Sequence[UnitFinding]) -> dict[str, Unit]:
    codes = list({one.row.superior for one in level if one.row.superior})
    found: dict[str, Unit] = {}
    for start in range(0, len(codes), _CHUNK):
        found |= {unit.code: unit for unit in Unit.objects.filter(code__in=codes[start : start + _CHUNK])}
    return found


def _open_some(findings: Sequence[UnitFinding], superiors: dict[str, Unit]) -> None:
    day = localdate()
    made = [_new_unit(one.row, superiors.get(one.row.superior)) for one in findings]
    Unit.objects.bulk_create(made, batch_size=500)
    for unit in made:
        unit.path = paths.path_of(unit.pk, below=unit.superior.path if unit.superior else "")
    _write_paths(made)
    eras = [
        Era(
            unit=unit,
            name=unit.name,
            short_name=unit.short_name,
            kind=unit.kind,
            superior_id=unit.superior_id,
            from_day=day,
        )
        for unit in made
    ]
    Era.objects.bulk_create(eras, batch_size=500)
    Change.objects.bulk_create([Change(unit_id=unit.pk, is_subtree=True) for unit in made], batch_size=1000)
    for one, unit in zip(findings, made, strict=True):
        one.unit = unit


def _new_unit(row: UnitRow, superior: Unit | None) -> Unit:
    return Unit(
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        kind=row.kind or kinds.kind_in(row.name),
        superior=superior,
        path=f"new {uuid4().hex}",  # its place is made of its own key, which it does not have yet
        sound=sound_of_unit(row.name, row.short_name),
        opened_on=localdate(),
    )


def _write_paths(units: Sequence[Unit]) -> None:
    """One statement prepared once: a CASE over thousands of rows takes the planner longer than the work."""
    table, quote = Unit._meta.db_table, connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(table)} SET path = %s WHERE id = %s", [(unit.path, unit.pk) for unit in units]
        )


def _change(findings: Sequence[UnitFinding], *, by: Any) -> None:
    """Moves first wait for those above them: what stands below its future superior has to leave it before."""
    for one in findings:
        row, unit = one.row, one.unit
        assert unit is not None  # noqa: S101 -- only what is there can change
        if set(one.changes) - {"superior"}:
            one.unit = rename_unit(
                unit,
                name=row.name,
                short_name=row.short_name or unit.short_name,
                kind=row.kind or unit.kind,
                by=by,
            )
    waiting = [one for one in findings if "superior" in one.changes]
    while waiting:
        later = []
        for one in waiting:
            try:
                _move(one, by=by)
            except UnderItself:
                later.append(one)
            except OrgRefused:
                one.verdict, one.message = Verdict.BAD, _("不能移到那里，层级太深")
        if len(later) == len(waiting):
            for one in later:
                one.verdict, one.message = Verdict.BAD, _("上级绕成了一个圈")
            return
        waiting = later


def _move(one: UnitFinding, *, by: Any) -> None:
    with transaction.atomic():
        unit = Unit.objects.get(code=one.row.code)
        move_unit(unit, to=Unit.objects.get(code=one.row.superior), by=by)
