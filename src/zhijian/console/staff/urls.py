from django.urls import path

from zhijian.console.staff import acts, posts, views

urlpatterns = [
    path("", views.colleagues, name="colleagues"),
    path("new/", views.colleague_new, name="colleague-new"),
    path("<int:number>/", views.colleague, name="colleague"),
    path("<int:number>/posts/", posts.posts, name="colleague-posts"),
    path("<int:number>/posts/<int:post>/ending/", posts.post_ending, name="colleague-post-ending"),
    path("<int:number>/switch/", acts.switch, name="colleague-switch"),
    path("<int:number>/link/", acts.link, name="colleague-link"),
    path("<int:number>/second-factors/removal/", acts.factors_removal, name="colleague-factors-removal"),
    path("<int:number>/sittings/ending/", acts.sittings_ending, name="colleague-sittings-ending"),
]
