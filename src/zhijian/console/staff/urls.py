from django.urls import path

from zhijian.console.staff import acts, views

urlpatterns = [
    path("", views.colleagues, name="colleagues"),
    path("new/", views.colleague_new, name="colleague-new"),
    path("<int:number>/", views.colleague, name="colleague"),
    path("<int:number>/switch/", acts.switch, name="colleague-switch"),
    path("<int:number>/link/", acts.link, name="colleague-link"),
    path("<int:number>/second-factors/removal/", acts.factors_removal, name="colleague-factors-removal"),
    path("<int:number>/sittings/ending/", acts.sittings_ending, name="colleague-sittings-ending"),
]
