"""`zhijian migrate|demo|desk|sandbox`: from nothing to a running desk."""

import os
import sys
from typing import Annotated

import typer

from zhijian.config.start_django import start_django


def migrate() -> None:
    """Bring the database to this version's level. Safe to run again."""
    start_django()
    from zhijian.config.bring_up import migrate_databases

    for line in migrate_databases():
        typer.echo(line)


def demo() -> None:
    """Load the sample organisation (青禾镇党建). A database marked by it is served on loopback only."""
    start_django()
    from zhijian.config.bring_up import migrate_databases
    from zhijian.config.sample import load_sample

    for line in migrate_databases():
        typer.echo(line)
    typer.echo("sample loaded" if load_sample() else "sample is here already, nothing changed")


def desk() -> None:
    """Everything on one desk: sample, product, worker and sandbox, until Ctrl-C."""
    from zhijian.config.processes.desk import run_desk

    raise typer.Exit(run_desk())


def sandbox(
    port: Annotated[int, typer.Option(envvar="SANDBOX_PORT", min=1, max=65535)] = 8001,
    host: Annotated[str, typer.Option(help="Loopback only.")] = "127.0.0.1",
) -> None:
    """Run the sandbox alone: a WeChat on your desk."""
    from zhijian.config.environment import Environment

    state = Environment().home / "sandbox" / "sandbox.sqlite3"
    state.parent.mkdir(parents=True, exist_ok=True)
    argv = [
        sys.executable,
        "-m",
        "zhijian_sandbox",
        "--port",
        str(port),
        "--host",
        host,
        "--state",
        str(state),
    ]
    os.execv(sys.executable, argv)  # noqa: S606 -- the same interpreter, a process of its own
