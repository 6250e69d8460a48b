from django.urls import path

from zhijian.console.menu import views

urlpatterns = [
    path("", views.menu, name="menu"),
    path("place/", views.place, name="menu-place"),
    path("publication/", views.publication, name="menu-publication"),
    path("versions/<int:number>/", views.version, name="menu-version"),
    path("draft/", views.draft, name="menu-draft"),
    path("removal/", views.removal, name="menu-removal"),
    path("another/", views.another, name="menu-another"),
    path("tags/", views.tags, name="menu-tags"),
    path("trial/", views.trial, name="menu-trial"),
]
