"""`zhijian reach coverage UNIT`."""

import json
from typing import Annotated

import typer

from zhijian.config.command.listing import print_rows
from zhijian.config.start_django import start_django
from zhijian.config.troubles import Trouble


def coverage(
    unit: Annotated[str, typer.Argument(metavar="UNIT", help="The unit's code.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """How many of a unit and all below it are reached, how, and why not yet. Numbers only, never a name."""
    start_django()
    from zhijian.foundation.org.models import Unit
    from zhijian.rooms.reach.queries.coverage import coverage_of

    found = Unit.objects.filter(code=unit, closed_on=None).first()
    if found is None:
        raise Trouble(f"{unit}: no such unit")
    numbers = coverage_of(found)
    if as_json:
        data = {
            "unit": found.code,
            "members": numbers.members,
            "bound": numbers.bound,
            "follows": numbers.follows,
            "otherwise": numbers.otherwise,
            "declined": numbers.declined,
            "not_yet": numbers.not_yet,
            "reasons": {reason.value: count for reason, count in numbers.reasons.items()},
        }
        typer.echo(json.dumps(data, ensure_ascii=False))
        return
    rows = [
        ("members", numbers.members),
        ("bound", numbers.bound),
        ("follows only", numbers.follows),
        ("reached otherwise", numbers.otherwise),
        ("declined", numbers.declined),
        ("not yet", numbers.not_yet),
        *((f"  {reason.value}", count) for reason, count in numbers.reasons.items()),
    ]
    print_rows(("what", "how many"), [(name, f"{count}") for name, count in rows])
