"""Units, members, offices, and what is dated about them."""

from zhijian.foundation.org.models.changes import Change
from zhijian.foundation.org.models.imports import Import, ImportRow, RememberedColumns
from zhijian.foundation.org.models.members import (
    CODE_SIGNS,
    MOST_LABELS,
    Label,
    Member,
    Membership,
    Stay,
    new_code,
)
from zhijian.foundation.org.models.offices import Office
from zhijian.foundation.org.models.spellings import Spelling
from zhijian.foundation.org.models.tallies import Tally, TallyMark, Total
from zhijian.foundation.org.models.transfers import Transfer
from zhijian.foundation.org.models.units import Era, Succession, Unit

__all__ = [
    "CODE_SIGNS",
    "MOST_LABELS",
    "Change",
    "Era",
    "Import",
    "ImportRow",
    "Label",
    "Member",
    "Membership",
    "Office",
    "RememberedColumns",
    "Spelling",
    "Stay",
    "Succession",
    "Tally",
    "TallyMark",
    "Total",
    "Transfer",
    "Unit",
    "new_code",
]
