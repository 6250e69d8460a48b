"""`zhijian doctor`: is this installation well? Every line says what was found and what to do."""

import typer

from zhijian.config.start_django import start_django


def doctor() -> None:
    """Check Python, folders, keys, databases, spool and clock. Exit code 1 if something needs doing."""
    start_django()
    from zhijian.config.diagnosis import diagnose

    all_fine = True
    for finding in diagnose():
        all_fine = all_fine and finding.is_fine
        typer.echo(f"{'ok ' if finding.is_fine else 'NOT'} {finding.what}: {finding.words}")
    if not all_fine:
        raise typer.Exit(1)
