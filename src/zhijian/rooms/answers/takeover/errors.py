"""What can go wrong with a take-over. Doors choose the words from `code`."""

from zhijian.rooms.answers.errors import AnswersError


class TakeOverError(AnswersError):
    code = ""


class AlreadyImported(TakeOverError):
    """The rules are ours already; undo that first."""

    code = "already-imported"


class NotFetched(TakeOverError):
    """There is nothing here to decide about or to import (yet)."""

    code = "not-fetched"


class StillOpen(TakeOverError):
    """Something waits for a decision."""

    code = "still-open"

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} questions are open")
        self.count = count


class ChoiceUnknown(TakeOverError):
    """No such question, or not one of its choices."""

    code = "choice-unknown"


class WordsMissing(TakeOverError):
    """The choice takes a sentence, and there is none, or one WeChat would not take."""

    code = "words-missing"
