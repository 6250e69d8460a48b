from django.urls import path, re_path

from zhijian.console.org import (
    branches,
    enrolling,
    joining,
    labels,
    member_acts,
    member_page,
    past,
    search_page,
    shaping,
    suggesting,
    transfers,
    unit_page,
)

_MEMBER = "members/<slug:code>/"
_UNIT = "units/<int:number>/"
_TRANSFER = "transfers/<int:number>/"

urlpatterns = [
    path("", unit_page.org, name="org"),
    path("search/", search_page.search, name="org-search"),
    path("suggest/", suggesting.suggest, name="org-suggest"),
    path("day/", past.day, name="org-day"),
    path("units/new/", shaping.begin, name="org-begin"),
    path(_UNIT, unit_page.unit, name="org-unit"),
    path(f"{_UNIT}below/", branches.below, name="org-below"),
    path(f"{_UNIT}past/", past.past, name="org-past"),
    path(f"{_UNIT}new/", shaping.opening, name="org-opening"),
    path(f"{_UNIT}name/", shaping.name, name="org-name"),
    path(f"{_UNIT}place/", shaping.place, name="org-place"),
    path(f"{_UNIT}order/", shaping.order, name="org-order"),
    path(f"{_UNIT}closure/", shaping.closure, name="org-closure"),
    path(f"{_UNIT}merger/", joining.merger, name="org-merger"),
    path(f"{_UNIT}split/", joining.split, name="org-split"),
    path(f"{_UNIT}members/new/", enrolling.enrolment, name="org-enrolment"),
    path(f"{_UNIT}offices/", member_acts.chair, name="org-chair"),
    path(f"{_UNIT}guests/", member_acts.guest, name="org-guest"),
    path("offices/<int:number>/ending/", member_acts.office_ending, name="org-office-ending"),
    path("stays/<int:number>/ending/", member_acts.stay_ending, name="org-stay-ending"),
    path(_MEMBER, member_page.member, name="org-member"),
    path(f"{_MEMBER}particulars/", enrolling.particulars, name="org-particulars"),
    re_path(
        r"^members/(?P<code>[-a-zA-Z0-9_]+)/numbers/(?P<name>phone|id-number)/$",
        member_page.number,
        name="org-member-number",
    ),
    path(f"{_MEMBER}offices/new/", member_acts.office_new, name="org-office-new"),
    path(f"{_MEMBER}labels/", member_acts.worn, name="org-worn"),
    path(f"{_MEMBER}stays/new/", member_acts.stay_new, name="org-stay-new"),
    path(f"{_MEMBER}departure/", member_acts.departure, name="org-departure"),
    path(f"{_MEMBER}homecoming/", member_acts.homecoming, name="org-homecoming"),
    path(f"{_MEMBER}transfer/", transfers.asking, name="org-transfer-asking"),
    path("transfers/", transfers.transfers, name="org-transfers"),
    path(_TRANSFER, transfers.transfer, name="org-transfer"),
    path(f"{_TRANSFER}release/", transfers.release, name="org-transfer-release"),
    path(f"{_TRANSFER}acceptance/", transfers.acceptance, name="org-transfer-acceptance"),
    path(f"{_TRANSFER}refusal/", transfers.refusal, name="org-transfer-refusal"),
    path("labels/", labels.labels, name="org-labels"),
    path("labels/<int:number>/", labels.label, name="org-label"),
    path("labels/<int:number>/ending/", labels.label_ending, name="org-label-ending"),
]
