"""Reading who follows, and who of them is bound."""

from zhijian.foundation.followers.queries.bound import (
    binding_of,
    bindings_of_members,
    followers_of_members,
    undone_untold,
)
from zhijian.foundation.followers.queries.candidates import candidates

__all__ = [
    "binding_of",
    "bindings_of_members",
    "candidates",
    "followers_of_members",
    "undone_untold",
]
