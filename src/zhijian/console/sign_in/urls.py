from django.urls import path

from zhijian.console.sign_in.again import again
from zhijian.console.sign_in.first_run import first_run
from zhijian.console.sign_in.joining import joining
from zhijian.console.sign_in.language import language
from zhijian.console.sign_in.passkey import passkey
from zhijian.console.sign_in.second import second_factor
from zhijian.console.sign_in.views import sign_in, sign_out

urlpatterns = [
    path("sign-in/", sign_in, name="sign-in"),
    path("sign-in/passkey/", passkey, name="sign-in-passkey"),
    path("sign-in/second-factor/", second_factor, name="sign-in-second-factor"),
    path("sign-in/again/", again, name="sign-in-again"),
    path("sign-in/language/", language, name="sign-in-language"),
    path("sign-out/", sign_out, name="sign-out"),
    path("first-run/", first_run, name="first-run"),
    path("join/<str:code>/", joining, name="joining"),
]
