"""`zhijian reach invite UNIT` and `zhijian reach codes UNIT`."""

from typing import TYPE_CHECKING, Annotated

import typer

from zhijian.config.command.listing import print_rows
from zhijian.config.start_django import start_django
from zhijian.config.troubles import Trouble

if TYPE_CHECKING:
    from zhijian.foundation.accounts.models import Account
    from zhijian.foundation.org.models import Unit as UnitRow

Unit = Annotated[str, typer.Argument(metavar="UNIT", help="The unit's code.")]


def invite(
    unit: Unit,
    account: Annotated[
        str, typer.Option("--account", metavar="SLUG", help="At which account; else the nearest one.")
    ] = "",
    temporary: Annotated[
        bool, typer.Option("--temporary", help="For thirty days at a time, not for ever.")
    ] = False,
) -> None:
    """Make a unit's code, or show the one it has. A worker asks WeChat for the picture."""
    start_django()
    from zhijian.rooms.reach.kinds import Kind
    from zhijian.rooms.reach.queries.invitations import permanent_of
    from zhijian.rooms.reach.refusals import InvitationRefused
    from zhijian.rooms.reach.services.inviting import MOST_PERMANENT, invite_unit

    found = _unit(unit)
    there = _account(found, account)
    kind = Kind.TEMPORARY if temporary else None
    try:
        made = invite_unit(found, account=there, kind=kind, by="command")
    except InvitationRefused as refused:
        raise Trouble(f"{unit} at {there.slug}: {type(refused).__name__}") from refused
    waits = ", WeChat is being asked" if made.is_on_its_way else ""
    typer.echo(f"account  {there.slug}")
    typer.echo(f"kind     {made.kind}{waits}")
    typer.echo(f"word     {made.said}")
    typer.echo(f"scene    {made.scene}")
    if made.url:
        typer.echo(f"url      {made.url}")
    typer.echo(f"quota    {permanent_of(there):,} / {MOST_PERMANENT:,} permanent codes")


def codes(unit: Unit) -> None:
    """A unit's own codes and how many came by each. Of members' own codes nothing is counted."""
    start_django()
    from zhijian.rooms.reach.queries.invitations import counts_of, invitations_of

    found = list(invitations_of(_unit(unit)))
    counts = counts_of(found)
    print_rows(
        ("account", "word", "kind", "state", "scans", "joins"),
        [
            (
                one.account.slug,
                one.said,
                str(one.kind),
                "revoked" if one.revoked_at else "waits" if one.is_on_its_way else "ready",
                f"{counts[one.pk].scans}",
                f"{counts[one.pk].joins}",
            )
            for one in found
        ],
    )


def _unit(code: str) -> "UnitRow":
    from zhijian.foundation.org.models import Unit as Units

    found = Units.objects.filter(code=code, closed_on=None).first()
    if found is None:
        raise Trouble(f"{code}: no such unit")
    return found


def _account(unit: "UnitRow", slug: str) -> "Account":
    from zhijian.rooms.reach.queries.invitations import accounts_serving

    serving = accounts_serving(unit)
    found = serving.filter(slug=slug).first() if slug else serving.first()
    if found is None:
        raise Trouble(f"{slug or unit.code}: no account of this unit or of one above it")
    return found
