"""The take-over as a page: where it stands, what is asked, old beside new."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijian.console.access import StaffRequest
from zhijian.console.page import page
from zhijian.console.takeover import words
from zhijian.console.tasks.progress import Progress
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.tasks.queries import task_by_key
from zhijian.rooms.answers.menu import queries as menus
from zhijian.rooms.answers.models import TakeOver
from zhijian.rooms.answers.takeover.queries import Found, takeover_of
from zhijian.rooms.answers.takeover.questions import Question
from zhijian.rooms.answers.takeover.rehearsing import DIFFERS, NEW, SAME
from zhijian.rooms.answers.takeover.states import State

SHOWN = 6  # rows of the comparison one sees without asking


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question, or what was decided about it."""

    id: str
    key: str
    title: str
    where: str
    choices: list[words.ChoiceWords]
    decided: str
    chosen: str
    typed: str
    wrong: str

    @property
    def takes_words(self) -> bool:
        return any(choice.takes_words for choice in self.choices)


@dataclass(frozen=True, slots=True)
class ComparedRow:
    asked: str
    words: str
    icon: str
    look: str
    why: str
    old: list[dict[str, str]]
    new: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Counts:
    """What came over: every rule, menu and file stands in one of three lines, and the sum is all of them."""

    rules: int
    menus: int
    things: int
    as_is: int
    changed: int
    asked: int
    how_changed: str
    saved: int
    missing: int
    expiring: int
    expires_at: datetime | None

    @property
    def all(self) -> int:
        return self.rules + self.menus + self.things


@dataclass(frozen=True, slots=True)
class Step:
    """`look` is done, now, or empty for what is to come."""

    name: str
    hint: str
    look: str


def takeover_page(
    request: StaffRequest,
    account: Account,
    *,
    says: str = "",
    wrong: Mapping[str, str] | None = None,
    typed: Mapping[str, tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """`wrong` and `typed` (choice, words) are by question, for one that was not decided well."""
    takeover = takeover_of(account)
    context: dict[str, Any] = {"account": account, "takeover": takeover, "says": says}
    if takeover is None:
        return page(request, "console/takeover/begin.html", context, at="account", status=status)
    if takeover.state in (State.FETCHING, State.FAILED):
        task = task_by_key(takeover.task_key, staff_id=request.staff.pk, sees_all=True)
        context |= {
            "progress": Progress(task) if task and takeover.state == State.FETCHING else None,
            "failure": words.failure_words(takeover.failure_code) if takeover.state == State.FAILED else "",
        }
        return page(request, "console/takeover/begin.html", context, at="account", status=status)
    found = Found(takeover)
    rows = _compared(takeover)
    asked = _question_rows(found, wrong or {}, typed or {})
    context |= {
        "counts": counts(found),
        "questions": asked,
        "open": len(found.open_questions),
        "tally": Counter(row["verdict"] for row in takeover.rehearsal.get("rows", [])),
        "rows": rows[:SHOWN],
        "more_rows": rows[SHOWN:],
        "row_count": len(rows),
        "steps": _steps(takeover, found),
        "taken": takeover.rules.select_related("rule").exclude(rule=None) if _is_ours(takeover) else [],
        "may_set_menu": menus.may_be_set(account),
        "menu": menus.menu_of(account),
        "is_found": takeover.state == State.FOUND,
        "is_imported": takeover.state == State.IMPORTED,
        "is_switched": takeover.state == State.SWITCHED,
        "callback": f"{reverse('console:account', args=[account.slug])}",
    }
    return page(request, "console/takeover/page.html", context, at="account", status=status)


def _is_ours(takeover: TakeOver) -> bool:
    return takeover.state in (State.IMPORTED, State.SWITCHED)


def counts(found: Found) -> Counts:
    """Rules count the welcome and the default reply among them."""
    rules = {rule.source for rule in found.old.rules}
    rules |= {"welcome"} if found.old.welcome else set()
    rules |= {"default"} if found.old.default else set()
    asked = {source for question in found.questions for source in question.sources}
    menus_asked = {menu.tag for menu in found.old.menus for source in asked if source.startswith("menu:")}
    noted = {source for rule in found.plan.rules if rule.notes for source in rule.sources} & rules
    menus_noted = {menu.tag for menu in found.plan.menus if menu.notes}
    asked_count = len(asked & rules) + len(menus_asked) + len(found.gaps)
    changed = len(noted - asked) + len(menus_noted - menus_asked)
    notes = [note for rule in found.plan.rules if not asked & set(rule.sources) for note in rule.notes]
    notes += [note for menu in found.plan.menus if menu.tag not in menus_asked for note in menu.notes]
    expiring = [one for one in found.media if one.expires_at]
    things, menu_count = len(found.media), len(found.old.menus)
    return Counts(
        rules=len(rules),
        menus=menu_count,
        things=things,
        as_is=len(rules) + menu_count + things - asked_count - changed,
        changed=changed,
        asked=asked_count,
        how_changed=words.note_words(list(dict.fromkeys(notes))),
        saved=things - len(found.gaps),
        missing=len(found.gaps),
        expiring=len(expiring),
        expires_at=min((one.expires_at for one in expiring if one.expires_at), default=None),
    )


def question_id(key: str) -> str:
    """For the page: keys hold words of rules."""
    return "q-" + hashlib.sha256(key.encode()).hexdigest()[:10]


def _question_rows(
    found: Found, wrong: Mapping[str, str], typed: Mapping[str, tuple[str, str]]
) -> list[QuestionRow]:
    return [
        _question_row(found, question, wrong.get(question.key, ""), typed.get(question.key, ("", "")))
        for question in found.questions
    ]


def _question_row(found: Found, question: Question, wrong: str, typed: tuple[str, str]) -> QuestionRow:
    choices = words.choice_words(question)
    decision = found.decisions.get(question.key)
    label = next((choice.label for choice in choices if decision and choice.code == decision.code), "")
    return QuestionRow(
        id=question_id(question.key),
        key=question.key,
        title=words.question_words(question),
        where=_where(found, question),
        choices=choices,
        decided=f"{label}：{decision.words}" if decision and decision.words else label,
        chosen=typed[0] or question.recommended,
        typed=typed[1],
        wrong=wrong,
    )


def _where(found: Found, question: Question) -> str:
    """Where in the back end it stands, and why."""
    names = {rule.source: rule for rule in found.old.rules}
    said = []
    for source in question.sources:
        if rule := names.get(source):
            told = {"name": rule.name, "at": f"{rule.made_at:%Y-%m}" if rule.made_at else ""}
            said.append(_("规则“%(name)s” %(at)s") % told)
        elif source.startswith("menu:"):
            said.append(_("菜单"))
        elif source in ("welcome", "default"):
            said.append(_("欢迎语") if source == "welcome" else _("答不上时说的话"))
    if question.kind == "gap":
        name = question.key.removeprefix("gap:")
        media = next((one for one in found.media if one.name.startswith(name)), None)
        said.append(words.gap_words(media.gap) if media else "")
    return _("，").join(one.strip() for one in said if one.strip())


def _compared(takeover: TakeOver) -> list[ComparedRow]:
    """What differs first, then what nobody answered, then the rest."""
    order = {DIFFERS: 0, NEW: 1, SAME: 2}
    rows = sorted(takeover.rehearsal.get("rows", []), key=lambda row: order.get(row["verdict"], 3))
    return [_compared_row(row) for row in rows]


def _compared_row(row: Mapping[str, Any]) -> ComparedRow:
    verdict, icon, look = words.VERDICTS[row["verdict"]]
    asked = {
        "follow": _("刚刚关注"),
        "click": _("点菜单“%(name)s”") % {"name": row["asked"]},
    }.get(row["occasion"], _("“%(text)s”") % {"text": row["asked"]})
    return ComparedRow(
        asked=asked,
        words=str(verdict),
        icon=icon,
        look=look,
        why=words.why_words(row["why"]),
        old=[_shown(bubble) for bubble in row["old"]],
        new=[_shown(bubble) for bubble in row["new"]],
    )


_ICONS = {"image": "photo", "voice": "volume", "video": "video", "card": "news"}


def _shown(bubble: Mapping[str, str]) -> dict[str, str]:
    return {"text": bubble["text"], "icon": _ICONS.get(bubble["kind"], "")}


def _steps(takeover: TakeOver, found: Found) -> list[Step]:
    total, undecided = len(found.questions), len(found.open_questions)
    is_ours = _is_ours(takeover)
    is_decided = is_ours or not undecided
    told = {
        "rules": len(found.old.rules),
        "menus": len(found.old.menus),
        "things": len(found.media) - len(found.gaps),
        "missing": len(found.gaps),
    }
    saved = (
        _("%(things)s 份，都在资料库里")
        if not found.gaps
        else _("%(things)s 份在资料库里，%(missing)s 份没取到")
    )
    decided = _("定了 %(done)s 件") % {"done": total - undecided} if total else _("没有要定的")
    return [
        Step(_("取回"), _("%(rules)s 条规则、%(menus)s 个菜单") % told, "done"),
        Step(_("存下素材"), saved % told, "done"),
        Step(_("您定 %(count)s 件") % {"count": total}, decided, "done" if is_decided else "now"),
        Step(_("对着旧的答一遍"), _("每定一件就重答一遍，谁也收不到"), "done" if is_decided else ""),
        Step(
            _("接过来"),
            _("成了这里的规则；微信那边照旧"),
            "done" if is_ours else ("now" if is_decided else ""),
        ),
        Step(
            _("切换"),
            _("在微信后台点“启用”，从这时起由指尖来答"),
            "done" if takeover.state == State.SWITCHED else ("now" if is_ours else ""),
        ),
        Step(_("换得回去"), _("在微信后台点“停用”，原来那一套还在"), ""),
    ]
