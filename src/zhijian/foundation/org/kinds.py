"""What kinds of unit there are. The four of the Party are known by name; any other word is as good."""

from typing import Final

COMMITTEE: Final = "党委"
GENERAL_BRANCH: Final = "党总支"
BRANCH: Final = "党支部"
GROUP: Final = "党小组"

KNOWN: Final = (COMMITTEE, GENERAL_BRANCH, BRANCH, GROUP)
SUGGESTED: Final = (*KNOWN, "党工委", "党组", "工会", "委员会", "部门", "小组")

LONGEST: Final = 20


def kind_in(name: str) -> str:
    """The kind a unit's name ends with, or nothing: 河东村党支部 is a 党支部."""
    words = sorted((*SUGGESTED, "总支", "支部"), key=len, reverse=True)
    ending = next((word for word in words if name.endswith((word, f"{word}委员会"))), "")
    return {"总支": GENERAL_BRANCH, "支部": BRANCH}.get(ending, ending)
