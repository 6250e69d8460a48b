"""What can go wrong between a message and its row. Each error knows whether trying again can help."""


class IntakeError(Exception):
    permanent = False


class StoreFailed(IntakeError):
    """The database did not take (or give) the rows: locked, unreadable, full, or its connection lost."""

    def __init__(self, reason: str, *, is_locked: bool = False) -> None:
        super().__init__(reason)
        self.is_locked = is_locked


class RowRefused(StoreFailed):
    """The database is well, but will not have this very row; it would refuse it tomorrow too."""

    permanent = True


class SpoolFailed(IntakeError):
    """Neither database nor spool took the message. It must not be acknowledged."""
