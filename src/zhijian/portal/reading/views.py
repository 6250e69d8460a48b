"""The public page of an item, or of a whole answer."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from zhijian.foundation.library.kinds import ItemKind
from zhijian.foundation.library.queries import item_by_code, may_be_shown
from zhijian.portal.elder_view import chosen_view
from zhijian.portal.page import page
from zhijian.portal.reading.leaf import leaf_of
from zhijian.portal.reading.whole_reply import whole_reply
from zhijian.rooms.answers.queries import public_reply
from zhijian.ui.content_policy import let_run

COOKIE_PATH = "/read/"
KEEP_PLACE = "portal/keep_place.js"  # the one script members' pages have, on the page of a long recording


@require_safe
def item(request: HttpRequest, code: str) -> HttpResponse:
    """Each kind has a template of its own. `?pack=CODE` says that the reader came from there."""
    view = chosen_view(request)
    if (found := item_by_code(code)) and not may_be_shown(found):
        # Rights ran out: the page says so and shows nothing of it; staff see it on 今日.
        away = {"item": found}
        return page(request, "portal/reading/put_away.html", away, cookie_path=COOKIE_PATH, status=410)
    if found:
        leaf = leaf_of(found, view=view, came_from=request.GET.get("pack", ""))
        template = f"portal/reading/{found.kind}.html"
        response = page(request, template, {"leaf": leaf}, cookie_path=COOKIE_PATH)
        if found.kind == ItemKind.AUDIO:
            let_run(response, KEEP_PLACE)
        return response
    if reply := public_reply(code):
        context = {"reply": whole_reply(reply, view=view)}
        return page(request, "portal/reading/whole_reply.html", context, cookie_path=COOKIE_PATH)
    return page(request, "portal/reading/gone.html", {}, cookie_path=COOKIE_PATH, status=404)
