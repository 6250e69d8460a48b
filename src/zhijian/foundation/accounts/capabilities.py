"""What an account can do, by what people want to do with it.

One table, so that the day WeChat changes its mind one line changes here. Which kind of account gets what is
protocol 5.1, and several of its lines are hearsay [U]: WeChat's own word (a `Grant`) always counts more.
The words stand at the doors; here are only keys.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from zhijian.foundation.accounts.kinds import Kind
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.rights import Right


class Wish(StrEnum):
    """What somebody comes with, in the card's order."""

    PUSH = "push"
    REPLY = "reply"
    MENU = "menu"
    TALK = "talk"
    WHO = "who"
    NOTICE = "notice"
    CODES = "codes"
    NUMBERS = "numbers"
    MEDIA = "media"


class Need(StrEnum):
    """Whom WeChat gives it to, as long as it has not been asked itself."""

    ANYBODY = "anybody"
    VERIFIED = "verified"
    VERIFIED_OR_SERVICE = "verified_or_service"
    VERIFIED_SERVICE = "verified_service"
    NOBODY = "nobody"


class Verdict(StrEnum):
    CAN = "can"
    CAN_IF = "can_if"  # with a condition that stands in the words
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True)
class Capability:
    """`right` is asked of WeChat where a harmless question exists. `hides` drops the line when not given."""

    key: str
    wish: Wish
    need: Need
    right: Right | None = None
    at_best: Verdict = Verdict.CAN
    hides: bool = False


CAPABILITIES: Final = (
    Capability("push_all", Wish.PUSH, Need.VERIFIED, Right.MASS),
    Capability("push_confirmed", Wish.PUSH, Need.VERIFIED, Right.MASS, Verdict.CAN_IF, hides=True),
    Capability("push_chosen", Wish.PUSH, Need.VERIFIED_SERVICE, hides=True),
    Capability("publish", Wish.PUSH, Need.VERIFIED, Right.PUBLISH),
    Capability("drafts", Wish.PUSH, Need.ANYBODY, Right.DRAFTS),  # unverified accounts: [U]
    Capability("reply", Wish.REPLY, Need.ANYBODY),
    Capability("reply_parts", Wish.REPLY, Need.VERIFIED),
    Capability("take_over", Wish.REPLY, Need.ANYBODY, Right.AUTOREPLY),  # unverified accounts: [U]
    Capability("voice_in_words", Wish.REPLY, Need.NOBODY),
    Capability("menu", Wish.MENU, Need.VERIFIED_OR_SERVICE, Right.MENU),
    Capability("menu_by_tag", Wish.MENU, Need.VERIFIED, Right.TAGS),
    Capability("answer_later", Wish.TALK, Need.VERIFIED),
    Capability("comments", Wish.TALK, Need.VERIFIED, Right.COMMENTS, Verdict.CAN_IF),
    Capability("comment_writers", Wish.TALK, Need.NOBODY),
    Capability("visitors", Wish.WHO, Need.VERIFIED_SERVICE),
    Capability("followers", Wish.WHO, Need.VERIFIED, Right.USERS),
    Capability("tags", Wish.WHO, Need.VERIFIED, Right.TAGS),
    Capability("nicknames", Wish.WHO, Need.NOBODY),
    Capability("notices", Wish.NOTICE, Need.VERIFIED_SERVICE, Right.SUBSCRIPTIONS, Verdict.CAN_IF),
    Capability("templates", Wish.NOTICE, Need.VERIFIED_SERVICE, Right.TEMPLATES, Verdict.CAN_IF, hides=True),
    Capability("notices_for_good", Wish.NOTICE, Need.NOBODY),
    Capability("scene_codes", Wish.CODES, Need.VERIFIED_SERVICE),
    Capability("numbers", Wish.NUMBERS, Need.VERIFIED, Right.STATISTICS),  # which kinds: [U]
    Capability("readers", Wish.NUMBERS, Need.NOBODY),
    Capability("kept_media", Wish.MEDIA, Need.VERIFIED, Right.MATERIAL),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides: the kind, whether it counts as verified, and WeChat's own words."""

    kind: str
    is_verified: bool
    grants: Mapping[Right, bool]

    @classmethod
    def of(cls, account: Account, grants: Mapping[Right, bool]) -> "Standing":
        return cls(account.kind, account.can_send, grants)


@dataclass(frozen=True, slots=True)
class Judged:
    """`is_asked`: WeChat itself said so; else it follows from the kind of account."""

    key: str
    wish: Wish
    verdict: Verdict
    is_asked: bool


def card(standing: Standing) -> tuple[Judged, ...]:
    """Every capability with its verdict, in the card's order."""
    judged = ((capability, _judged(capability, standing)) for capability in CAPABILITIES)
    return tuple(
        one for capability, one in judged if not (capability.hides and one.verdict == Verdict.CANNOT)
    )


def _judged(capability: Capability, standing: Standing) -> Judged:
    said = standing.grants.get(capability.right) if capability.right else None
    has_it = _is_met(capability.need, standing) if said is None else said
    verdict = capability.at_best if has_it else Verdict.CANNOT
    return Judged(capability.key, capability.wish, verdict, is_asked=said is not None)


def _is_met(need: Need, standing: Standing) -> bool:
    is_service = standing.kind == Kind.SERVICE
    return {
        Need.ANYBODY: True,
        Need.VERIFIED: standing.is_verified,
        Need.VERIFIED_OR_SERVICE: standing.is_verified or is_service,
        Need.VERIFIED_SERVICE: standing.is_verified and is_service,
        Need.NOBODY: False,
    }[need]
