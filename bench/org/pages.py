"""What somebody waits for: the page of the whole tree, coverage, a search, a roster narrowed, a past day.

    .venv/bin/python -m bench.org.pages [--on postgresql] [--members N] [--units N]

Pages go through every layer of the product but the network, for an administrator of the whole house.
"""

from collections.abc import Callable
from typing import Any

from bench.org.measuring import Measured, a_filled_town, measure, report

MOST_MS = 200


def main() -> None:
    with a_filled_town(__doc__) as asked:
        things = _things()
        measure(things, rounds=asked.rounds)
        report("Pages", things, asked)


def _things() -> list[Measured]:
    from django.test import Client  # noqa: PLC0415 -- Django is set up just now

    from zhijian.foundation.org import services  # noqa: PLC0415 -- Django is set up just now
    from zhijian.foundation.org.models import Change, Label, Member, Unit  # noqa: PLC0415 -- as above
    from zhijian.foundation.org.queries import counts_of  # noqa: PLC0415 -- as above
    from zhijian.foundation.staff.models import Staff  # noqa: PLC0415 -- as above
    from zhijian.foundation.staff.roles import Role  # noqa: PLC0415 -- as above
    from zhijian.foundation.staff.tests.builders import a_person  # noqa: PLC0415 -- as above
    from zhijian.rooms.reach.queries.coverage import coverage_of, coverage_of_each  # noqa: PLC0415 -- as above
    from zhijian.rooms.reach.services.tallying import bring_tallies_up  # noqa: PLC0415 -- as above

    services.bring_tallies_up()  # a town that was kept may be of another version
    bring_tallies_up()
    wen = Staff.objects.filter(username="wen").first() or a_person("wen", (Role.ADMINISTRATOR, None))
    client = Client()
    client.force_login(wen)
    top = Unit.objects.get(superior=None)
    rare, common = Label.objects.get(bit=20), Label.objects.get(bit=0)
    below = list(top.subordinates.order_by("position", "name"))
    leaf = Unit.objects.order_by("-pk")[0]
    member = Member.objects.filter(unit=leaf)[0]
    here = f"/console/org/units/{top.pk}/"
    piece = {"HX-Request": "true", "HX-Target": "roster"}

    def get(path: str, **query: str) -> Callable[[], Any]:
        return lambda: client.get(path, query)

    def roster(**query: str) -> Callable[[], Any]:
        return lambda: client.get(here, {"asked": "1", "below": "1", **query}, headers=piece)

    def just_changed(act: Callable[[], Any]) -> Callable[[], Any]:
        def change_and_act() -> Any:
            Change.objects.create(unit_id=leaf.pk)  # as when somebody there is corrected
            return act()

        return change_and_act

    return [
        Measured("unit page of the whole tree", get(here), most=MOST_MS),
        Measured("the same just after a change", just_changed(get(here)), most=MOST_MS),
        Measured("unit page of the largest part", get(f"/console/org/units/{below[0].pk}/"), most=MOST_MS),
        Measured("unit page of a branch", get(f"/console/org/units/{leaf.pk}/"), most=MOST_MS),
        Measured("coverage of the whole tree", lambda: coverage_of(top), most=MOST_MS),
        Measured("coverage of each of ten below it", lambda: coverage_of_each(below), most=MOST_MS),
        Measured("members of the whole tree, counted", lambda: counts_of(top)),
        Measured("a member's page", get(f"/console/org/members/{member.code}/")),
        Measured("search: a whole name", get("/console/org/search/", q="王建国")),
        Measured("search: a family name", get("/console/org/search/", q="王")),
        Measured("search: first letters", get("/console/org/search/", q="wjg")),
        Measured("search: nobody", get("/console/org/search/", q="龘龘")),
        Measured("search: a code", get("/console/org/search/", q=member.code)),
        Measured("roster: by name", roster(q="王建国")),
        Measured("roster: by letters", roster(q="wjg")),
        Measured("roster: a label of a tenth", roster(label=str(common.pk))),
        Measured("roster: a label of a thousandth", roster(label=str(rare.pk))),
        Measured("roster: that label and an age", roster(label=str(rare.pk), age="80")),
        Measured("roster: who has left", roster(state="left")),
        Measured(
            "a past day of the whole tree", get("/console/org/day/", unit=str(top.pk), day="2021-01-01")
        ),
        Measured("a past day of a branch", get("/console/org/day/", unit=str(leaf.pk), day="2021-01-01")),
    ]


if __name__ == "__main__":
    main()
