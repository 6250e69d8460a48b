"""What somebody may be here. Each is held on a part of the tree, for a term (models.Post)."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("管理员")
    EDITOR = "editor", _("编辑（组织委员）")
    PUBLISHER = "publisher", _("发布人")
    REVIEWER = "reviewer", _("审核人")
    INBOX_AGENT = "inbox_agent", _("留言答复人")
    INSPECTOR = "inspector", _("纪检委员")
    SECRETARY = "secretary", _("书记")
    AUDITOR = "auditor", _("审计人")


# Who may see what is on a roster, and who may change it: within his own part of the tree, always.
SEE_MEMBERS: Final = (Role.ADMINISTRATOR, Role.EDITOR, Role.SECRETARY)
KEEP_ROSTER: Final = (Role.ADMINISTRATOR, Role.EDITOR, Role.SECRETARY)
SHAPE_TREE: Final = (Role.ADMINISTRATOR, Role.EDITOR)
APPROVE_TRANSFERS: Final = (Role.ADMINISTRATOR, Role.SECRETARY)
SEE_UNITS: Final = tuple(Role)
READ_AUDIT: Final = (Role.AUDITOR, Role.ADMINISTRATOR)
EDIT_ANSWERS: Final = (Role.ADMINISTRATOR, Role.EDITOR)
EDIT_LIBRARY: Final = (Role.ADMINISTRATOR, Role.EDITOR)
PUBLISH_MENU: Final = (Role.ADMINISTRATOR, Role.EDITOR)
MANAGE_ACCOUNTS: Final = (Role.ADMINISTRATOR,)
MANAGE_STAFF: Final = (Role.ADMINISTRATOR,)
