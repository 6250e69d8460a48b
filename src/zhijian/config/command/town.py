"""`zhijian town`: a made-up organisation of any size, for measurements and for trying things out."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from zhijian.config.start_django import start_django
from zhijian.config.troubles import Trouble


def town(
    members: Annotated[int, typer.Option("--members", min=0, max=10_000_000, help="Exactly so many.")] = 400,
    units: Annotated[int, typer.Option("--units", min=1, max=500_000, help="Exactly so many.")] = 18,
    seed: Annotated[
        int, typer.Option("--seed", min=0, max=9999, help="The same seed makes the same town.")
    ] = 1,
    into_empty_only: Annotated[
        bool, typer.Option("--into-empty-only", help="Refuse a house with units or members, even with --yes.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Beside what is here; at a public address too.")] = False,
) -> None:
    """Make up units and members out of a seed. Nobody among them exists: their telephones begin with 100."""
    start_django()
    from zhijian.config.bring_up import is_current
    from zhijian.config.sample.peopling import TownStands, make_town

    if not is_current():
        raise Trouble("the database is not at this version's level; run `zhijian migrate`")
    _check_house(may_stand_beside=yes and not into_empty_only, may_be_public=yes)
    began = time.monotonic()
    try:
        with _progress() as progress:
            make_town(members=members, units=units, seed=seed, progress=progress)
    except TownStands as stands:
        raise Trouble(f"a town of seed {seed} is here already; choose another --seed") from stands
    typer.echo(f"{members:,} members in {units:,} units, made up in {time.monotonic() - began:.1f} s")


def _check_house(*, may_stand_beside: bool, may_be_public: bool) -> None:
    from django.conf import settings

    from zhijian.foundation.accounts.hosts import host_of, is_this_machine
    from zhijian.foundation.org.models import Member, Unit

    if not may_be_public and not is_this_machine(host_of(settings.ZHIJIAN_PUBLIC_URL)):
        raise Trouble("this house serves a public address; made-up people go into another one, or add --yes")
    if not may_stand_beside and (Unit.objects.exists() or Member.objects.exists()):
        raise Trouble("this house has units or members already; take an empty ZHIJIAN_HOME, or add --yes")


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A line that grows on a terminal; nothing where nobody watches."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()
    ) as bar:
        task = bar.add_task("members", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
