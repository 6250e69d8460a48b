from django.urls import path

from zhijian.console.accounts import views

urlpatterns = [
    path("accounts/", views.accounts, name="accounts"),
    path("more/", views.more, name="more"),
]
