"""The console's addresses. They are stable: people keep bookmarks."""

from django.urls import include, path

app_name = "console"

urlpatterns = [
    path("", include("zhijian.console.today.urls")),
    path("", include("zhijian.console.sign_in.urls")),
    path("", include("zhijian.console.accounts.urls")),
    path("me/", include("zhijian.console.me.urls")),
    path("staff/", include("zhijian.console.staff.urls")),
    path("", include("zhijian.console.agreements.urls")),
    path("", include("zhijian.console.handovers.urls")),
    path("audit/", include("zhijian.console.audit.urls")),
    path("reach/", include("zhijian.console.register.urls")),
    path("followers/", include("zhijian.console.followers.urls")),
    path("org/", include("zhijian.console.org.urls")),
    path("org/", include("zhijian.console.care.urls")),
    path("reach/", include("zhijian.console.reach.invitations.urls")),
    path("tasks/", include("zhijian.console.tasks.urls")),
    path("answers/", include("zhijian.console.answers.urls")),
    path("menu/", include("zhijian.console.menu.urls")),
    path("org/", include("zhijian.console.org.imports.urls")),
    path("library/", include("zhijian.console.library.urls")),
    path("", include("zhijian.console.takeover.urls")),
]
