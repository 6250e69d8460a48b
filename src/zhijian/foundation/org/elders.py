"""From when on somebody is counted as an elder."""

from datetime import date
from typing import Final

from django.utils.timezone import localdate

AGE: Final = 65


def elders_born_by(day: date | None = None) -> int:
    """Whoever was born in this year or before turns, or turned, so old in the year of `day`."""
    return (day or localdate()).year - AGE
