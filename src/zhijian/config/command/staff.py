"""`zhijian staff add|give|end|may|list|disable|enable|reset-password|reset-second-factor`."""

import getpass
import sys
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from zhijian.config.command.listing import print_rows
from zhijian.config.command.values import read_value
from zhijian.config.start_django import start_django
from zhijian.config.troubles import Trouble

if TYPE_CHECKING:
    from zhijian.foundation.org.models import Unit
    from zhijian.foundation.staff.models import Staff

app = typer.Typer(help="Who may sign in to the console.", no_args_is_help=True)

READS = "@file or - for a line of standard input; without it, it is asked for twice. Never the value."


class RoleOption(StrEnum):
    ADMINISTRATOR = "administrator"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    REVIEWER = "reviewer"
    INBOX_AGENT = "inbox_agent"
    INSPECTOR = "inspector"
    SECRETARY = "secretary"
    AUDITOR = "auditor"


UnitOption = Annotated[
    str, typer.Option(help="The code of the unit it is held on, with all below; without it, the whole house.")
]
UntilOption = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day.")]
Username = Annotated[str, typer.Argument(help="The name one signs in with.")]
PasswordOption = Annotated[str | None, typer.Option(help=READS)]


@app.command()
def add(
    username: Username,
    role: Annotated[RoleOption, typer.Option(help="What he may do.")] = RoleOption.EDITOR,
    unit: UnitOption = "",
    until: UntilOption = None,
    name: Annotated[str, typer.Option(help="His name as colleagues know it.")] = "",
    password: PasswordOption = None,
) -> None:
    """Take somebody on, with a first post; he can sign in at once."""
    chosen = _password(password)
    start_django()
    from zhijian.foundation.staff import errors, services
    from zhijian.foundation.staff.models import Staff
    from zhijian.foundation.staff.passwords import check_password

    try:
        check_password(chosen, staff=Staff(username=username, name=name))
        services.take_on(
            username=username,
            password=chosen,
            role=role.value,
            name=name or username,
            unit=_unit(unit),
            until_day=until.date() if until else None,
            actor="command",
        )
    except errors.PasswordWeak as weak:
        raise Trouble(f"the password will not do: {' '.join(weak.why)}") from weak
    except errors.NameTaken as taken:
        raise Trouble(f"somebody signs in as {username} already; `zhijian staff list` shows who") from taken
    except errors.NameUnusable as unusable:
        raise Trouble("a user name has letters, digits and @ . + - _ only, 150 at most") from unusable
    typer.echo(f"added {username} ({role.value}); sign in at {_console_url()}")


@app.command()
def give(
    username: Username,
    role: Annotated[RoleOption, typer.Option(help="What he may do.")],
    unit: UnitOption = "",
    until: UntilOption = None,
) -> None:
    """Give him a post: a role on a unit and everything below it, for a term."""
    person, there = _person(username), _unit(unit)
    from zhijian.foundation.staff import errors, services

    try:
        last = until.date() if until else None
        services.give_post(person, role=role.value, unit=there, until_day=last, by="command")
    except errors.PostHeldAlready as held:
        raise Trouble(f"{username} holds it already; `zhijian staff may {username}` says what") from held
    except errors.TermOutOfOrder as late:
        raise Trouble(f"{late} is over") from late
    typer.echo(f"{username} is {role.value} on {there.code if there else 'the whole house'}")


@app.command()
def end(
    username: Username,
    role: Annotated[RoleOption, typer.Option(help="Which of his posts.")],
    unit: UnitOption = "",
) -> None:
    """End a post of his, at once."""
    person, there = _person(username), _unit(unit)
    from django.utils.timezone import localdate

    from zhijian.foundation.staff import errors, services

    held = person.posts.filter(role=role.value, unit=there).exclude(until_day__lt=localdate())
    if not (post := held.first()):
        raise Trouble(f"{username} holds no such post; `zhijian staff may {username}` says what he holds")
    try:
        services.end_post(post, by="command")
    except errors.LastAdministrator as last:
        raise Trouble(f"{username} is the last administrator; add another one first") from last
    typer.echo(f"{username} is {role.value} on {there.code if there else 'the whole house'} no more")


@app.command()
def may(username: Username) -> None:
    """Say what somebody may do today, in sentences."""
    person = _person(username)
    from zhijian.foundation.staff.sentences import nothing_of, sentences_of

    typer.echo("\n".join(sentences_of(person) or [nothing_of(person)]))


@app.command("list")
def list_staff() -> None:
    """List everybody: user name, roles, whether he may come in, how he proves who he is."""
    start_django()
    from zhijian.foundation.staff.models import Staff
    from zhijian.foundation.staff.sittings import second_factors_of

    def line(person: Staff) -> tuple[str, ...]:
        factors = second_factors_of(person).values_list("type", flat=True)
        kinds = ", ".join(dict.fromkeys(factors)) or "-"
        return person.username, person.name, _roles(person), "yes" if person.is_active else "no", kinds

    everybody = Staff.objects.order_by("-is_active", "username")
    print_rows(("user name", "name", "roles", "may sign in", "second factors"), map(line, everybody))


@app.command()
def disable(username: Username) -> None:
    """Sign him out everywhere and keep him out. What he wrote stays."""
    person = _person(username)
    from zhijian.foundation.staff import errors, services

    try:
        services.switch_off(person, by="command")
    except errors.LastAdministrator as last:
        raise Trouble(f"{username} is the last administrator; add another one first") from last
    typer.echo(f"disabled {username}")


@app.command()
def enable(username: Username) -> None:
    """Let him sign in again, with the password he had."""
    person = _person(username)
    from zhijian.foundation.staff import services

    services.switch_on(person, by="command")
    typer.echo(f"enabled {username}")


@app.command("reset-password")
def reset_password(username: Username, password: PasswordOption = None) -> None:
    """Give him a new password. He is signed out everywhere."""
    chosen = _password(password)
    person = _person(username)
    from zhijian.foundation.staff import errors, services

    try:
        services.choose_password(person, password=chosen, by="command")
    except errors.PasswordWeak as weak:
        raise Trouble(f"the password will not do: {' '.join(weak.why)}") from weak
    typer.echo(f"new password for {username}; he is signed out everywhere")


@app.command("reset-second-factor")
def reset_second_factor(username: Username) -> None:
    """For a lost phone: the password alone lets him in, until he sets new ones up."""
    person = _person(username)
    from zhijian.foundation.staff import services

    services.forget_second_factors(person, by="command")
    typer.echo(f"{username} signs in with the password alone until he sets a second factor up again")


def _roles(person: "Staff") -> str:
    """administrator, editor@hedong: a role, and the unit's code where it is held on one."""
    from django.utils.timezone import localdate

    today = localdate()
    posts = person.posts.filter(from_day__lte=today).exclude(until_day__lt=today).select_related("unit")
    said = [f"{post.role}@{post.unit.code}" if post.unit else post.role for post in posts.order_by("pk")]
    return ", ".join(said) or "-"


def _unit(code: str) -> "Unit | None":
    if not code:
        return None
    start_django()
    from zhijian.foundation.org.models import Unit

    unit = Unit.objects.filter(code=code, closed_on=None).first()
    if unit is None:
        raise Trouble(f"no unit has the code {code}")
    return unit


def _person(username: str) -> "Staff":
    start_django()
    from zhijian.foundation.staff.models import Staff

    person = Staff.objects.filter(username=username).first()
    if person is None:
        raise Trouble(f"nobody signs in as {username}; `zhijian staff list` shows who does")
    return person


def _password(given: str | None) -> str:
    if given is not None:
        if given != "-" and not given.startswith("@"):
            # A value here would stand in the shell's history and in the list of processes.
            raise Trouble("--password takes @file or -, never the password itself")
        return read_value(given, option="--password") or ""
    if not sys.stdin.isatty():
        raise Trouble("no terminal to ask on; give --password @file or --password -")
    chosen = getpass.getpass("Password: ")
    if chosen != getpass.getpass("Again: "):
        raise Trouble("the two are not the same; nothing was changed")
    return chosen


def _console_url() -> str:
    from django.conf import settings

    return f"{settings.ZHIJIAN_PUBLIC_URL}/console/"
