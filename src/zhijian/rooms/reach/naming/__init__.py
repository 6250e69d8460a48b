"""Whether an account's name is its unit's: plainly, without tricks, and nobody else's.

    unit = UnitNames("青禾镇党委", short="青禾党委", above=("云溪县委",))
    check_name("青禾第一福利头条", unit)      # findings, the gravest first; none for a name that is fine
    propose(unit)                             # names that would be

Pure functions: nothing here reads a table. What counts as a known form, a word of marketing, a sign taken for
another and how long a name may be stands in the .toml files beside, to be edited without touching code.
"""

from zhijian.rooms.reach.naming.checking import check_name
from zhijian.rooms.reach.naming.findings import Finding, Grade, Wrong
from zhijian.rooms.reach.naming.forms import UnitNames, forms_of, is_a_form
from zhijian.rooms.reach.naming.neighbours import Elsewhere, Neighbours
from zhijian.rooms.reach.naming.proposing import propose

__all__ = [
    "Elsewhere",
    "Finding",
    "Grade",
    "Neighbours",
    "UnitNames",
    "Wrong",
    "check_name",
    "forms_of",
    "is_a_form",
    "propose",
]
