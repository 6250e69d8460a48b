"""`zhijian doctor`: is this installation well? Every line says what was found and what to do."""

from typing import Annotated

import typer

from zhijian.config.start_django import start_django


def doctor(
    accounts: Annotated[
        bool, typer.Option("--accounts", help="Ask WeChat about every account, as `accounts check` does.")
    ] = False,
) -> None:
    """Check Python, folders, keys, databases, spool, clock, accounts. Exit code 1 if something needs doing.

    Without --accounts it shows what the last check of each account found, and asks nobody but the sandbox.
    """
    start_django()
    from zhijian.config.diagnosis import diagnose

    all_fine = True
    for finding in diagnose(asks_wechat=accounts):
        all_fine = all_fine and finding.is_fine
        typer.echo(f"{'ok ' if finding.is_fine else 'NOT'} {finding.what}: {finding.words}")
    if not all_fine:
        raise typer.Exit(1)
