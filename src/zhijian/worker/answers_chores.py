"""Chores of the answers room that need WeChat."""

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.translation import gettext as _

from zhijian.courier import menus, tags, takeovers
from zhijian.foundation.tasks import services as tasks
from zhijian.foundation.tasks.models import Task
from zhijian.rooms.answers.menu.queries import FETCH_TAGS, TRY_MENU
from zhijian.rooms.answers.models import TakeOver
from zhijian.rooms.answers.takeover.queries import FETCH, Found
from zhijian.wechat.errors import WeChatError


def fetch_tags(task: Task) -> None:
    tags.fetch_tags(int(task.arguments["account"]))


def try_menu(task: Task) -> None:
    """Which menu somebody sees. A refusal is an answer, too: the wrong id is not asked about five times."""
    try:
        seen = menus.seen_by(int(task.arguments["account"]), str(task.arguments["who"]))
    except WeChatError as refused:
        tasks.note_results(task, code=refused.errcode)
    else:
        tasks.note_results(task, buttons=seen)
    # Whose menu it was is nobody's business once it is known.
    Task.objects.filter(pk=task.pk).update(arguments={"account": task.arguments["account"]})


def fetch_takeover(task: Task) -> None:
    """Rules, menus and media of a running account; one whose account is gone is left alone."""
    takeover = TakeOver.objects.select_related("account").filter(pk=task.arguments["takeover"]).first()
    if takeover is None:
        return
    takeovers.fetch(takeover, lambda done, total: tasks.report(task, done=done, total=total))
    found = Found(takeover)
    facts = [[_("规则"), str(len(found.old.rules))], [_("素材"), str(len(found.media) - len(found.gaps))]]
    if found.gaps:
        facts.append([_("没取到"), _("、").join(found.gaps.values())])
    tasks.note_results(task, facts=facts)


CHORES: Final[Mapping[str, Callable[[Task], None]]] = {
    FETCH_TAGS: fetch_tags,
    TRY_MENU: try_menu,
    FETCH: fetch_takeover,
}
