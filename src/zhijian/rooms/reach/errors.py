"""What can go wrong in this room."""


class ReachRefused(Exception):
    """Nothing was changed. The door chooses the words."""


class CareRefused(ReachRefused):
    """What was said about somebody was not written down."""


class NotOnRoster(CareRefused):
    """He is not active on the roster (any more), or the helper is not."""


class LeftInPeace(CareRefused):
    """He said he does not want; nobody is sent to him."""


class HelpsHimself(CareRefused):
    """Nobody visits himself."""


class NobodyGiven(CareRefused):
    """Nobody was chosen, or no helper was named."""


class SaidMeanwhile(CareRefused):
    """Somebody said something later: only the latest word can be taken back."""


class NotHisToHelp(CareRefused):
    """It was not given to him, or not any more."""
