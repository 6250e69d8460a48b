"""Reading the tree and the roster. `scope` is the part of the tree the person asking may see."""

from zhijian.foundation.org.queries.audience import Pick, count_of, ids_of
from zhijian.foundation.org.queries.days import (
    count_on,
    memberships_on,
    node_on,
    nodes_below,
    path_on,
    tops_on,
)
from zhijian.foundation.org.queries.members import (
    carriers_of_labels,
    labels_by_name,
    members_within,
    namesakes_of,
    offices_on,
    roster_of,
    search_members,
    stays_on,
    transfers_over_since,
    transfers_within,
)
from zhijian.foundation.org.queries.offices import SECRETARY, terms_at, terms_ending, vacant_since
from zhijian.foundation.org.queries.roster_pages import (
    Asked,
    namesakes_among,
    namesakes_within,
    page_after,
    roster_asked,
)
from zhijian.foundation.org.queries.tallies import Counts, counts_of, counts_of_each
from zhijian.foundation.org.queries.touched import (
    changes_since,
    have_moved,
    settled_change,
    units_touched_since,
)
from zhijian.foundation.org.queries.unit_facts import (
    eras_of,
    former_names_of,
    successions_of,
)
from zhijian.foundation.org.queries.units import (
    Step,
    called_by_code,
    path_of_unit,
    paths_of_units,
    search_units,
    superiors_among,
    tops_of,
    units_below,
    units_within,
)

__all__ = [
    "SECRETARY",
    "Asked",
    "Counts",
    "Pick",
    "Step",
    "called_by_code",
    "carriers_of_labels",
    "changes_since",
    "count_of",
    "count_on",
    "counts_of",
    "counts_of_each",
    "eras_of",
    "former_names_of",
    "have_moved",
    "ids_of",
    "labels_by_name",
    "members_within",
    "memberships_on",
    "namesakes_among",
    "namesakes_of",
    "namesakes_within",
    "node_on",
    "nodes_below",
    "offices_on",
    "page_after",
    "path_of_unit",
    "path_on",
    "paths_of_units",
    "roster_asked",
    "roster_of",
    "search_members",
    "search_units",
    "settled_change",
    "stays_on",
    "successions_of",
    "superiors_among",
    "terms_at",
    "terms_ending",
    "tops_of",
    "tops_on",
    "transfers_over_since",
    "transfers_within",
    "units_below",
    "units_touched_since",
    "units_within",
    "vacant_since",
]
