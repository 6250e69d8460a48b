"""Arrivals, visits and wishes."""

from zhijian.foundation.visits.models.arrivals import Arrival
from zhijian.foundation.visits.models.visits import Visit
from zhijian.foundation.visits.models.wishes import Wishes

__all__ = ["Arrival", "Visit", "Wishes"]
