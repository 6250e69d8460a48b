"""The sample organisation: 青禾镇, its three accounts, its people. Invented, kind, and small.

`content.py` is what is said, `town/` who lives there (pure, out of a seed), `loading.py` puts the accounts
into an empty house and `settling.py` the town with its past; `peopling.py` makes houses of any size. Loading
it marks the database; a marked database is served on loopback only (config/processes/serving.py).
"""

SLUG = "qinghe"
PASSWORD = "zhijian-demo"  # noqa: S105 -- the demo's, printed for everybody; never served beyond loopback


def holds_sample() -> bool:
    from zhijian.foundation.accounts.queries import holds_sample_accounts
    from zhijian.foundation.staff.queries import holds_sample_staff

    return holds_sample_accounts() or holds_sample_staff()


def load_sample() -> bool:
    """Load what is missing; False when it was here already."""
    from zhijian.config.sample.loading import load

    return load()
