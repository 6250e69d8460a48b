"""Followers and what is known of them."""

from zhijian.foundation.followers.models.bindings import (
    Binding,
    BindingChange,
    BindingCode,
    HelpRequest,
    Unbinding,
)
from zhijian.foundation.followers.models.followers import Follower
from zhijian.foundation.followers.models.guesses import Pause, WrongGuess
from zhijian.foundation.followers.models.links import OpenedLink
from zhijian.foundation.followers.models.reconciling import Reconciling
from zhijian.foundation.followers.models.tags import Tag, TagBook, TagCarrier

__all__ = [
    "Binding",
    "BindingChange",
    "BindingCode",
    "Follower",
    "HelpRequest",
    "OpenedLink",
    "Pause",
    "Reconciling",
    "Tag",
    "TagBook",
    "TagCarrier",
    "Unbinding",
    "WrongGuess",
]
