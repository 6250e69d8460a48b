"""`zhijian accounts add|list|set|check|card|move|to-sandbox`."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from zhijian.config.command.listing import print_rows
from zhijian.config.command.values import given_only, read_value
from zhijian.config.start_django import start_django
from zhijian.config.troubles import Trouble

app = typer.Typer(help="Official Accounts: add, list, change, check.", no_args_is_help=True)

READS = "The value itself, @file, or - for a line of standard input."


class KindOption(StrEnum):
    SUBSCRIPTION = "subscription"
    SERVICE = "service"


class ModeOption(StrEnum):
    SAFE = "safe"
    COMPATIBLE = "compatible"
    PLAIN = "plain"


@app.command()
def add(
    slug: Annotated[str, typer.Option(help="Its name in addresses: /wechat/SLUG. a-z, 0-9 and -.")],
    name: Annotated[str, typer.Option(help="Its name as followers see it.")],
    kind: Annotated[KindOption, typer.Option(help="As registered with WeChat.")],
    appid: Annotated[str, typer.Option(help="AppID, wx…")],
    secret: Annotated[str, typer.Option(help=f"AppSecret. {READS}")],
    token: Annotated[str, typer.Option(help=f"Token of the callback, 3 to 32 letters and digits. {READS}")],
    aes_key: Annotated[str, typer.Option(help=f"EncodingAESKey, 43 letters and digits. {READS}")],
    gh_id: Annotated[str, typer.Option(help="Original id, gh_…")],
    verified: Annotated[bool, typer.Option("--verified/--unverified", help="认证 with WeChat.")] = False,
    mode: Annotated[ModeOption, typer.Option(help="How callbacks are protected.")] = ModeOption.SAFE,
    allow_plain: Annotated[str, typer.Option(metavar="REASON", help="Why plain mode is accepted.")] = "",
    api_base: Annotated[str | None, typer.Option(metavar="URL", help="WeChat's API, or a sandbox.")] = None,
    default_reply: Annotated[str, typer.Option(help="Sent when no rule answers.")] = "",
    suggest: Annotated[bool, typer.Option("--suggest/--no-suggest", help="Add the nearest matches.")] = False,
) -> None:
    """Add an account. Checks the form of the values and opens no connection (that is `accounts check`)."""
    start_django()
    from zhijian.foundation.accounts import services
    from zhijian.foundation.accounts.errors import AccountRefused

    try:
        account = services.add_account(
            actor="command",
            slug=slug,
            name=name,
            kind=kind.value,
            is_verified=verified,
            appid=appid,
            secret=read_value(secret, option="--secret"),
            token=read_value(token, option="--token"),
            aes_key=read_value(aes_key, option="--aes-key"),
            gh_id=gh_id,
            mode=mode.value,
            plain_reason=allow_plain,
            default_reply=default_reply,
            suggests=suggest,
            **given_only(api_base=api_base),
        )
    except AccountRefused as refused:
        raise Trouble(_words(refused)) from refused
    _warn_of_host(account.api_base)
    typer.echo(f"added {account.slug} ({account.name}); callback address: {_callback_url(account.slug)}")


@app.command("list")
def list_accounts() -> None:
    """List the accounts, without any secret; piped, a line each with tabs between whole values."""
    start_django()
    from zhijian.foundation.accounts.models import Account

    print_rows(
        ("slug", "name", "kind", "verified", "appid", "gh_id", "mode", "api"),
        [
            (
                account.slug,
                account.name,
                account.kind,
                "yes" if account.is_verified else "no",
                account.appid,
                account.gh_id,
                f"plain ({account.plain_reason})" if account.plain_reason else account.mode,
                account.api_base,
            )
            for account in Account.objects.order_by("slug")
        ],
    )


@app.command("set")
def set_values(
    slug: Annotated[str, typer.Argument(help="The account to change.")],
    name: Annotated[str | None, typer.Option()] = None,
    kind: Annotated[KindOption | None, typer.Option()] = None,
    verified: Annotated[bool | None, typer.Option("--verified/--unverified")] = None,
    appid: Annotated[str | None, typer.Option()] = None,
    secret: Annotated[str | None, typer.Option(help=READS)] = None,
    token: Annotated[str | None, typer.Option(help=READS)] = None,
    aes_key: Annotated[
        str | None, typer.Option(help=f"The one before stays valid for opening. {READS}")
    ] = None,
    gh_id: Annotated[str | None, typer.Option()] = None,
    mode: Annotated[ModeOption | None, typer.Option()] = None,
    allow_plain: Annotated[str | None, typer.Option(metavar="REASON")] = None,
    api_base: Annotated[str | None, typer.Option(metavar="URL")] = None,
    default_reply: Annotated[str | None, typer.Option()] = None,
    suggest: Annotated[bool | None, typer.Option("--suggest/--no-suggest")] = None,
) -> None:
    """Change what is given; running gateways follow within two seconds."""
    start_django()
    from zhijian.foundation.accounts import queries, services
    from zhijian.foundation.accounts.errors import AccountRefused, AccountUnknown

    values = given_only(
        name=name,
        kind=kind.value if kind else None,
        is_verified=verified,
        appid=appid,
        secret=read_value(secret, option="--secret"),
        token=read_value(token, option="--token"),
        aes_key=read_value(aes_key, option="--aes-key"),
        gh_id=gh_id,
        mode=mode.value if mode else None,
        plain_reason=allow_plain,
        api_base=api_base,
        default_reply=default_reply,
        suggests=suggest,
    )
    if not values:
        raise Trouble("nothing to change; see `zhijian accounts set --help` for what can be")
    try:
        account = services.change_account(queries.account_by_slug(slug), actor="command", **values)
    except AccountRefused as refused:
        raise Trouble(_words(refused)) from refused
    except AccountUnknown as unknown:
        raise Trouble(str(unknown)) from unknown
    _warn_of_host(account.api_base)
    typer.echo(f"changed {account.slug}: {', '.join(sorted(values))}")


@app.command()
def check(slug: Annotated[str, typer.Argument(help="The account to check.")]) -> None:
    """Ask WeChat and look around: address, token, IP list, callback, rights. Exit code 1 if one fails."""
    start_django()
    from zhijian.config import findings
    from zhijian.courier.checks import check_now

    found = check_now(_account(slug))
    for line in findings.lines(found):
        typer.echo(line)
    if not all(finding.is_fine for finding in found):
        raise typer.Exit(1)


@app.command()
def card(slug: Annotated[str, typer.Argument(help="The account whose card to print.")]) -> None:
    """What the account can and cannot do, as WeChat last said. Asks nobody; `accounts check` does."""
    start_django()
    from zhijian.config.card import lines

    for line in lines(_account(slug)):
        typer.echo(line)


@app.command()
def move(
    slug: Annotated[str, typer.Argument(help="The account to move.")],
    unit: Annotated[str, typer.Argument(help="Code of the unit it belongs to from now on; - for none.")],
) -> None:
    """Say whose an account is. Who sees and runs it in the console follows from that."""
    start_django()
    from zhijian.foundation.accounts import services
    from zhijian.foundation.org.models import Unit

    to = None if unit == "-" else Unit.objects.filter(code=unit, closed_on=None).first()
    if to is None and unit != "-":
        raise Trouble(f"no open unit with code {unit!r}; `zhijian units list` shows those there are")
    account = services.move_account(_account(slug), unit=to, by="command")
    typer.echo(
        f"{account.slug} ({account.name}) belongs to {f'{to.code} ({to})' if to else 'the whole house'}"
    )


@app.command("to-sandbox")
def to_sandbox(slug: Annotated[str, typer.Argument(help="An account whose api is the sandbox.")]) -> None:
    """Register the account at the sandbox on this machine, in place of pasting into WeChat's back end."""
    start_django()
    from zhijian.config.sandbox import introduce

    typer.echo(introduce(_account(slug)))


def _account(slug: str) -> Any:
    from zhijian.foundation.accounts import queries
    from zhijian.foundation.accounts.errors import AccountUnknown

    try:
        return queries.account_by_slug(slug)
    except AccountUnknown as unknown:
        raise Trouble(str(unknown)) from unknown


def _words(refused: Exception) -> str:
    field, rule = str(getattr(refused, "field", "")), str(getattr(refused, "rule", ""))
    return f"--{field.replace('_', '-')}: {rule}"


def _callback_url(slug: str) -> str:
    from django.conf import settings

    return f"{settings.ZHIJIAN_PUBLIC_URL}/wechat/{slug}"


def _warn_of_host(api_base: str) -> None:
    from zhijian.foundation.accounts import hosts

    if not hosts.is_listed(api_base):
        typer.echo(f"warning: no call will be made to it: {hosts.why_not(api_base)}", err=True)
