"""A town that never was: units and people out of a seed, for the sample and for measurements.

Everything here is pure: a seed, two sizes and a year go in, plans come out, one after the other, the same
on every machine. Nothing is read or written; `settling.py` and `peopling.py` beside this folder put plans
into a house.

    tree = units_of(50_000, seed=7)
    for person in people_of(tree, 1_000_000, seed=7, year=2026): …

Who is invented stays recognisable as such: telephone numbers begin with 100, which no telephone in China
does, and nobody has an ID number. People come unit by unit and are never held in memory together.
"""

from zhijian.config.sample.town.people import people_of
from zhijian.config.sample.town.plans import PersonPlan, Reached, UnitPlan
from zhijian.config.sample.town.trees import units_of

__all__ = ["PersonPlan", "Reached", "UnitPlan", "people_of", "units_of"]
