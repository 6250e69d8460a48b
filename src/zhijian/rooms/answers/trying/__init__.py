"""Try it: what a text would be answered, to whom, and why not otherwise.

The very book a gateway asks gives the answer; beside it stands which rules lost, and to what. Nothing is
sent, kept or counted.
"""

from zhijian.rooms.answers.trying.explaining import explain
from zhijian.rooms.answers.trying.tried import Candidate, Drawn, Mark, Tried, TriedVariant, Why

__all__ = ["Candidate", "Drawn", "Mark", "Tried", "TriedVariant", "Why", "explain"]
