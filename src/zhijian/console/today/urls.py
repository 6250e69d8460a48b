from django.urls import path

from zhijian.console.today import views

urlpatterns = [
    path("", views.today, name="today"),
    path("arrivals/", views.arrivals, name="today-arrivals"),
]
