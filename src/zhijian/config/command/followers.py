"""`zhijian followers sync|list ACCOUNT`."""

import json
import sys
from typing import Annotated

import typer

from zhijian.config.start_django import start_django
from zhijian.config.troubles import Trouble

app = typer.Typer(help="Who follows: compare with WeChat's list, and count.", no_args_is_help=True)

Account = Annotated[str, typer.Argument(metavar="ACCOUNT", help="The account's slug.")]


@app.command()
def sync(
    account: Account,
    believe: Annotated[
        bool, typer.Option("--believe", help="Even if very many have left by WeChat's list.")
    ] = False,
) -> None:
    """Compare with WeChat's list now, as happens each night. Goes on where it was stopped."""
    start_django()
    from zhijian.courier.followers import reconcile
    from zhijian.wechat.errors import CallFailed

    try:
        run = reconcile(_account_id(account), _say, believe=believe)
    except CallFailed as failed:
        raise Trouble(f"{account}: {failed}") from failed
    if run.errcode == 48001:
        raise Trouble(f"{account}: WeChat shows it no list (48001); followers are known from callbacks only")
    if run.errcode:
        raise Trouble(f"{account}: errcode={run.errcode}, read {run.listed:,}; goes on tomorrow night")
    if run.doubted:
        raise Trouble(
            f"{account}: by WeChat's list of {run.listed:,}, {run.doubted:,} would have left; nothing erased."
            " If that is right: --believe"
        )
    typer.echo(f"{account}: {run.total:,} follow; {run.came:,} were not known, {run.went:,} have left")


@app.command("list")
def list_followers(
    account: Account,
    bound: Annotated[bool, typer.Option("--bound", help="Only those bound to a member.")] = False,
) -> None:
    """One JSON object a line: since when, how known, and of bound ones the member's and his unit's code."""
    start_django()
    from zhijian.foundation.followers.queries import followers_in_full

    for row in followers_in_full(_account_id(account), only_bound=bound):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def _say(done: int, total: int) -> bool:
    if sys.stderr.isatty():
        typer.echo(f"\r{done:,} / {total:,}", nl=False, err=True)
    return True


def _account_id(slug: str) -> int:
    from zhijian.foundation.accounts import queries
    from zhijian.foundation.accounts.errors import AccountUnknown

    try:
        return queries.account_by_slug(slug).pk
    except AccountUnknown as unknown:
        raise Trouble(str(unknown)) from unknown
