"""Org: the tree of units, the members on its roster, the offices they hold; all of it dated.

A *unit* is a node of the tree (党委, 党总支, 党支部, 党小组, or any other body's department). What it was
called and where it stood is kept as *eras*, so that an old day can be seen with the old tree; the unit's own
row holds what is true now. A *member* belongs to one unit at a time (his *memberships* are dated) and may be
a guest of another for a while (a *stay*). An *office* is held in a unit for a term, with or without a deputy.

Nothing here knows who is asking: reading takes a `Scope`, the part of the tree somebody may see, and the
staff above says what that is.
"""
