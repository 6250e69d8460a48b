"""What asking for rights adds: each list for somebody limited to a subtree, and for nobody in particular.

    .venv/bin/python -m bench.org.rights [--on postgresql] [--members N] [--units N]

Both lists hold the same rows: those of the subtree with three tenths of all. The first is asked through the
person, the second with the rows named and no person. His rights are read once a request, whatever it lists:
that stands by itself, beside the page of that subtree, through every layer of the product but the network.
"""

import statistics
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from bench.org.measuring import Measured, a_filled_town, measure, report

FOLLOWERS = 20_000
LINES = 20_000


def main() -> None:
    with a_filled_town(__doc__) as asked:
        things = _things()
        measure(things, rounds=asked.rounds * 3)
        report("Rights", things, asked)
        _compare(things)


def _things() -> list[Measured]:  # noqa: C901 -- a list with its own small questions
    from django.test import Client  # noqa: PLC0415 -- Django is set up just now

    from zhijian.console.followers.reach import bindings_visible_to  # noqa: PLC0415 -- as above
    from zhijian.foundation.audit.models import Line  # noqa: PLC0415 -- as above
    from zhijian.foundation.followers.queries.listing import bindings_within  # noqa: PLC0415 -- as above
    from zhijian.foundation.org import queries  # noqa: PLC0415 -- as above
    from zhijian.foundation.org.models import Member, Unit  # noqa: PLC0415 -- as above
    from zhijian.foundation.org.paths import end_of  # noqa: PLC0415 -- as above
    from zhijian.foundation.org.scope import EVERYTHING  # noqa: PLC0415 -- as above
    from zhijian.foundation.staff.logbook import lines_visible_to  # noqa: PLC0415 -- as above
    from zhijian.foundation.staff.models import Staff  # noqa: PLC0415 -- as above
    from zhijian.foundation.staff.roles import SEE_MEMBERS, Role  # noqa: PLC0415 -- as above
    from zhijian.foundation.staff.roster import scope_for  # noqa: PLC0415 -- as above
    from zhijian.foundation.staff.tests.builders import a_person  # noqa: PLC0415 -- as above

    here = Unit.objects.get(superior=None).subordinates.order_by("pk")[0]
    posts = ((Role.EDITOR, here), (Role.AUDITOR, here))
    number = (Staff.objects.filter(username="lin").first() or a_person("lin", *posts)).pk
    _put_in(here)
    inside = {"path__gte": here.path, "path__lt": end_of(here.path)}
    of_unit = {f"unit__{name}": value for name, value in inside.items()}
    of_member = {f"member__{name}": value for name, value in of_unit.items()}
    of_line = {f"unit_{name}": value for name, value in inside.items()}

    lin = Staff.objects.get(pk=number)
    client = Client()
    client.force_login(lin)

    def anew() -> Staff:
        return Staff.objects.get(pk=number)

    def seen(narrowed: Callable[[Any], Sequence[Any]]) -> Callable[[], Sequence[Any]]:
        return lambda: narrowed(scope_for(lin, *SEE_MEMBERS))

    def plain(narrowed: Callable[[Any], Sequence[Any]]) -> Callable[[], Sequence[Any]]:
        return lambda: narrowed(EVERYTHING)

    def roster(scope: Any) -> Sequence[Any]:
        return queries.page_after(queries.roster_asked(here, scope, queries.Asked()), None, size=50)[0]

    def narrowed_roster(scope: Any) -> Sequence[Any]:
        asked = queries.Asked(mask=1 << 20)
        return queries.page_after(queries.roster_asked(here, scope, asked), None, size=50)[0]

    def search(scope: Any) -> Sequence[Any]:
        found = queries.search_members(scope, "王建国")
        return list(found.filter(**of_unit)[:21] if scope.is_everything else found[:21])

    def units(scope: Any) -> Sequence[Any]:
        found = queries.units_within(scope).order_by("path")
        return list(found.filter(**inside)[:50] if scope.is_everything else found[:50])

    def audience(scope: Any) -> Sequence[Any]:
        if scope.is_everything:
            return list(
                Member.objects.filter(unit__in=Unit.objects.filter(**inside), state="active").values_list(
                    "pk"
                )
            )
        return queries.ids_of(queries.Pick(scope=scope))

    found: list[Measured] = []
    for name, act in (
        ("roster, a page", roster),
        ("roster, a rare label", narrowed_roster),
        ("search for a name", search),
        ("units, a page", units),
        ("everybody's keys", audience),
    ):
        found += [Measured(f"{name}: through him", seen(act)), Measured(f"{name}: rows named", plain(act))]
    return [
        *found,
        Measured("followers, a page: through him", lambda: list(bindings_visible_to(lin)[:50])),
        Measured(
            "followers, a page: rows named",
            lambda: list(bindings_within(EVERYTHING).filter(**of_member)[:50]),
        ),
        Measured("audit, a page: through him", lambda: list(lines_visible_to(lin)[:50])),
        Measured(
            "audit, a page: rows named",
            lambda: list(Line.objects.filter(**of_line).order_by("-pk")[:50]),
        ),
        Measured("the page of the subtree: whole", lambda: client.get(f"/console/org/units/{here.pk}/")),
        Measured("himself and his rights, read anew", lambda: len(anew().rights.held)),
    ]


def _put_in(here: Any) -> None:
    from zhijian.foundation.accounts.models import Account  # noqa: PLC0415 -- Django is set up just now
    from zhijian.foundation.accounts.tests.builders import an_account  # noqa: PLC0415 -- as above
    from zhijian.foundation.audit.models import Line  # noqa: PLC0415 -- as above
    from zhijian.foundation.followers.models import Binding, Follower  # noqa: PLC0415 -- as above
    from zhijian.foundation.org.models import Member  # noqa: PLC0415 -- as above

    if Account.objects.exists():
        return
    account = an_account()
    keys = list(Member.objects.order_by("pk").values_list("pk", flat=True)[: FOLLOWERS * 3 : 3])
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    Follower.objects.bulk_create(
        Follower(account=account, openid=f"o{key}", first_seen_at=moment) for key in keys
    )
    by_openid = dict(Follower.objects.values_list("openid", "pk"))
    Binding.objects.bulk_create(
        Binding(
            follower_id=by_openid[f"o{key}"],
            account=account,
            member_id=key,
            way="code",
            bound_by_name="bench",
        )
        for key in keys
    )
    Line.objects.bulk_create(
        Line(action="member.moved", actor_name="bench", unit_path=here.path if at % 3 else "00000009")
        for at in range(LINES)
    )


def _compare(things: Sequence[Measured]) -> None:
    print("\n| list | added | of processors |\n| --- | ---: | ---: |")
    for through, named in zip(things[::2], things[1::2], strict=True):
        name, _says, rest = through.name.partition(": ")
        if rest == "through him":
            added = statistics.median(through.work) / max(statistics.median(named.work), 0.001) - 1
            share = f"{added * 100:+.0f} %" if statistics.median(named.work) > 1 else "too quick to say"
            print(f"| {name} | {(through.median / named.median - 1) * 100:+.0f} % | {share} |")


if __name__ == "__main__":
    main()
