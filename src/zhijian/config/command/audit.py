"""`zhijian audit verify|list`."""

import json
from datetime import datetime
from typing import Annotated

import typer

from zhijian.config.start_django import start_django
from zhijian.config.troubles import Trouble

app = typer.Typer(help="Who did what: the log, and whether it is whole.", no_args_is_help=True)

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]
EXIT_BROKEN = 3


@app.command()
def verify(
    head: Annotated[
        str, typer.Option(help="A head noted earlier (NUMBER:DIGEST): it must still be in the chain.")
    ] = "",
) -> None:
    """Compute every seal anew. Exit 0 when the log is whole; 3, with the first broken line, when not."""
    start_django()
    from zhijian.foundation.audit.queries import verify as verified
    from zhijian.foundation.audit.services import seal_the_rest

    late = seal_the_rest()
    verdict = verified(known_head=head)
    if not verdict.is_whole:
        where = f"at line {verdict.broken}" if verdict.broken else "at its end"
        raise Trouble(f"the log is broken {where}: {verdict.why}", code=EXIT_BROKEN)
    typer.echo(f"{verdict.sealed} lines, whole; head {verdict.head or 'none'}")
    if late:
        typer.echo(f"{late} of them were sealed only now: a process died right after the act")


@app.command("list")
def list_lines(
    who: Annotated[str, typer.Option(help="Part of the name of who did it.")] = "",
    what: Annotated[str, typer.Option(help="Part of what it was done to, or of the act's code.")] = "",
    since: Day = None,
    until: Day = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the newest first.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="One object a line, with the details.")] = False,
) -> None:
    """List the log, the newest first."""
    start_django()
    from django.db.models import Q
    from django.utils.timezone import localtime, make_aware

    from zhijian.foundation.audit.models import Line

    lines = Line.objects.order_by("-pk")
    if who:
        lines = lines.filter(actor_name__icontains=who)
    if what:
        lines = lines.filter(Q(subject_name__icontains=what) | Q(action__icontains=what))
    if since:
        lines = lines.filter(at__gte=make_aware(since))
    if until:
        lines = lines.filter(at__lt=make_aware(until.replace(hour=23, minute=59, second=59)))
    for line in lines[:limit]:
        at = localtime(line.at)
        if as_json:
            typer.echo(
                json.dumps(
                    {
                        "line": line.pk,
                        "at": at.isoformat(),
                        "who": line.actor_name,
                        "action": line.action,
                        "what": line.subject_name,
                        "from": line.whence,
                        "details": line.details,
                    },
                    ensure_ascii=False,
                )
            )
        else:
            said = (f"{at:%Y-%m-%d %H:%M:%S}", line.actor_name, line.action, line.subject_name, line.whence)
            typer.echo("  ".join(part for part in said if part))
