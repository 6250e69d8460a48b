"""What can go wrong when somebody says who he is."""

from datetime import datetime

from zhijian.foundation.followers.ways import Braked


class BindingRefused(Exception):
    """Nothing was bound; nothing has changed."""


class FollowerTaken(BindingRefused):
    """This follower is bound to another member."""


class MemberTaken(BindingRefused):
    """At this account the member is bound to another follower already."""


class MemberGone(BindingRefused):
    """He is not on the roster any more."""


class NotFollowing(BindingRefused):
    """He has left the account."""


class CodeMistyped(BindingRefused):
    """Its check sign does not fit: a slip of the finger, not a guess."""


class CodeUnknown(BindingRefused):
    """There is no such code."""


class CodeOver(BindingRefused):
    """There was such a code: it has been used, replaced, or is too old."""


class TriesUsedUp(BindingRefused):
    """Too many wrong guesses; again from `until` on. `is_pause`: for a day, or until staff lift it."""

    def __init__(self, *, until: datetime, because: Braked, is_pause: bool) -> None:
        super().__init__(f"until {until:%H:%M} because of {because}")
        self.until, self.because, self.is_pause = until, because, is_pause


class MayNotVouch(BindingRefused):
    """The helper is not bound by himself, belongs elsewhere, or has vouched for enough people today."""


class RequestOver(BindingRefused):
    """Nobody asks for a helper with this number, or no longer."""


class LinkRefused(Exception):
    """The link lets nobody in."""


class LinkBroken(LinkRefused):
    """Not one of ours, or not whole."""


class LinkTooOld(LinkRefused):
    """It was good for a while only."""


class LinkOfAnotherPhone(LinkRefused):
    """It was opened on another phone before."""
