"""What can go wrong on the way in, and with one's own data."""


class ArrivalRefused(Exception):
    """Nobody came in."""


class StateUnknown(ArrivalRefused):
    """Not one of ours, or long over."""


class StateOfAnotherBrowser(ArrivalRefused):
    """Begun on another phone, or in another browser of this one."""


class StateTooOld(ArrivalRefused):
    """Begun too long ago."""


class StateUsed(ArrivalRefused):
    """He came back with it before."""


class CannotSignIn(ArrivalRefused):
    """WeChat gives this account no sign-in."""


class OldNumberWrong(Exception):
    """The last four digits are not those on file."""


class NoPhoneGiven(Exception):
    """Nothing was typed, or no telephone number."""
