from django.urls import path

from zhijian.console.register import (
    closing,
    duplicates_page,
    editing,
    entry_page,
    life_acts,
    list_page,
    owner,
)

# An account's slug, or the code of one that is not connected. Names of pages have a dot or stand elsewhere:
# a slug may be any word.
_ENTRY = "register/<slug:key>/"

urlpatterns = [
    path("register/", list_page.register, name="register"),
    path("register/export.xlsx", list_page.export, name="register-export"),
    path("register-duplicates/", duplicates_page.duplicates, name="register-duplicates"),
    path("register-new/", editing.new, name="register-new"),
    path(_ENTRY, entry_page.entry, name="register-entry"),
    path(f"{_ENTRY}particulars/", editing.particulars, name="register-particulars"),
    path(f"{_ENTRY}administrator/", editing.administrator, name="register-administrator"),
    path(f"{_ENTRY}phone/", editing.phone, name="register-phone"),
    path(f"{_ENTRY}unit/", owner.unit, name="register-unit"),
    path(f"{_ENTRY}steps/", life_acts.step, name="register-step"),
    path(f"{_ENTRY}steps/<int:number>/undoing/", life_acts.undoing, name="register-step-undoing"),
    path(f"{_ENTRY}loss/", life_acts.loss, name="register-loss"),
    path(f"{_ENTRY}alarms/<int:number>/", life_acts.alarm, name="register-alarm"),
    path(f"{_ENTRY}closing/", closing.closing, name="register-closing"),
    path(f"{_ENTRY}closing/end/", closing.end, name="register-closing-end"),
    path(f"{_ENTRY}closing/withdrawal/", closing.withdrawal, name="register-closing-withdrawal"),
]
