from django.urls import path

from zhijian.console.answers import default_reply, editor, listing, unanswered

urlpatterns = [
    path("", listing.rules, name="rules"),
    path("rules/new/", editor.new_rule, name="rule-new"),
    path("rules/preview/", editor.preview, name="rule-preview"),
    path("rules/<int:number>/", editor.rule, name="rule"),
    path("rules/<int:number>/switch/", editor.switch, name="rule-switch"),
    path("rules/<int:number>/removal/", editor.removal, name="rule-removal"),
    path("unanswered/", unanswered.unanswered, name="unanswered"),
    path("unanswered/<int:number>/settlement/", unanswered.settlement, name="unanswered-settlement"),
    path("default-reply/<slug:slug>/", default_reply.default_reply, name="default-reply"),
]
