"""What every form of this door carries, so that no other site can post it.

Made from the browser's own secret: nothing is stored, and a form stays good for as long as the cookie does.
"""

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from zhijian.portal import cookies

FIELD = "token"


def token_for(request: HttpRequest) -> str:
    return _made_from(cookies.browser_of(request))


def is_our_form(request: HttpRequest) -> bool:
    """Whether this browser got the form from us. Where the browser says who asked, it has to be us too."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    browser = cookies.read(request, cookies.BROWSER)
    return bool(browser) and constant_time_compare(request.POST.get(FIELD, ""), _made_from(browser))


def _made_from(browser: str) -> str:
    return salted_hmac("zhijian.portal.form", browser, algorithm="sha256").hexdigest()[:40]
