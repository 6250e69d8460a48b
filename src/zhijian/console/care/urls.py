from django.urls import path

from zhijian.console.care import acts, helpers_page, member_page, people_page, visit_sheet

_UNIT = "units/<int:number>/"
_MEMBER = "members/<slug:code>/care/"

urlpatterns = [
    path(f"{_UNIT}care/", people_page.care, name="care"),
    path(f"{_UNIT}care/helpers/", helpers_page.helpers, name="care-helpers"),
    path(f"{_UNIT}care/sheet/", visit_sheet.sheet, name="care-sheet"),
    path(f"{_UNIT}care/<slug:standing>/", people_page.alike, name="care-alike"),
    path(_MEMBER, member_page.care_member, name="care-member"),
    path(f"{_MEMBER}otherwise/", acts.otherwise, name="care-otherwise"),
    path(f"{_MEMBER}helper/ending/", acts.nobody_goes, name="care-nobody-goes"),
    path("care/acts/<uuid:act>/taking-back/", acts.taking_back, name="care-taking-back"),
]
