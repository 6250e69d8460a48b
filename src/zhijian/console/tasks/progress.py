"""What a task's page says of it: where it stands, how far it is, what one may do."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhijian.console.today.spans import in_span
from zhijian.foundation.tasks.models import Task

LEAST_FOR_A_GUESS = 0.02  # before that the time left is a wild guess


@dataclass(frozen=True, slots=True)
class Progress:
    task: Task

    @property
    def is_open(self) -> bool:
        """Whether the page goes on asking."""
        return not self.task.is_over

    @property
    def is_good(self) -> bool:
        return self.task.is_over and not self.task.was_stopped and not self.task.has_failed

    @property
    def may_resume(self) -> bool:
        return self.task.was_stopped or self.task.has_failed

    @property
    def may_stop(self) -> bool:
        return self.is_open and self.task.stop_asked_at is None

    @property
    def heading(self) -> str:
        task = self.task
        if self.is_open:
            return self._open_heading()
        if task.has_failed:
            return _("没做成，已经停下")
        return _("停下了") if task.was_stopped else _("做好了")

    def _open_heading(self) -> str:
        task = self.task
        if task.stop_asked_at:
            return _("正在停下")
        if task.failure:
            return _("没做成，过一会儿自己再试")
        if not task.is_running:
            return _("排着队，马上开始")
        if task.progress_total:
            return _("做了 %(done)s，共 %(total)s") % {
                "done": f"{task.progress_done:,}",
                "total": f"{task.progress_total:,}",
            }
        return _("正在做")

    @property
    def percent(self) -> int | None:
        """None while nobody knows how much there is."""
        if not self.task.progress_total:
            return None
        return min(100, self.task.progress_done * 100 // self.task.progress_total)

    @property
    def time_left(self) -> str:
        """A guess from how fast it went so far; empty where it would be a wild one."""
        task = self.task
        if not task.is_running or not task.started_at or not task.progress_total:
            return ""
        share = task.progress_done / task.progress_total
        if not LEAST_FOR_A_GUESS <= share < 1:
            return ""
        spent = now() - task.started_at
        left_seconds = spent.total_seconds() * (1 - share) / share
        if left_seconds < 60:
            tens = max(10, round(left_seconds / 10) * 10)
            return ngettext("约 %(n)s 秒", "约 %(n)s 秒", tens) % {"n": tens}
        return _("约 %(span)s") % {"span": in_span(timedelta(seconds=left_seconds))}

    @property
    def says(self) -> str:
        """The chore's own sentence of what came of it: `note_results(task, says=...)`."""
        return str(self.task.results.get("says", ""))

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Its own pairs of words and values: `note_results(task, facts=[["待确认", "4 人"]])`."""
        return [(str(pair[0]), str(pair[1])) for pair in self.task.results.get("facts", [])]
