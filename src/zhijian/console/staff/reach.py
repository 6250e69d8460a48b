"""Fetching and permission in one act: a colleague, through the person asking."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.queries import colleagues_visible_to


def colleague_of(staff: Staff, number: int) -> Staff:
    return get_object_or_404(colleagues_visible_to(staff), pk=number)


def another_colleague_of(staff: Staff, number: int) -> Staff:
    """Not oneself: one's own way in is changed on one's own page."""
    if staff.pk == number:
        raise Http404
    return colleague_of(staff, number)
