"""Chores of the answers room that need WeChat."""

from collections.abc import Callable, Mapping

from zhijian.courier import tags
from zhijian.foundation.tasks.models import Task


def fetch_tags(task: Task) -> None:
    tags.fetch_tags(int(task.arguments["account"]))


CHORES: Mapping[str, Callable[[Task], None]] = {"answers.fetch_tags": fetch_tags}
