"""What can go wrong in this room."""


class ReachRefused(Exception):
    """Nothing was changed. The door chooses the words."""


class CareRefused(ReachRefused):
    """What was said about somebody was not written down."""


class NotOnRoster(CareRefused):
    """He is not active on the roster (any more), or the visitor is not."""


class LeftInPeace(CareRefused):
    """He said he does not want; nobody is sent to him."""


class VisitsHimself(CareRefused):
    """Nobody visits himself."""


class NobodyGiven(CareRefused):
    """Nobody was chosen, or no visitor was named."""


class SaidMeanwhile(CareRefused):
    """Somebody said something later: only the latest word can be taken back."""


class NotHisVisit(CareRefused):
    """It was not given to him, or not any more."""
