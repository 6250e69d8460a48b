"""What can go wrong with the register."""

from zhijian.rooms.reach.errors import ReachRefused


class RegisterRefused(ReachRefused):
    """Nothing was changed."""


class OutOfTurn(RegisterRefused):
    """Where the account stands, this cannot follow; or somebody was quicker."""


class NotTheLastStep(RegisterRefused):
    """Only the last step is taken back, and not one that closed something."""


class WordMissing(RegisterRefused):
    """It needs a sentence: why, or what for."""


class NameMissing(RegisterRefused):
    """An account without a name cannot be found again."""


class PhoneNotOne(RegisterRefused):
    """Not a telephone number."""


class NoticeTooShort(RegisterRefused):
    """Followers are told at least so many days before."""


class NowhereToGo(RegisterRefused):
    """What is merged goes into another account, which lives and is not itself."""


class NoticeRuns(RegisterRefused):
    """The days promised to the followers are not over."""


class NotYetTold(RegisterRefused):
    """The notice was not posted, or nothing was kept of what there was."""


class BeyondReach(RegisterRefused):
    """His rights must hold where the account is now and where it would be."""


class ChangedMeanwhile(RegisterRefused):
    """Somebody wrote down something else since this one looked."""
