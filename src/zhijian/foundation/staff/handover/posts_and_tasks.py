"""What this floor has to pass on: posts, and work that is under way."""

from collections.abc import Iterator
from contextlib import suppress

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zhijian.foundation.org.queries import transfers_within
from zhijian.foundation.org.scope import Scope
from zhijian.foundation.staff.errors import PostHeldAlready
from zhijian.foundation.staff.handover.passing import Passing, Thing, register
from zhijian.foundation.staff.models import Post, Staff
from zhijian.foundation.staff.roles import SEE_MEMBERS
from zhijian.foundation.staff.services.posts import end_post, give_post
from zhijian.foundation.tasks.models import Task


def _posts_of(giver: Staff, within: Scope) -> Iterator[Thing]:
    running = (
        giver.posts.select_related("unit").exclude(until_day__lt=localdate()).order_by("unit__path", "pk")
    )
    for post in running:
        if within.holds(post.path):
            where = post.unit.name if post.unit else _("全部组织")
            name = _("%(role)s · %(where)s") % {"role": post.get_role_display(), "where": where}
            yield Thing(str(post.pk), name, _post_note(post), post.path)


def _post_note(post: Post) -> str:
    said = []
    if post.until_day:
        said.append(_("任期到 %(day)s") % {"day": date_format(post.until_day)})
    if post.role in SEE_MEMBERS:
        waiting = transfers_within(Scope.of(post.path)).count()
        if waiting:
            words = ngettext("%(n)d 件转接没办完，随岗位过去", "%(n)d 件转接没办完，随岗位过去", waiting)
            said.append(words % {"n": waiting})
    return _("；").join(said)


def _move_post(key: str, giver: Staff, successor: Staff, by: Staff) -> None:
    """The successor's begins today, the giver's is over from now on; its end stays what it was."""
    post = (
        giver.posts.select_related("unit", "staff").filter(pk=key).exclude(until_day__lt=localdate()).first()
    )
    if post is None:
        raise LookupError(key)
    with suppress(PostHeldAlready):  # then there is only the giver's to end
        give_post(successor, role=post.role, unit=post.unit, by=by, until_day=post.until_day)
    end_post(post, by=by)


def _tasks_of(giver: Staff, within: Scope) -> Iterator[Thing]:
    for task in Task.objects.filter(for_staff_id=giver.pk, finished_at=None).order_by("pk"):
        yield Thing(task.key, str(task), _("还没做完"))


def _move_task(key: str, giver: Staff, successor: Staff, by: Staff) -> None:
    moved = Task.objects.filter(key=key, for_staff_id=giver.pk, finished_at=None)
    if not moved.update(for_staff_id=successor.pk):
        raise LookupError(key)


register(Passing("post", gettext_lazy("岗位"), "id-badge-2", _posts_of, _move_post))
register(Passing("task", gettext_lazy("交代的事"), "hourglass", _tasks_of, _move_task))
