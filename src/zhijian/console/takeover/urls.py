from django.urls import path

from zhijian.console.takeover import views

urlpatterns = [
    path("accounts/<slug:slug>/takeover/", views.takeover, name="takeover"),
    path("accounts/<slug:slug>/takeover/decision/", views.decision, name="takeover-decision"),
    path("accounts/<slug:slug>/takeover/import/", views.importing, name="takeover-import"),
    path("accounts/<slug:slug>/takeover/switch/", views.switch, name="takeover-switch"),
]
