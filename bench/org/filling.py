"""A town too large to type: units in four levels below one top, members in the lowest; rows put in bare.

The first of the units below the top holds three tenths of all members. Labels 0 to 19 are carried by a tenth
each, label 20 by one in a thousand. Names are as common as names are: 20 families, 400 given names.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any, Final

from django.db import connection, transaction
from django.utils.timezone import now

from zhijian.foundation.org import services
from zhijian.foundation.org.models import Era, Label, Member, Membership, Unit
from zhijian.foundation.org.paths import path_of
from zhijian.foundation.org.services.statistics import refresh_statistics
from zhijian.foundation.org.sounds import sound_of_person, sound_of_unit

FAMILIES: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN: Final = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华建国文玉"
SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
SINCE: Final = date(2020, 1, 1)
SHARE: Final = 0.3  # of the first unit below the top
_AT_ONCE: Final = 10_000


def fill(*, members: int, units: int, seed: int = 1) -> None:
    """Into empty tables; statistics and tallies are made as the worker makes them."""
    random.seed(seed)
    with transaction.atomic():
        tree = list(_tree(units))
        _put(Unit, _UNIT, (_unit_row(*one) for one in tree))
        eras = ((key, f"第{key}党支部", "", "", above, SINCE, None) for key, _path, above, _leaf in tree)
        _put(Era, ("unit_id", "name", "short_name", "kind", "superior_id", "from_day", "until_day"), eras)
        _put(Member, _MEMBER, _member_rows(tree, members))
        lived = list(Member.objects.order_by("pk").values_list("pk", "unit_id"))
        _put(Membership, ("member_id", "unit_id", "from_day"), ((*row, SINCE) for row in lived))
        Label.objects.bulk_create(Label(name=f"标记{bit}", bit=bit) for bit in range(21))
    refresh_statistics()
    services.begin_tallies_anew()
    services.bring_tallies_up()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


_UNIT: Final = (
    "id", "code", "name", "short_name", "kind", "superior_id", "path", "position", "sound", "opened_on",
    "version",
)  # fmt: skip
_MEMBER: Final = (
    "code", "unit_id", "name", "sound", "state", "birth_year", "joined", "phone", "id_number", "labels",
    "version", "added_at",
)  # fmt: skip


def _tree(units: int) -> Iterator[tuple[int, str, int | None, bool]]:
    """Key, path, superior, and whether nothing stands below: from the top down."""
    # 1 top, 10 below it, about 33 below each, about 12 below each of those, and what is left below them.
    widths = [1, 10, max(1, units // 150), max(1, units // 12)]
    widths.append(max(1, units - sum(widths)))
    before: list[tuple[int, str]] = [(0, "")]
    number = 0
    for depth, width in enumerate(widths):
        level = []
        for at in range(width):
            number += 1
            above, path = before[_place(at, width, len(before)) if depth > 1 else at * len(before) // width]
            level.append((number, path_of(number, below=path)))
            yield number, level[-1][1], above or None, depth == len(widths) - 1
        before = level


def _place(at: int, width: int, places: int) -> int:
    return at * places // width


def _unit_row(key: int, path: str, above: int | None, leaf: bool) -> tuple[Any, ...]:
    name = f"第{key}{'党支部' if leaf else '党委'}"
    kind = "branch" if leaf else "committee"
    return (key, f"U{key}", name, "", kind, above, path, 0, sound_of_unit(name), SINCE, 1)


def _member_rows(
    tree: Sequence[tuple[int, str, int | None, bool]], members: int
) -> Iterator[tuple[Any, ...]]:
    first_path = tree[1][1]
    leaves = [key for key, path, _, leaf in tree if leaf and not path.startswith(first_path)]
    of_first = [key for key, path, _, leaf in tree if leaf and path.startswith(first_path)]
    names = [f + a + b for f in FAMILIES for a in GIVEN for b in GIVEN] + [
        f + a for f in FAMILIES for a in GIVEN
    ]
    sounds = {name: sound_of_person(name) for name in names}
    moment = now()
    codes = _codes(members)
    for number in range(members):
        within = of_first if number < members * SHARE else leaves
        name = random.choice(names)
        labels = sum(1 << bit for bit in range(20) if random.random() < 0.1)
        labels |= (1 << 20) * (random.random() < 0.001)
        yield (
            codes[number], random.choice(within), name, sounds[name], "active", random.randint(1930, 2005),
            "", b"", b"", labels, 1, moment,
        )  # fmt: skip


def _codes(count: int) -> list[str]:
    found: set[str] = set()
    while len(found) < count:
        found.add("".join(random.choices(SIGNS, k=8)))
    return list(found)


def _put(model: Any, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            if "id" in columns:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT MAX(id) FROM {table}))"
                )
            return
        marks = ", ".join(["%s"] * len(columns))
        told = (tuple(str(one) if isinstance(one, date) else one for one in row) for row in rows)
        while batch := list(islice(told, _AT_ONCE)):
            cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", batch)


def is_filled() -> bool:
    return Unit.objects.exists()
