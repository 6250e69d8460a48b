"""The web process's addresses: one line a door."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView

from zhijian.console.accounts.domain_files import served

urlpatterns = [
    path("", RedirectView.as_view(url="/console/"), name="front"),
    path("console/", include("zhijian.console.urls")),
    path("console/", include("zhijian.console.sign_in.names_for_allauth")),
    re_path(r"^(?P<name>MP_verify_[A-Za-z0-9]{8,32}\.txt)$", served, name="domain-file"),
    path("m/", include("zhijian.portal.urls_home")),
    path("read/", include("zhijian.portal.reading.urls")),
]

handler400 = "zhijian.ui.errors.bad_request"
handler403 = "zhijian.ui.errors.forbidden"
handler404 = "zhijian.ui.errors.not_found"
handler500 = "zhijian.ui.errors.server_error"
