"""Why no invitation is made."""


class InvitationRefused(Exception):
    """Nothing was written."""


class AccountNotForUnit(InvitationRefused):
    """The account belongs to another part of the tree."""


class NumbersUsedUp(InvitationRefused):
    """Every number of this word is given away."""


class PermanentUsedUp(InvitationRefused):
    """WeChat makes no more permanent codes for this account."""


class NoPicture(InvitationRefused):
    """WeChat gives this account no codes that tell who came by them."""


class NotAPicture(InvitationRefused):
    """The file is no PNG or JPEG, or larger than we keep."""
