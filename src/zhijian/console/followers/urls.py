from django.urls import path

from zhijian.console.followers import bindings, paper, tags, views

urlpatterns = [
    path("", views.followers, name="followers"),
    path("<slug:slug>/comparison/", views.comparison, name="followers-comparison"),
    path("pauses/<int:number>/lifting/", views.lifting, name="followers-pause-lifting"),
    path("bindings/<int:number>/undoing/", bindings.undoing, name="binding-undoing"),
    path("paper/", paper.paper, name="binding-paper"),
    path("tags/", tags.tags, name="followers-tags"),
    path("tags/<int:number>/return/", tags.returning, name="followers-tag-return"),
]
