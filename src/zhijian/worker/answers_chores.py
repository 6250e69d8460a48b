"""Chores of the answers room that need WeChat."""

from collections.abc import Callable, Mapping
from typing import Final

from zhijian.courier import tags, takeovers
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task
from zhijian.rooms.answers.menu.queries import FETCH_TAGS
from zhijian.rooms.answers.models import TakeOver
from zhijian.rooms.answers.takeover.queries import FETCH


def fetch_tags(task: Task) -> None:
    tags.fetch_tags(int(task.arguments["account"]))


def fetch_takeover(task: Task) -> None:
    """Rules, menus and media of a running account; one whose account is gone is left alone."""
    takeover = TakeOver.objects.select_related("account").filter(pk=task.arguments["takeover"]).first()
    if takeover is not None:
        takeovers.fetch(takeover, lambda done, total: tasks.report(task, done=done, total=total))


CHORES: Final[Mapping[str, Callable[[Task], None]]] = {
    FETCH_TAGS: fetch_tags,
    FETCH: fetch_takeover,
}
