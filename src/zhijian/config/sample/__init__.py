"""The sample organisation: 青禾镇党建, with rules, menu, pack and two followers. Invented, kind, and small.

Loading it marks the database; a marked database is served on loopback only (config/processes/serving.py).
"""

from zhijian.foundation.accounts.queries import holds_sample_accounts
from zhijian.foundation.staff.queries import holds_sample_staff

SLUG = "qinghe"
PASSWORD = "zhijian-demo"  # noqa: S105 -- the demo's, printed for everybody; never served beyond loopback


def holds_sample() -> bool:
    return holds_sample_accounts() or holds_sample_staff()


def load_sample() -> bool:
    """Load what is missing; False when it was here already."""
    from zhijian.config.sample.loading import load

    return load()
