"""What can be wrong with an item."""

from datetime import datetime


class ItemRefused(Exception):
    """An item cannot be kept as given. `field` names the input, `rule` says why, in the reader's language."""

    def __init__(self, field: str, rule: str) -> None:
        super().__init__(f"{field}: {rule}")
        self.field = field
        self.rule = rule


class ItemChangedMeanwhile(Exception):
    """Somebody else saved it while this person was writing. Nothing was changed; nothing typed is lost."""

    def __init__(self, *, by_name: str, at: datetime | None) -> None:
        super().__init__(f"changed by {by_name}")
        self.by_name = by_name
        self.at = at


class ItemInUse(Exception):
    """Something still sends or shows it: a rule, a pack, a cover."""
