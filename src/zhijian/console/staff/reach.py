"""Fetching and permission in one act: a colleague or a post, through the person asking."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from zhijian.foundation.staff.models import Post, Staff
from zhijian.foundation.staff.queries import colleagues_kept_by, colleagues_visible_to, posts_visible_to


def colleague_of(staff: Staff, number: int) -> Staff:
    return get_object_or_404(colleagues_visible_to(staff), pk=number)


def another_colleague_of(staff: Staff, number: int) -> Staff:
    """Whose way in he opens and closes: not his own, nor (403) that of somebody who also works elsewhere."""
    if staff.pk == number:
        raise Http404
    person = colleague_of(staff, number)
    if not colleagues_kept_by(staff).filter(pk=number).exists():
        raise PermissionDenied
    return person


def post_of(staff: Staff, number: int, post: int) -> Post:
    return get_object_or_404(posts_visible_to(staff), staff=colleague_of(staff, number), pk=post)
