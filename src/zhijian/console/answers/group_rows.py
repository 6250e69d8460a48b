"""Messages nobody could answer, alike ones together: what was asked, and what to do, the likeliest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhijian.console.answers.question_rows import menu_key_of
from zhijian.rooms.answers.models import SeenTo
from zhijian.rooms.answers.states import Seen
from zhijian.rooms.answers.unanswered_groups import Group, Likeliest

LONGEST_SYNONYM = 10  # characters; what is longer is a sentence, and means more than one word
OFTEN = 3  # people who asked

ADD, SYNONYM, NEW, CHOOSE, NEEDLESS, NOTED = "add", "synonym", "new", "choose", "needless", "noted"


@dataclass(frozen=True, slots=True)
class GroupAct:
    """A button; with an `address` it leads to a page, else it is done here."""

    name: str
    label: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class GroupRow:
    group: Group
    acts: Sequence[GroupAct]

    @property
    def key(self) -> int:
        return self.group.key

    @property
    def is_frequent(self) -> bool:
        return self.group.askers >= OFTEN and self.group.likeliest != Likeliest.NEEDLESS

    @property
    def more(self) -> int:
        return self.group.distinct - 1 - len(self.group.samples)

    @property
    def icon(self) -> str:
        return "volume" if self.group.likeliest == Likeliest.LOOK else "bulb"


def group_row(group: Group) -> GroupRow:
    return GroupRow(group, tuple(_acts(group)))


def _acts(group: Group) -> list[GroupAct]:
    new = GroupAct(NEW, _("新建规则"), _address("console:rule-new", group))
    choose = GroupAct(CHOOSE, _("加到规则…"), reverse("console:unanswered-rules", args=[group.key]))
    needless = GroupAct(NEEDLESS, _("不用答"))
    if group.likeliest == Likeliest.LOOK:
        is_menu = bool(menu_key_of(group.questions[0]))
        return [new, GroupAct(NOTED, _("不用管"))] if is_menu else [GroupAct(NOTED, _("看过了"))]
    if group.likeliest == Likeliest.NEEDLESS:
        return [GroupAct(NEEDLESS, _("不用答，以后也不列")), choose, new]
    if group.likeliest == Likeliest.ADD and group.rule:
        add = GroupAct(ADD, _("加到“%(rule)s”") % {"rule": group.rule_name[:12]})
        if _is_a_word(group):
            same = GroupAct(SYNONYM, _("就是“%(word)s”的意思") % {"word": group.keyword[:10]})
            return [same, add, new, needless]
        return [add, new, choose, needless]
    return [new, choose, needless]


def _is_a_word(group: Group) -> bool:
    return bool(group.keyword) and len(group.words.strip()) <= LONGEST_SYNONYM and group.distinct == 1


def _address(name: str, group: Group) -> str:
    return f"{reverse(name)}?{urlencode({'question': group.key})}"


def done_in_words(seen_to: SeenTo, *, count: int, words: str) -> str:
    """What the row says after the act."""
    named = ngettext("“%(words)s”", "“%(words)s”等 %(count)d 句", count) % {"words": words, "count": count}
    rule = ""
    if seen_to.rule and (first := seen_to.rule.keywords.first()):
        rule = str(first)
    if seen_to.how == Seen.ADDED:
        return _("%(named)s加到了“%(rule)s”。以后这样问，就有人答。") % {"named": named, "rule": rule}
    if seen_to.how == Seen.SYNONYM:
        return _("%(named)s记作“%(rule)s”的意思。以后这样问，就有人答。") % {"named": named, "rule": rule}
    if seen_to.how == Seen.NEEDLESS:
        return _("%(named)s不用答，以后也不列。") % {"named": named}
    if seen_to.how == Seen.RULE:
        return _("%(named)s有了自己的规则。") % {"named": named}
    return _("%(named)s看过了。") % {"named": named}
