from django.urls import path

from zhijian.console.answers import (
    default_reply,
    editor,
    importing,
    listing,
    order,
    picking,
    switches,
    trying,
    unanswered,
)

urlpatterns = [
    path("", listing.rules, name="rules"),
    path("order/", order.order, name="rule-order"),
    path("switches/", switches.switches, name="rule-switches"),
    path("export/", importing.export, name="rules-export"),
    path("import/", importing.upload, name="rules-import"),
    path("import/<int:number>/", importing.look, name="rules-import-look"),
    path("import/<int:number>/confirmation/", importing.confirmation, name="rules-import-confirmation"),
    path("import/<int:number>/undoing/", importing.undoing, name="rules-import-undoing"),
    path("rules/new/", editor.new_rule, name="rule-new"),
    path("rules/library/", picking.library, name="rule-library"),
    path("rules/preview/", editor.preview, name="rule-preview"),
    path("rules/<int:number>/", editor.rule, name="rule"),
    path("rules/<int:number>/place/", order.place, name="rule-place"),
    path("rules/<int:number>/switch/", editor.switch, name="rule-switch"),
    path("rules/<int:number>/removal/", editor.removal, name="rule-removal"),
    path("try/", trying.try_it, name="rule-try"),
    path("unanswered/", unanswered.unanswered, name="unanswered"),
    path("unanswered/<int:number>/seeing-to/", unanswered.seeing_to, name="unanswered-seeing-to"),
    path("unanswered/<int:number>/rules/", unanswered.rules, name="unanswered-rules"),
    path("unanswered/seen-to/<int:number>/", unanswered.seen_to, name="unanswered-seen-to"),
    path("unanswered/<int:number>/settlement/", unanswered.settlement, name="unanswered-settlement"),
    path("default-reply/<slug:slug>/", default_reply.default_reply, name="default-reply"),
]
