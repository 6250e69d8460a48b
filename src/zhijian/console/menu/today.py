"""What of the menu waits for somebody: a version WeChat refused."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from zhijian.console.menu import grid, words
from zhijian.console.today.lines import Act, Line, Urgency
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.permissions import may_publish_menu
from zhijian.rooms.answers.menu.queries import refused_versions
from zhijian.rooms.answers.models import MenuVersion


def lines(staff: Staff, *, account: Account | None) -> Sequence[Line]:
    if account is None or not may_publish_menu.on(staff, account):
        return []
    return [_line(version) for version in refused_versions(account)]


def _line(version: MenuVersion) -> Line:
    whose = _("给“%(name)s”的菜单没发布成") % {"name": version.tag_name}
    return Line(
        key=f"menu-refused-{version.pk}",
        icon="menu-2",
        what=whose if version.tag is not None else _("菜单没发布成"),
        why=words.refusal_words(version.refused_code),
        since=version.refused_at or version.changed_at,
        urgency=Urgency.SOON,
        acts=(Act(_("去看看"), grid.address(tag=version.tag)),),
        room=_("菜单"),
    )
