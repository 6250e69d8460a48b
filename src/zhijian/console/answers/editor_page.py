"""The editor as a page: the draft, what may be chosen, what is wrong, and what stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from zhijian.console.access import StaffRequest
from zhijian.console.answers.conflict_notes import ConflictNote, conflict_notes
from zhijian.console.answers.draft import BASE, Draft
from zhijian.console.answers.meanwhile import WAS, marks_of, whom_in_words
from zhijian.console.answers.picking import picked_items, steps_offered
from zhijian.console.answers.preview import Preview, preview
from zhijian.console.answers.rule_rows import MATCHES, menu_names, name_of
from zhijian.console.answers.sentence import Sentence, sentence
from zhijian.console.answers.submission import Submission
from zhijian.console.page import page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.queries import holders_at
from zhijian.foundation.staff.roles import EDIT_ANSWERS
from zhijian.rooms.answers.models import Choice, Rule
from zhijian.rooms.answers.states import Occasion, ReplyMode
from zhijian.wechat.replies import MAX_TEXT_BYTES


@dataclass(frozen=True, slots=True)
class Beside:
    """What follows the typing: the phone, for whom in a sentence, and what else answers the same words."""

    preview: Preview
    sentence: Sentence
    conflicts: list[ConflictNote]
    views: list[tuple[str, str, bool]]  # whose phone one may look at: value, words, is it this one


def editor_page(
    request: StaffRequest,
    draft: Draft,
    *,
    account: Account,
    rule: Rule | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    """422 when something is wrong, with everything that was typed still in its field."""
    menu = menu_names(account.menu)
    context = {
        "name": name_of(rule, menu) if rule else "",
        "draft": draft,
        "draft_key": f"rule-{rule.pk}" if rule else f"rule-new-{account.slug}",
        "question": request.POST.get("question", request.GET.get("question", "")),
        "was": _was(request, draft),
        "wrong": wrong or {},
        "occasions": _occasions(draft),
        "matches": MATCHES.items(),
        "menu": _menu_choices(menu, draft.menu_key),
        "picked": picked_items(draft, staff=request.staff, account=account),
        "steps": steps_offered(draft, staff=request.staff, account=account, but_not=rule),
        "staff_offered": holders_at(account, *EDIT_ANSWERS),
        "days": _days(),
        "reply_modes": ReplyMode.choices,
        "most_bytes": MAX_TEXT_BYTES,
        **beside(draft, request=request, account=account, rule=rule),
    }
    status = 422 if wrong or draft.is_wrong else 200
    return page(request, "console/answers/editor.html", context, at="answers", status=status)


def beside(draft: Draft, *, request: StaffRequest, account: Account, rule: Rule | None) -> dict[str, Any]:
    viewed = request.POST.get("as", BASE)
    viewed = viewed if viewed in {place for place, _variant, _parts in draft.other_replies} else BASE
    submission = Submission(draft, staff=request.staff, account=account)
    is_led_to = rule is not None and Choice.objects.filter(leads_to=rule).exists()
    shown = preview(draft, items=submission.items, account=account, variant=viewed, is_led_to=is_led_to)
    return {
        "rule": rule,
        "account": account,
        "beside": Beside(
            preview=shown,
            sentence=sentence(draft),
            conflicts=conflict_notes(submission, account=account, rule=rule),
            views=_views(draft, viewed),
        ),
        "preview": shown,
    }


def _views(draft: Draft, viewed: str) -> list[tuple[str, str, bool]]:
    base = _("陌生关注者") if draft.whom.is_everybody else whom_in_words(draft.whom)
    others = [
        (place, whom_in_words(variant.whom), place == viewed)
        for place, variant, _parts in draft.other_replies
    ]
    return [(BASE, base, viewed == BASE), *others]


def _was(request: StaffRequest, draft: Draft) -> dict[str, str]:
    """How each field was when the editor was opened."""
    if request.method == "POST":
        return {name: str(value) for name, value in request.POST.items() if name.startswith(WAS)}
    return {f"{WAS}{name}": mark for name, mark in marks_of(draft).items()} if draft.version else {}


def _occasions(draft: Draft) -> list[tuple[str, object]]:
    """A step is written where it leads from; the tab for it is there only when somebody came for one."""
    shown = [Occasion.TEXT, Occasion.FOLLOW, Occasion.CLICK]
    if draft.occasion == Occasion.STEP:
        shown.append(Occasion.STEP)
    return [(occasion.value, occasion.label) for occasion in shown]


def _menu_choices(menu: Mapping[str, str], current: str) -> list[tuple[str, str]]:
    """The entries of the menu; a key that is no longer in it stays, or saving would change it."""
    gone = [(current, current)] if current and current not in menu else []
    return [*gone, *menu.items()]


def _days() -> list[tuple[str, str]]:
    names = (_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日"))
    return [(str(number), name) for number, name in enumerate(names, start=1)]
