"""Long work: whoever planned it sees it, and an administrator; for others it is not there."""

from collections.abc import Sequence

from zhijian.console.tests.doors.page import ANYBODY_SIGNED_IN, OWNERS, Page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.tasks import services

SOMEBODY_ELSE = 987_654


def tasks_pages(account: Account) -> Sequence[Page]:
    services.plan("import", key="import-1", for_staff_id=SOMEBODY_ELSE, title="导入名册")
    services.plan("sweep", key="standing")
    tasks = "/console/tasks/"
    return (
        Page("tasks", tasks, to=ANYBODY_SIGNED_IN),
        Page("task", f"{tasks}import-1/", unknown=f"{tasks}standing/", to=OWNERS),
        Page(
            "task-cancellation",
            f"{tasks}import-1/cancellation/",
            "post",
            unknown=f"{tasks}standing/cancellation/",
            to=OWNERS,
        ),
    )
