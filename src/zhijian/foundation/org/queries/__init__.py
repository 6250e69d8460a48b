"""Reading the tree and the roster. `scope` is the part of the tree the person asking may see."""

from zhijian.foundation.org.queries.audience import Pick, count_of, ids_of
from zhijian.foundation.org.queries.members import (
    labels_by_name,
    members_within,
    namesakes_of,
    offices_on,
    roster_of,
    search_members,
    stays_on,
    transfers_within,
)
from zhijian.foundation.org.queries.units import (
    Step,
    path_of_unit,
    paths_of_units,
    search_units,
    superiors_among,
    tops_of,
    units_below,
    units_within,
)

__all__ = [
    "Pick",
    "Step",
    "count_of",
    "ids_of",
    "labels_by_name",
    "members_within",
    "namesakes_of",
    "offices_on",
    "path_of_unit",
    "paths_of_units",
    "roster_of",
    "search_members",
    "search_units",
    "stays_on",
    "superiors_among",
    "tops_of",
    "transfers_within",
    "units_below",
    "units_within",
]
