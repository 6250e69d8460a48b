"""Reading who follows, and who of them is bound."""

from zhijian.foundation.followers.queries.bound import (
    binding_of,
    bindings_of_members,
    followers_of_members,
    undone_untold,
)
from zhijian.foundation.followers.queries.candidates import candidates
from zhijian.foundation.followers.queries.listing import (
    Counts,
    bindings_within,
    counts_of,
    followers_in_full,
    reconciling_of,
    standing_pauses,
)

__all__ = [
    "Counts",
    "binding_of",
    "bindings_of_members",
    "bindings_within",
    "candidates",
    "counts_of",
    "followers_in_full",
    "followers_of_members",
    "reconciling_of",
    "standing_pauses",
    "undone_untold",
]
