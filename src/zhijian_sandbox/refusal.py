"""What the control API answers when it will not: one sentence, and the field it is about."""


class Refusal(Exception):
    """400 malformed, 404 no such thing, 409 not now."""

    def __init__(self, sentence: str, *, field: str | None = None, status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.status = status
