"""What can be wrong with an item."""


class ItemRefused(Exception):
    """An item cannot be kept as given. `field` names the input, `rule` says why, in the reader's language."""

    def __init__(self, field: str, rule: str) -> None:
        super().__init__(f"{field}: {rule}")
        self.field = field
        self.rule = rule
