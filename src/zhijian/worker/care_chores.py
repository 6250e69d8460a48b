"""Who is reached, kept counted: what changed several times a minute, every night a picture of the month."""

from collections.abc import Callable, Mapping
from typing import Final

from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task
from zhijian.rooms.reach.services import tallying
from zhijian.worker.followers_chores import next_night

COUNT: Final = "reach.count"
PICTURE: Final = "reach.picture_of_the_month"
COUNT_SECONDS: Final = 15
DAY_SECONDS: Final = 86_400


def count(_task: Task) -> None:
    tallying.bring_tallies_up()


def take_picture(_task: Task) -> None:
    tallying.bring_tallies_up()
    tallying.take_snapshots()
    tallying.forget_old()


def plan_standing_chores() -> None:
    tasks.plan(COUNT, key=f"standing:{COUNT}", repeat_seconds=COUNT_SECONDS)
    tasks.plan(PICTURE, key=f"standing:{PICTURE}", due_at=next_night(), repeat_seconds=DAY_SECONDS)


CHORES: Final[Mapping[str, Callable[[Task], None]]] = {COUNT: count, PICTURE: take_picture}
