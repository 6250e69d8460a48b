"""The one answer to a callback that is not the platform's."""


class Refused(Exception):
    """Not sealed by the platform for this account. Every cause looks the same, on purpose."""

    def __init__(self) -> None:
        super().__init__("callback refused")
