"""The menu editor: look, write a place, publish, go back, take down."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhijian.console.access import StaffRequest, staff_only
from zhijian.console.menu import grid, words
from zhijian.console.menu.entry_form import EntryForm, input_of
from zhijian.console.menu.menu_page import menu_page
from zhijian.console.menu.reach import account_to_write_for, place_named, tag_named, version_to_write
from zhijian.console.menu.trials import trial_of
from zhijian.console.page import page
from zhijian.foundation.staff.permissions import may_publish_menu
from zhijian.rooms.answers.menu import queries, services
from zhijian.rooms.answers.menu.errors import (
    EntryRefused,
    MenuError,
)
from zhijian.rooms.answers.menu.places import Place


@require_safe
@staff_only(may_publish_menu)
def menu(request: StaffRequest) -> HttpResponse:
    """`?at=2.2` is the place below the grid, `?tag=101` the menu for some."""
    if request.account is None:
        return page(request, "console/menu/no_account.html", {}, at="menu")
    return menu_page(request, request.account, tag=tag_named(request), at=place_named(request))


@require_POST
@staff_only(may_publish_menu)
def place(request: StaffRequest) -> HttpResponse:
    """Saves what was typed for one place; or moves it (`act` up, down, left, right), or removes it."""
    account, tag, at = account_to_write_for(request), tag_named(request), place_named(request)
    if at is None:
        return redirect(grid.address(tag=tag))
    act, seen = request.POST.get("act", "save"), request.POST.get("seen", "")
    try:
        if act == "remove":
            services.remove_entry(account=account, tag=tag, place=at, seen=seen, by=request.staff)
            return redirect(grid.address(tag=tag))
        if act in ("up", "down", "left", "right"):
            now_at = services.move_entry(
                account=account, tag=tag, place=at, where=act, seen=seen, by=request.staff
            )
            return redirect(grid.address(tag=tag, at=now_at))
    except MenuError as refused:
        says = [_error_words(refused)]
        return menu_page(request, account, tag=tag, at=at, says=says, status=422)
    return _saved(request, tag=tag, at=at, seen=seen)


def _saved(request: StaffRequest, *, tag: int | None, at: Place, seen: str) -> HttpResponse:
    account, form = account_to_write_for(request), EntryForm.read(request.POST)
    is_typing = request.headers.get("HX-Request") == "true"
    if is_typing and not form.name and not seen:
        return HttpResponse(status=204)  # a new place nobody has named yet is nothing to complain of
    entry = form.entry(account=account)
    try:
        services.put_entry(account=account, tag=tag, place=at, entry=entry, seen=seen, by=request.staff)
    except EntryRefused as refused:
        wrong = {input_of(fault, form): words.fault_words(fault) for fault in refused.faults}
        return menu_page(
            request,
            account,
            tag=tag,
            at=at,
            form=form.with_faults(wrong),
            says=list(wrong.values()),
            status=422,
        )
    except MenuError as refused:
        says = [_error_words(refused)]
        return menu_page(request, account, tag=tag, at=at, form=form, says=says, status=422)
    if is_typing:
        return menu_page(request, account, tag=tag, at=at, just_saved=True)
    return redirect(grid.address(tag=tag, at=at))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_publish_menu)
def publication(request: StaffRequest) -> HttpResponse:
    """POST hands the draft to WeChat (`act=call_off` takes it back while that helps). GET: how far it is."""
    if request.method != "POST":
        return _progress(request)
    account, tag = account_to_write_for(request), tag_named(request)
    try:
        if request.POST.get("act") == "call_off":
            on_its_way = queries.menu_of(account, tag=tag)
            for version in (on_its_way.draft, on_its_way.live):
                if version:
                    services.call_off(version, by=request.staff)
        else:
            services.publish(account=account, tag=tag, by=request.staff)
    except EntryRefused as refused:
        says = [words.fault_words(fault) for fault in refused.faults]
        return menu_page(request, account, tag=tag, at=refused.faults[0].place, says=says, status=422)
    except MenuError as refused:
        return menu_page(request, account, tag=tag, at=None, says=[_error_words(refused)], status=422)
    return redirect(grid.address(tag=tag))


def _progress(request: StaffRequest) -> HttpResponse:
    if request.account is None:
        return redirect("console:menu")
    shown = queries.menu_of(request.account, tag=tag_named(request))
    if request.headers.get("HX-Request") != "true":
        return redirect(grid.address(tag=shown.tag))
    if not shown.is_on_its_way:  # everything on the page is another now
        return HttpResponse(status=200, headers={"HX-Refresh": "true"})
    return render(request, "console/menu/_on_its_way.html", {"menu": shown, "account": request.account})


@require_POST
@staff_only(may_publish_menu)
def version(request: StaffRequest, number: int) -> HttpResponse:
    """An older menu becomes the draft."""
    chosen = version_to_write(request, number)
    try:
        services.go_back_to(chosen, by=request.staff)
    except MenuError as refused:
        says = [_error_words(refused)]
        return menu_page(request, chosen.account, tag=chosen.tag, at=None, says=says, status=422)
    return redirect(grid.address(tag=chosen.tag))


@require_POST
@staff_only(may_publish_menu)
def draft(request: StaffRequest) -> HttpResponse:
    """What was written and not published is thrown away."""
    account, tag = account_to_write_for(request), tag_named(request)
    written = queries.menu_of(account, tag=tag).draft
    if written:
        try:
            services.discard_draft(written, by=request.staff)
        except MenuError as refused:
            return menu_page(request, account, tag=tag, at=None, says=[_error_words(refused)], status=422)
    has_live = queries.menu_of(account, tag=tag).live is not None
    return redirect(grid.address(tag=tag if has_live else None))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_publish_menu)
def removal(request: StaffRequest) -> HttpResponse:
    """Followers are left without a menu, so this is a page that says so."""
    account = account_to_write_for(request) if request.method == "POST" else request.account
    if account is None:
        return redirect("console:menu")
    shown = queries.menu_of(account, tag=tag_named(request))
    if request.method != "POST":
        others = [one.tag_name for one in queries.menus_for_tags(account) if one.live]
        context = {"menu": shown, "account": account, "others": others if shown.tag is None else []}
        return page(request, "console/menu/removal.html", context, at="menu")
    if shown.live is None:
        return redirect(grid.address(tag=shown.tag))
    try:
        services.take_down(shown.live, by=request.staff)
    except MenuError as refused:
        says = [_error_words(refused)]
        return menu_page(request, account, tag=shown.tag, at=None, says=says, status=422)
    return redirect(grid.address(tag=shown.tag))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_publish_menu)
def another(request: StaffRequest) -> HttpResponse:
    """A menu for the followers with one tag."""
    account = account_to_write_for(request) if request.method == "POST" else request.account
    if account is None:
        return redirect("console:menu")
    tags = list(queries.known_tags(account))
    wrong = ""
    if request.method == "POST":
        chosen = next((tag for tag in tags if tag.number == tag_named(request)), None)
        if chosen:
            try:
                services.begin_for_tag(
                    account=account, tag=chosen.number, tag_name=chosen.name, by=request.staff
                )
            except MenuError as refused:
                wrong = _error_words(refused)
            else:
                return redirect(grid.address(tag=chosen.number))
        wrong = wrong or words.choose_a_tag()
    context = {
        "account": account,
        "tags": tags,
        "wrong": wrong,
        "asking": queries.is_asking_for_tags(account),
    }
    return page(request, "console/menu/another.html", context, at="menu", status=422 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_publish_menu)
def tags(request: StaffRequest) -> HttpResponse:
    """POST has the account's tags fetched from WeChat. GET is the list, as far as it is known."""
    if request.method == "POST":
        services.ask_for_tags(account_to_write_for(request), by=request.staff)
        return redirect("console:menu-another")
    if request.account is None or request.headers.get("HX-Request") != "true":
        return redirect("console:menu-another")
    if not queries.is_asking_for_tags(request.account):
        return HttpResponse(status=200, headers={"HX-Refresh": "true"})
    return render(request, "console/menu/_asking.html", {"account": request.account})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(may_publish_menu)
def trial(request: StaffRequest) -> HttpResponse:
    """POST asks WeChat which menu the owner of a WeChat id sees. GET is what it said, as far as it has."""
    if request.method == "POST":
        account, who = account_to_write_for(request), request.POST.get("who", "").strip()
        if who:
            services.ask_what_is_seen(account, who=who, by=request.staff)
        if request.headers.get("HX-Request") != "true":
            return redirect(f"{grid.address(tag=tag_named(request))}#trial")
    elif request.account is None or request.headers.get("HX-Request") != "true":
        return redirect("console:menu")
    else:
        account = request.account
    context = {"account": account, "tag": tag_named(request), "trial": trial_of(account)}
    return render(request, "console/menu/_trial.html", context)


def _error_words(error: MenuError) -> str:
    return words.error_words(error.code)
