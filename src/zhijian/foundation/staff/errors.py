"""What can go wrong around people."""

from collections.abc import Sequence


class StaffRefused(Exception):
    """The act was not done; nothing has changed."""


class NameTaken(StaffRefused):
    """Somebody signs in with this name already."""


class NameUnusable(StaffRefused):
    """Letters, digits and @ . + - _ only, 150 at most."""


class PasswordWeak(StaffRefused):
    """`why` holds whole sentences, in the language of whoever chose it."""

    def __init__(self, why: Sequence[str]) -> None:
        super().__init__(" ".join(why))
        self.why = tuple(why)


class LastAdministrator(StaffRefused):
    """Without an administrator nobody could let anybody in again."""


class BeyondRights(StaffRefused):
    """One gives and takes roles only where one is administrator oneself."""


class TakesTwo(StaffRefused):
    """Alone he may not: a second person has to agree (`joint_acts`)."""


class AskedAlready(StaffRefused):
    """The same is waiting for somebody to agree."""


class NobodyElse(StaffRefused):
    """No second person has the right to agree: give somebody the post first."""


class NotOpen(StaffRefused):
    """It was done, refused, withdrawn, or nobody agreed in time."""


class TermOutOfOrder(StaffRefused):
    """It would end before it began."""


class PostHeldAlready(StaffRefused):
    """He holds this role there already."""


class CodeWrong(StaffRefused):
    """Not the code on the operator's screen. `attempts_left` tries remain."""

    def __init__(self, attempts_left: int) -> None:
        super().__init__(f"{attempts_left} attempts left")
        self.attempts_left = attempts_left


class CodeOver(StaffRefused):
    """No code is in force: too old, tried too often, or none was ever made."""


class NotFirst(StaffRefused):
    """Somebody is here already; more people are added by an administrator."""


class InvitationOver(StaffRefused):
    """The link was used, replaced, or is too old."""
