"""What can be wrong with an account, in the words of its fields."""


class AccountRefused(Exception):
    """An account cannot be saved as given. `field` names the input, `rule` says what it must be."""

    def __init__(self, field: str, rule: str) -> None:
        super().__init__(f"{field}: {rule}")
        self.field = field
        self.rule = rule


class AccountTaken(AccountRefused):
    """Another account has this name in addresses, AppID or original id already."""

    def __init__(self, field: str) -> None:
        super().__init__(field, "is taken by another account")


class AccountUnknown(Exception):
    def __init__(self, slug: str) -> None:
        super().__init__(f"no account with slug {slug!r}; `zhijian accounts list` shows those there are")
        self.slug = slug


class DomainFileRefused(Exception):
    """A domain-verification file cannot be served. `why` is name, content or taken."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
