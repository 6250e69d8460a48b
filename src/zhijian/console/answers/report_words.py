"""举报的话: which words are kept from everybody, what is said then, and where the protected door is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.account_reach import account_for
from zhijian.console.answers.preview import Bubble
from zhijian.console.page import page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.permissions import may_manage_accounts
from zhijian.rooms.answers import services
from zhijian.rooms.answers.errors import SettingsRefused
from zhijian.rooms.answers.guarding.rehearsing import DAYS, Caught, caught_lately
from zhijian.rooms.answers.guarding.reply import reply_to_report
from zhijian.rooms.answers.models import AnswerSettings
from zhijian.rooms.answers.pasted import plain
from zhijian.rooms.answers.settling import settings_of


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as typed: words line by line."""

    words: str
    exceptions: str
    address: str
    reply: str

    @classmethod
    def of(cls, settings: AnswerSettings) -> "Typed":
        return cls(
            words="\n".join(settings.report_words),
            exceptions="\n".join(settings.report_exceptions),
            address=settings.report_address,
            reply=settings.report_reply,
        )

    @classmethod
    def read(cls, posted: QueryDict) -> "Typed":
        return cls(
            words=plain(posted.get("words", "")),
            exceptions=plain(posted.get("exceptions", "")),
            address=posted.get("address", "").strip(),
            reply=plain(posted.get("reply", "")).strip(),
        )

    @property
    def word_list(self) -> list[str]:
        return _lines(self.words)

    @property
    def exception_list(self) -> list[str]:
        return _lines(self.exceptions)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_accounts)
def report_words(request: StaffRequest, slug: str) -> HttpResponse:
    """`act=check` shows in numbers what these words would have caught, and saves nothing."""
    account = account_for(request.staff, slug, may_manage_accounts)
    if request.method != "POST":
        is_saved = "saved" in request.GET
        return _shown(request, account, Typed.of(settings_of(account.pk)), is_saved=is_saved)
    typed = Typed.read(request.POST)
    if request.POST.get("act") == "check":
        caught = caught_lately(account.pk, words=typed.word_list, exceptions=typed.exception_list)
        return _shown(request, account, typed, caught=caught)
    try:
        services.change_settings(
            account.pk,
            report_words=typed.word_list,
            report_exceptions=typed.exception_list,
            report_address=typed.address,
            report_reply=typed.reply,
            by=request.staff,
        )
    except SettingsRefused as refused:
        return _shown(request, account, typed, wrong={refused.field: refused.rule})
    return redirect(f"{reverse('console:report-words', args=[slug])}?saved")


def _shown(
    request: StaffRequest,
    account: Account,
    typed: Typed,
    *,
    wrong: dict[str, str] | None = None,
    caught: Caught | None = None,
    is_saved: bool = False,
) -> HttpResponse:
    as_typed = AnswerSettings(report_address=typed.address, report_reply=typed.reply)
    context = {
        "account": account,
        "typed": typed,
        "wrong": wrong or {},
        "caught": caught,
        "each": _each(caught),
        "days": DAYS,
        "is_saved": is_saved,
        "bubble": Bubble("text", reply_to_report(as_typed)),
    }
    return page(
        request, "console/answers/report_words.html", context, at="answers", status=422 if wrong else 200
    )


def _each(caught: Caught | None) -> Sequence[tuple[str, int]]:
    """The words that catch most first; those that caught nothing are left out."""
    found = [(word, count) for word, count in caught.by_word.items() if count] if caught else []
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
