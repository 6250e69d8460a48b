"""Steps of an account's life, taken and taken back; the loss of one; a matter settled with a word."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.page import page
from zhijian.console.register import fetching, words
from zhijian.console.register.entry_page import entry_page
from zhijian.console.register.forms import LossForm, StepForm, WordForm
from zhijian.rooms.reach.errors import ReachRefused
from zhijian.rooms.reach.life import Loss, Turn
from zhijian.rooms.reach.register_permissions import may_keep_register, may_manage_register
from zhijian.rooms.reach.services import lifecycle
from zhijian.rooms.reach.services.watching import settle_alarm


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_register)
def step(request: StaffRequest, key: str) -> HttpResponse:
    """GET asks for the word or the day a step needs; POST takes it."""
    entry = fetching.entry_to_manage(request.staff, key)
    turn = _turn(request.POST.get("turn", "") or request.GET.get("turn", ""))
    form, wrong = StepForm(request.POST or None), ""
    if turn is not Turn.RENEWED:
        del form.fields["verified_until"]
    if request.method == "POST" and form.is_valid():
        try:
            lifecycle.take_step(entry, turn, by=request.staff, **form.cleaned_data)
        except ReachRefused as refused:
            wrong = words.refusal(refused)
        else:
            return redirect("console:register-entry", entry.key)
    label, hint = words.ACTS[turn]
    if turn is Turn.FILED:
        form.fields["note"].label = _("备案号")
    context = {
        "entry": entry,
        "form": form,
        "wrong": wrong,
        "title": str(label),
        "says": str(hint),
        "button": str(label),
        "hidden": {"turn": turn.value},
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "console/register/form.html", context, at="account", status=status)


def _turn(given: str) -> Turn:
    """One that is taken by hand; any other address is not there."""
    if given not in Turn.values or Turn(given) not in words.ACTS:
        raise Http404
    return Turn(given)


@require_POST
@staff_only(may_manage_register)
def undoing(request: StaffRequest, key: str, number: int) -> HttpResponse:
    try:
        entry = lifecycle.undo_step(fetching.step_to_undo(request.staff, key, number), by=request.staff)
    except ReachRefused as refused:
        entry = fetching.entry_to_manage(request.staff, key)
        return entry_page(request, entry, wrong=words.refusal(refused), status=422)
    return redirect("console:register-entry", entry.key)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_manage_register)
def loss(request: StaffRequest, key: str) -> HttpResponse:
    """How it was lost decides what one tries to get it back."""
    entry = fetching.entry_to_manage(request.staff, key)
    form, wrong = LossForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            lifecycle.note_loss(entry, loss=Loss(given["loss"]), note=given["note"], by=request.staff)
        except ReachRefused as refused:
            wrong = words.refusal(refused)
        else:
            return redirect("console:register-entry", entry.key)
    context = {"entry": entry, "form": form, "wrong": wrong, "losses": Loss.choices}
    status = 422 if request.method == "POST" else 200
    return page(request, "console/register/loss.html", context, at="account", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_keep_register)
def alarm(request: StaffRequest, key: str, number: int) -> HttpResponse:
    """保持不变，因为…"""
    ringing = fetching.alarm_to_settle(request.staff, key, number)
    form, wrong = WordForm(request.POST or None), ""
    what, to_do = words.alarm_says(ringing)
    if request.method == "POST" and form.is_valid():
        try:
            settle_alarm(ringing, word=form.cleaned_data["word"], by=request.staff)
        except ReachRefused as refused:
            wrong = words.refusal(refused)
        else:
            if request.headers.get("HX-Request") == "true":
                opens = reverse("console:register-entry", args=[ringing.entry.key])
                return render(request, "console/register/_settled.html", {"opens": opens})
            return redirect("console:register-entry", ringing.entry.key)
    context = {
        "entry": ringing.entry,
        "form": form,
        "wrong": wrong,
        "title": what,
        "says": to_do,
        "button": _("保持不变"),
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "console/register/form.html", context, at="account", status=status)
