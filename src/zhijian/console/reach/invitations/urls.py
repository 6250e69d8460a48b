from django.urls import path

from zhijian.console.reach.invitations import acts, codes_page, member_page, plain_page, poster_page

_UNIT = "units/<int:number>/"
_CODE = "codes/<int:number>/"

urlpatterns = [
    path(f"{_UNIT}codes/", codes_page.codes, name="reach-codes"),
    path(f"{_UNIT}members/", codes_page.whom, name="reach-whom"),
    path(f"{_UNIT}poster/", poster_page.poster, name="reach-poster"),
    path(f"{_UNIT}poster/phone/", poster_page.phone, name="reach-poster-phone"),
    path(f"{_UNIT}poster/helper/", poster_page.helper, name="reach-poster-helper"),
    path(f"{_UNIT}plain-code/<slug:slug>/", plain_page.picture, name="reach-plain-picture"),
    path(f"{_CODE}state/", acts.state, name="reach-code-state"),
    path(f"{_CODE}renewal/", acts.renewal, name="reach-code-renewal"),
    path(f"{_CODE}revocation/", acts.revocation, name="reach-code-revocation"),
    path(f"{_CODE}picture.png", acts.picture, name="reach-code-picture"),
    path("members/<slug:code>/code/", member_page.member_code, name="reach-member-code"),
    path("accounts/<slug:slug>/plain-code/", plain_page.plain_code, name="reach-plain-code"),
]
