"""The names under which allauth looks for our pages when it leads somebody on. Same addresses, same views."""

from django.urls import path

from zhijian.console.sign_in.second import second_factor
from zhijian.console.sign_in.views import sign_in, sign_out

urlpatterns = [
    path("sign-in/", sign_in, name="account_login"),
    path("sign-in/second-factor/", second_factor, name="mfa_authenticate"),
    path("sign-out/", sign_out, name="account_logout"),
]
