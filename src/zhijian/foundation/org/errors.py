"""What can go wrong in the tree and on the roster."""


class OrgRefused(Exception):
    """The act was not done; nothing has changed."""


class CodeTaken(OrgRefused):
    """Another unit has this code."""


class NameMissing(OrgRefused):
    """A unit or member without a name."""


class UnderItself(OrgRefused):
    """A unit cannot stand below itself, or below one of its own subordinates."""


class TooDeep(OrgRefused):
    """More steps than the tree takes."""


class UnitClosed(OrgRefused):
    """The unit is no longer part of the tree."""


class StillInUse(OrgRefused):
    """A unit with subordinates or members cannot be closed: they need another place first."""

    def __init__(self, *, units: int, members: int) -> None:
        super().__init__(f"{units} units and {members} members")
        self.units, self.members = units, members


class ChangedMeanwhile(OrgRefused):
    """Somebody else changed it since it was shown."""


class DayOutOfOrder(OrgRefused):
    """The day lies before something that is already recorded, or in the future."""


class NumberTaken(OrgRefused):
    """Another member has this ID number."""


class NumberUnusable(OrgRefused):
    """Not an ID number: wrong length, or its check digit does not fit."""


class PhoneUnusable(OrgRefused):
    """Not a telephone number."""


class TransferOpen(OrgRefused):
    """The member is about to move already."""


class TransferOver(OrgRefused):
    """It was done or refused before."""


class AlreadyThere(OrgRefused):
    """The member belongs to that unit already."""


class NotOnRoster(OrgRefused):
    """He moved away, left or died: nothing more can be given to him, or asked for him."""


class LabelTaken(OrgRefused):
    """Another label has this name."""


class TooManyLabels(OrgRefused):
    """One more than can be told apart."""
