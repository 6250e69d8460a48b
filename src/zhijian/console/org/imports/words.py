"""What the fields of a roster are called on its pages."""

from django.utils.translation import gettext_lazy as _

FIELDS = {
    "name": _("姓名"),
    "id_number": _("身份证号"),
    "phone": _("手机号"),
    "birth_year": _("出生年月"),
    "joined": _("入党时间"),
    "unit": _("所在组织"),
    "unit_code": _("组织编号"),
    "group": _("党小组"),
    "labels": _("标签"),
    "state": _("状态"),
    "code": _("成员编号"),
}
