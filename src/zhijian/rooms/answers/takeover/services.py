"""Taking over an account: fetched, decided, rehearsed, imported, switched; and all of it taken back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.accounts import services as accounts
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.queries import doorplate_of
from zhijian.foundation.library.models import Item
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.tasks import services as tasks
from zhijian.rooms.answers import checking
from zhijian.rooms.answers import services as rules
from zhijian.rooms.answers.book import Book
from zhijian.rooms.answers.errors import RuleRefused
from zhijian.rooms.answers.menu import services as menus
from zhijian.rooms.answers.menu.places import entry_at
from zhijian.rooms.answers.models import Decision, Rule, TakenMedia, TakenRule, TakeOver
from zhijian.rooms.answers.states import ReplyMode
from zhijian.rooms.answers.takeover import questions
from zhijian.rooms.answers.takeover.errors import (
    AlreadyImported,
    ChoiceUnknown,
    NotFetched,
    StillOpen,
    WordsMissing,
)
from zhijian.rooms.answers.takeover.old import Thing
from zhijian.rooms.answers.takeover.plan import PlannedRule, Said
from zhijian.rooms.answers.takeover.queries import FETCH, Found, takeover_of
from zhijian.rooms.answers.takeover.rehearsing import Rehearsal
from zhijian.rooms.answers.takeover.states import State

# --- Fetching --------------------------------------------------------------------------------


@transaction.atomic
def begin(
    account: Account, *, by: Any, title: str = "", leads_to: str = "", if_stopped: str = ""
) -> TakeOver:
    """Have everything fetched. One that is being fetched goes on; what was imported is to be undone first."""
    _lock(account)
    latest = takeover_of(account)
    if latest and latest.state == State.FETCHING:
        return latest
    if latest and latest.state in (State.IMPORTED, State.SWITCHED):
        raise AlreadyImported
    person, name = _person(by)
    takeover = TakeOver.objects.create(account=account, asked_by=person, asked_by_name=name)
    takeover.task_key = f"takeover-{takeover.pk}"
    takeover.save(update_fields=["task_key"])
    watched: dict[str, Any] = {"for_staff_id": person.pk} if person else {}
    tasks.plan(
        FETCH,
        key=takeover.task_key,
        arguments={"takeover": takeover.pk},
        title=title[:120],
        leads_to=leads_to[:300],
        if_stopped=if_stopped[:200],
        **watched,
    )
    audit.write("takeover.begun", actor=by, subject=takeover, details={"account": account.slug})
    return takeover


def note_told(takeover: TakeOver, raw: Mapping[str, Any]) -> None:
    """What WeChat said, as it said it. A second fetch of the same take-over keeps the first."""
    TakeOver.objects.filter(pk=takeover.pk, raw={}).update(raw=dict(raw))
    takeover.refresh_from_db()


def note_saved(takeover: TakeOver, thing: Thing, item: Item, *, expires_at: datetime | None = None) -> None:
    """The thing is in the library now."""
    _note(takeover, thing, item=item, gap="", expires_at=expires_at)


def note_gap(takeover: TakeOver, thing: Thing, *, why: str) -> None:
    """It cannot be had; a person decides what stands in its place."""
    _note(takeover, thing, item=None, gap=why, expires_at=None)


def _note(takeover: TakeOver, thing: Thing, **facts: Any) -> None:
    defaults = {"kind": thing.kind, "title": title_of(takeover, thing)[:64], **facts}
    TakenMedia.objects.update_or_create(takeover=takeover, name=thing.name, defaults=defaults)


def title_of(takeover: TakeOver, thing: Thing) -> str:
    """How staff will find it in the library: by its own title, or by the rule it comes from."""
    if thing.title:
        return thing.title
    old = Found(takeover).old
    named = [(rule.name, reply) for rule in old.rules for reply in rule.replies]
    for menu in old.menus:
        named += [
            (str((entry_at(menu.buttons, at) or {}).get("name", "")), reply)
            for at, reply in menu.replies.items()
        ]
    return next((name for name, reply in named if thing in reply.things), thing.name)


@transaction.atomic
def note_fetched(takeover: TakeOver) -> None:
    """Everything is here, or is known not to be had. Old and new are compared at once."""
    waiting = TakeOver.objects.filter(pk=takeover.pk, state__in=[State.FETCHING, State.FAILED])
    if not waiting.update(state=State.FOUND, fetched_at=now(), failure_code=None):
        return
    takeover.refresh_from_db()
    _rehearse(takeover)
    audit.write("takeover.fetched", actor="WeChat", subject=takeover)


def note_failed(takeover: TakeOver, *, code: int | None) -> None:
    """WeChat did not tell us anything; nothing was changed."""
    waiting = TakeOver.objects.filter(pk=takeover.pk, state=State.FETCHING)
    waiting.update(state=State.FAILED, failure_code=code)


@transaction.atomic
def try_again(takeover: TakeOver, *, by: Any) -> None:
    """Ask WeChat for the gaps once more."""
    _needs(takeover, State.FOUND)
    takeover.media.filter(item=None).delete()
    TakeOver.objects.filter(pk=takeover.pk).update(state=State.FETCHING)
    tasks.plan_anew(FETCH, key=takeover.task_key, arguments={"takeover": takeover.pk})
    audit.write("takeover.tried_again", actor=by, subject=takeover)


# --- Deciding --------------------------------------------------------------------------------


@transaction.atomic
def decide(takeover: TakeOver, *, question: str, choice: str, words: str = "", by: Any) -> None:
    """One question is answered, and old and new compared again. Raises `ChoiceUnknown`, `WordsMissing`."""
    _needs(takeover, State.FOUND)
    asked = next((one for one in Found(takeover).questions if one.key == question), None)
    if asked is None or choice not in asked.choices:
        raise ChoiceUnknown
    if choice == questions.WORDS:
        try:
            words = checking.check_text(words)
        except RuleRefused as refused:
            raise WordsMissing(refused.rule) from None
    else:
        words = ""
    _decided(takeover, question, choice, words, by=by)
    _rehearse(takeover)


@transaction.atomic
def decide_as_recommended(takeover: TakeOver, *, by: Any) -> None:
    """Every question nobody has answered yet, the way we recommend."""
    _needs(takeover, State.FOUND)
    for question in Found(takeover).open_questions:
        _decided(takeover, question.key, question.recommended, "", by=by)
    _rehearse(takeover)


@transaction.atomic
def undecide(takeover: TakeOver, *, question: str, by: Any) -> None:
    _needs(takeover, State.FOUND)
    takeover.decisions.filter(question=question).delete()
    audit.write("takeover.undecided", actor=by, subject=takeover, details={"question": question})
    _rehearse(takeover)


def _decided(takeover: TakeOver, question: str, choice: str, words: str, *, by: Any) -> None:
    person, name = _person(by)
    facts = {"choice": choice, "words": words, "by": person, "by_name": name, "at": now()}
    Decision.objects.update_or_create(takeover=takeover, question=question, defaults=facts)
    audit.write(
        "takeover.decided", actor=by, subject=takeover, details={"question": question, "choice": choice}
    )


# --- Rehearsing ------------------------------------------------------------------------------


def _rehearse(takeover: TakeOver) -> None:
    found = Found(TakeOver.objects.get(pk=takeover.pk))
    account = Account.objects.get(pk=takeover.account_id)
    with transaction.atomic():  # rolled back: real rows and a real book, and nothing of it stays
        made = {rule.pk: planned for planned, rule in _make_rules(found, by="rehearsal")}
        if found.plan.default_reply:
            accounts.change_account(account, actor="rehearsal", default_reply=found.plan.default_reply)
        account.refresh_from_db()
        book = Book.load(doorplate_of(account), public_url=settings.ZHIJIAN_PUBLIC_URL)
        rehearsal = Rehearsal(
            found.old,
            book,
            account=account,
            made=made,
            choices=found.decisions,
            titles={one.item_id: one.title for one in found.media if one.item_id},
            names={one.name: one.title for one in found.media},
        )
        rows = [compared.as_json() for compared in rehearsal.run()]
        transaction.set_rollback(True)
    # Rules of the account's own are named by number; those of the rehearsal exist no more.
    for row in rows:
        row["rule"] = None if row["rule"] in made else row["rule"]
    TakeOver.objects.filter(pk=takeover.pk).update(rehearsal={"rows": rows, "at": now().isoformat()})
    takeover.refresh_from_db()


# --- Importing -------------------------------------------------------------------------------


@transaction.atomic
def import_all(takeover: TakeOver, *, by: Any) -> None:
    """Rules, default reply and menus become ours. Raises `StillOpen` while something waits for a decision.

    Followers notice nothing: until the switch in WeChat's back end, WeChat answers itself.
    """
    _needs(takeover, State.FOUND)
    found = Found(takeover)
    if found.open_questions:
        raise StillOpen(len(found.open_questions))
    begun_at = now()  # what bears a later date was made by this import
    account = Account.objects.get(pk=takeover.account_id)
    for planned, rule in _make_rules(found, by=by):
        for source in planned.sources:
            TakenRule.objects.create(
                takeover=takeover,
                source=source,
                name=(planned.name or source)[:200],
                rule=rule,
                made_as={"version": rule.version},
            )
    before = account.default_reply
    if found.plan.default_reply:
        accounts.change_account(account, actor=by, default_reply=found.plan.default_reply)
    for menu in found.plan.menus:
        menus.take_in(
            account=account,
            tag=menu.tag,
            buttons=menu.buttons,
            is_live=menu.is_live,
            menu_id=menu.menu_id,
            by=by,
        )
    TakeOver.objects.filter(pk=takeover.pk).update(
        state=State.IMPORTED,
        imported_at=begun_at,
        imported_by_name=_person(by)[1],
        default_reply_before=before,
        undone_at=None,
    )
    takeover.refresh_from_db()
    audit.write("takeover.imported", actor=by, subject=takeover, details={"rules": len(found.plan.rules)})


def _make_rules(found: Found, *, by: Any) -> list[tuple[PlannedRule, Rule]]:
    items = {one.name: one.item for one in found.media if one.item}
    return [(planned, _make_rule(planned, items, found=found, by=by)) for planned in found.plan.rules]


def _make_rule(planned: PlannedRule, items: Mapping[str, Item], *, found: Found, by: Any) -> Rule:
    rule = rules.make_rule(
        account_id=found.takeover.account_id,
        occasion=planned.occasion,
        keywords=list(planned.words),
        parts=[_part(said, items) for said in planned.parts],
        reply_mode=ReplyMode.ONE if planned.picks_one else ReplyMode.ALL,
        by=by,
    )
    if planned.is_off:
        rules.switch_off(rule, by=by)
    return rule


def _part(said: Said, items: Mapping[str, Item]) -> str | Item:
    return items[said.thing] if said.thing else said.text


@transaction.atomic
def undo(takeover: TakeOver, *, by: Any) -> int:
    """Take the import back. Rules somebody has changed since stay; the answer is how many did.

    What was saved in the library stays. Menus followers see already stay as they are.
    """
    _needs(takeover, State.IMPORTED, State.SWITCHED)
    kept = set()
    taken = list(takeover.rules.select_related("rule"))
    for rule in {one.rule_id: one.rule for one in taken if one.rule}.values():
        made_as = next(one.made_as for one in taken if one.rule_id == rule.pk)
        if rule.version != made_as.get("version"):
            kept.add(rule.pk)
        else:
            rules.remove_rule(rule, by=by)
    takeover.rules.exclude(rule_id__in=kept).delete()
    account = Account.objects.get(pk=takeover.account_id)
    imported = Found(takeover).plan.default_reply
    if imported and account.default_reply == imported:
        accounts.change_account(account, actor=by, default_reply=takeover.default_reply_before)
    if takeover.imported_at:
        menus.take_out(account=account, since=takeover.imported_at, by=by)
    TakeOver.objects.filter(pk=takeover.pk).update(
        state=State.FOUND, undone_at=now(), undone_by_name=_person(by)[1], switched_at=None
    )
    takeover.refresh_from_db()
    audit.write("takeover.undone", actor=by, subject=takeover, details={"kept": sorted(kept)})
    _rehearse(takeover)
    return len(kept)


@transaction.atomic
def note_switched(takeover: TakeOver, *, by: Any) -> None:
    """Somebody has switched the server configuration on: from now on we answer."""
    _needs(takeover, State.IMPORTED)
    TakeOver.objects.filter(pk=takeover.pk).update(
        state=State.SWITCHED, switched_at=now(), switched_by_name=_person(by)[1]
    )
    takeover.refresh_from_db()
    audit.write("takeover.switched", actor=by, subject=takeover)


def _needs(takeover: TakeOver, *states: str) -> None:
    """The take-over as it is now, locked. Raises `AlreadyImported` or `NotFetched`."""
    _lock(takeover.account)
    takeover.refresh_from_db()
    if takeover.state in states:
        return
    raise AlreadyImported if takeover.state in (State.IMPORTED, State.SWITCHED) else NotFetched


def _lock(account: Account) -> None:
    Account.objects.select_for_update().get(pk=account.pk)


def _person(by: Any) -> tuple[Staff | None, str]:
    return (by if isinstance(by, Staff) else None, str(by)[:150])
