"""What is photographed, in this order: what later pictures need stands in the way of earlier ones."""

from collections.abc import Callable

from tests.shots.camera import Camera
from tests.shots.frame import Picture
from tests.shots.pictures import (
    accounts,
    library,
    menu,
    people,
    portal,
    rules,
    sandbox,
    tables,
    takeover,
    tasks,
    unanswered,
)

PICTURES: dict[str, Callable[[Camera], list[Picture]]] = {
    "first-look": rules.first_look,
    "today": people.today,
    "rules": rules.rules,
    "rule": rules.rule,
    "rule-for-whom": rules.for_whom,
    "rule-choices": rules.choices,
    "refused": rules.refused,
    "try-it": rules.try_it,
    "phones": sandbox.phones,
    "unanswered": unanswered.unanswered,
    "rule-from-question": unanswered.made_a_rule,
    "default-reply": unanswered.default_reply,
    "report-words": unanswered.report_words,
    "import": tables.importing,
    "library": library.library,
    "library-item": library.item,
    "pack": library.pack,
    "media": library.media,
    "task": tasks.task,
    "menu": menu.menu,
    "portal": portal.pages,
    "binding": portal.binding,
    "member": portal.own,
    "desk": sandbox.desk,
    "faults": sandbox.faults,
    "practice": sandbox.practice,
    "first-run": people.first_run,
    "staff": people.staff,
    "signing-in": people.signing_in,
    "me": people.me,
    "account": accounts.guide,
    "account-checks": accounts.checks,
    "account-card": accounts.card,
    "takeover": takeover.takeover,
    "push": sandbox.push,
}
