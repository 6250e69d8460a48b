"""What can be wrong with a file as a whole; what is wrong with a row stands beside the row."""


class SheetRefused(Exception):
    """Nothing of it was taken. Its text is the one sentence that says why, and what to do."""

    def __init__(self, reason: str, *, code: str) -> None:
        super().__init__(reason)
        self.reason, self.code = reason, code


class ImportIsOver(Exception):
    """It was carried out already, or taken back already; or it is too old to be taken back."""
