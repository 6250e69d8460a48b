"""The command `zhijian`: every verb an operator needs. Reference: docs/reference/command.md."""

import sys

import typer

from zhijian.config.command import (
    accounts,
    audit,
    desk,
    doctor,
    followers,
    intake,
    members,
    reach,
    rules,
    serve,
    staff,
    town,
    units,
)
from zhijian.config.troubles import Trouble, give_up, line_for

app = typer.Typer(
    name="zhijian",
    help="指尖 Zhijian: run an organisation's WeChat Official Accounts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("serve")(serve.serve)
app.command("migrate")(desk.migrate)
app.command("demo")(desk.demo)
app.command("desk")(desk.desk)
app.command("town")(town.town)
app.command("sandbox", context_settings={"allow_extra_args": True})(desk.sandbox)
app.command("doctor")(doctor.doctor)
app.add_typer(accounts.app, name="accounts")
app.add_typer(staff.app, name="staff")
app.add_typer(audit.app, name="audit")
app.add_typer(rules.app, name="rules")
app.add_typer(intake.app, name="intake")
app.add_typer(followers.app, name="followers")
app.add_typer(members.app, name="members")
app.add_typer(units.app, name="units")
app.add_typer(reach.app, name="reach")


def main() -> None:
    """Run the command. Troubles an operator can mend are one line; anything else is a bug with its trace."""
    if sys.version_info < (3, 11):  # noqa: UP036 -- a copied environment may start with an older one
        give_up(f"needs Python 3.11 or newer, this is {sys.version.split()[0]}")
    try:
        app()
    except Trouble as trouble:
        give_up(str(trouble), code=trouble.code)
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
    except Exception as error:
        if (line := line_for(error)) is None:
            raise
        give_up(line)
