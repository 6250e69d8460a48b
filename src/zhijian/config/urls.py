"""The web process's addresses: one line a door."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(url="/console/"), name="front"),
    path("console/", include("zhijian.console.urls")),
    path("console/", include("zhijian.console.sign_in.names_for_allauth")),
    path("m/", include("zhijian.portal.urls_home")),
    path("read/", include("zhijian.portal.reading.urls")),
]

handler400 = "zhijian.ui.errors.bad_request"
handler403 = "zhijian.ui.errors.forbidden"
handler404 = "zhijian.ui.errors.not_found"
handler500 = "zhijian.ui.errors.server_error"
