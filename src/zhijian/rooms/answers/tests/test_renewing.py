"""A book that was renewed answers as one that is read whole."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, product

import pytest
from django.utils.timezone import now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhijian.foundation.accounts import services as accounts
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.followers.facts import STRANGER, Facts
from zhijian.foundation.intake.answer import Answer
from zhijian.foundation.intake.queries import Guided
from zhijian.foundation.library import services as library
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.tests.builders import an_article, an_image
from zhijian.rooms.answers import changing, services
from zhijian.rooms.answers.book import Book
from zhijian.rooms.answers.changing import KEPT, MOST_NOTED, Changes
from zhijian.rooms.answers.contents import MOST_CHANGED, Contents
from zhijian.rooms.answers.errors import CyclicGuiding, StillLedTo, SynonymsRefused
from zhijian.rooms.answers.importing import import_csv
from zhijian.rooms.answers.models import Change, Rule, SynonymGroup
from zhijian.rooms.answers.reading import Replies
from zhijian.rooms.answers.tests.builders import PUBLIC, a_book, a_rule, followed, plate_of, pressed, wrote
from zhijian.wechat.messages import Received
from zhijian.wechat.replies import TextReply

pytestmark = pytest.mark.django_db


# --- Whatever staff does ----------------------------------------------------------------------


@dataclass(frozen=True)
class Act:
    """One thing done, and whether a gateway looks before the next."""

    verb: str
    rule: int
    words: list[tuple[str, str]]
    reply: list[str | int]
    number: int
    is_seen: bool


_LETTERS = "ab学，"
_WORD = st.one_of(
    st.tuples(st.text(_LETTERS, min_size=1, max_size=3), st.sampled_from(["exact", "contains", "synonym"])),
    st.tuples(st.sampled_from(["a+b", "学.", "^a", "[ab]{2}$", r"\w，"]), st.just("regex")),
)
_VERBS = ["make", "make", "make", "change", "change", "priority", "off", "on", "remove", "import", "replace"]
_LIMITS = ["audience", "unit", "validity", "variant", "guide", "guide"]
_ACT = st.builds(
    Act,
    verb=st.sampled_from([*_VERBS, *_LIMITS, "welcome", "menu", "upload", "default", "synonyms", "settings"]),
    rule=st.integers(0, 20),
    words=st.lists(_WORD, min_size=1, max_size=2),
    reply=st.lists(
        st.one_of(st.text("甲乙", min_size=1, max_size=3), st.integers(0, 1)), min_size=1, max_size=2
    ),
    number=st.integers(0, 3),
    is_seen=st.booleans(),
)
_ASKED: list[Received] = [
    followed(),
    *(pressed(f"KEY{number}") for number in range(4)),
    *(wrote(str(number)) for number in range(3)),
    wrote("举报"),
    *(wrote("".join(letters)) for length in range(1, 4) for letters in product(_LETTERS, repeat=length)),
]
_FRESH = count()
_NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
_MEMBER = Facts(is_bound=True, unit_path=("qinghe", "hedong"), age=70)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_ACT, max_size=8), st.lists(_ACT, min_size=1, max_size=8))
def test_a_renewed_book_answers_as_one_read_whole(
    account: Account, before: list[Act], after: list[Act]
) -> None:
    account = an_account(f"a{next(_FRESH)}", suggests=True, default_reply="没有")
    items = [an_image(account), an_article(account)]
    # What is found in the library is not in the book, and looking for it takes longer than all the rest.
    services.change_settings(account.pk, searches_library=False, by="tests")
    for act in before:
        _do(act, account, items)
    book = a_book(account)

    for act in after:
        _do(act, account, items)
        if act.is_seen:
            book = book.renewed(plate_of(account))
    book = book.renewed(plate_of(account))

    assert _answers(book) == _answers(a_book(account))


def _answers(book: Book) -> list[Answer]:
    """As a stranger and as a member hear them, just after a rule that offers numbers."""
    guides = sorted(book.contents.ways.guides)
    books = [
        book.as_for(facts, at=_NOW.timestamp(), steps=[Guided(guide, _NOW.timestamp())])
        for facts in (STRANGER, _MEMBER)
        for guide in guides[:2] or [0]
    ]
    return [book.answer(message) for book in books for message in _ASKED]


def _do(act: Act, account: Account, items: list[Item]) -> None:
    parts = [items[piece] if isinstance(piece, int) else piece for piece in act.reply]
    if act.verb == "make":
        services.make_rule(
            account_id=account.pk, keywords=act.words, parts=parts, priority=act.number, by="tests"
        )
    elif act.verb == "welcome":
        services.make_rule(account_id=account.pk, occasion="follow", parts=parts, by="tests")
    elif act.verb == "menu":
        key = [(f"KEY{act.number}", "exact")]
        services.make_rule(account_id=account.pk, occasion="click", keywords=key, parts=parts, by="tests")
    elif act.verb in ("import", "replace"):
        lines = "".join(f"{word},{match},丙{act.number}\n" for word, match in act.words)
        data = f"keyword,match,reply\n{lines}".encode()
        import_csv(account_id=account.pk, data=data, replace=act.verb == "replace", actor="tests")
    elif act.verb == "upload":
        until = now() + timedelta(days=3)
        library.note_uploaded(item=items[0], media_id=f"media-{next(_FRESH)}", expires_at=until)
    elif act.verb == "default":
        account.refresh_from_db()
        accounts.change_account(account, actor="tests", default_reply=f"没有{act.number}")
    elif act.verb == "synonyms":
        _do_with_synonyms(act, account)
    elif act.verb == "settings":
        words = [["举报"], ["检举"]][act.number % 2]
        services.change_settings(account.pk, report_words=words, guide_minutes=1 + act.number, by="tests")
    else:
        _do_to_a_rule(act, account, parts)


def _do_to_a_rule(act: Act, account: Account, parts: list[str | Item]) -> None:
    rules = list(Rule.objects.filter(account=account).order_by("id"))
    if not rules:
        return
    rule = rules[act.rule % len(rules)]
    if act.verb == "change":
        words = act.words if rule.occasion == "text" else None
        services.change_rule(rule, keywords=words, parts=parts, by="tests")
    elif act.verb == "priority":
        services.change_rule(rule, priority=act.number, by="tests")
    elif act.verb == "off":
        services.switch_off(rule, by="tests")
    elif act.verb == "on":
        services.switch_on(rule, by="tests")
    elif act.verb in _LIMITS:
        _limit(rule, act, parts, others=rules)
    else:
        with suppress(StillLedTo):
            services.remove_rule(rule, by="tests")


def _limit(rule: Rule, act: Act, parts: list[str | Item], *, others: list[Rule]) -> None:
    audiences: list[dict[str, object]] = [{}, {"bound": True}, {"age": {"from": 60}}, {"units": ["hedong"]}]
    if act.verb == "audience":
        services.change_rule(rule, audience=audiences[act.number], by="tests")
    elif act.verb == "unit":
        services.change_rule(rule, unit=["", "qinghe", "hedong", "hexi"][act.number], by="tests")
    elif act.verb == "validity":
        ends = [None, _NOW, _NOW + timedelta(days=1), _NOW - timedelta(days=1)]
        services.change_rule(rule, valid_until=ends[act.number], by="tests")
    elif act.verb == "variant":
        variants = [(audiences[act.number], parts)] if act.number else []
        services.change_rule(rule, variants=variants, by="tests")
    else:
        leads_to = others[act.number % len(others)]
        choices = [(1, f"去{act.number}", leads_to)] if act.is_seen else []
        with suppress(CyclicGuiding):
            services.change_rule(rule, choices=choices, by="tests")


def _do_with_synonyms(act: Act, account: Account) -> None:
    group = SynonymGroup.objects.filter(account=account).first()
    words = [word for word, _ in act.words]
    with suppress(SynonymsRefused):
        if group and act.number == 0:
            services.remove_synonyms(group, by="tests")
        elif group:
            services.change_synonyms(group, words=[*words, "a学b"], by="tests")
        else:
            services.make_synonyms(account_id=account.pk, words=[*words, "ab学"], by="tests")


# --- What is read, and when all of it ---------------------------------------------------------


def test_only_rules_that_changed_are_read_again(account: Account) -> None:
    changed, other = a_rule(account, "甲"), a_rule(account, "乙")
    book = a_book(account)
    services.change_rule(changed, keywords=[("丙", "exact")], by="tests")
    other.keywords.update(text="丁")  # behind the room's back, so nobody is told

    book = book.renewed(plate_of(account))

    assert [book.answer(wrote(word)).rule_id for word in "甲乙丙丁"] == [None, other.pk, changed.pk, None]


def test_the_old_book_stays_as_it_is(account: Account) -> None:
    rule = a_rule(account, "甲", "旧的")
    old = a_book(account)
    services.change_rule(rule, parts=["新的"], by="tests")

    new = old.renewed(plate_of(account))

    assert [book.answer(wrote("甲")).reply for book in (old, new)] == [TextReply("旧的"), TextReply("新的")]


def test_a_reply_of_several_things_is_replaced_in_memory(account: Account) -> None:
    first, second = an_article(account, "一"), an_article(account, "二")
    rule = a_rule(account, "甲", first)
    book = a_book(account)
    services.change_rule(rule, parts=[second], by="tests")

    answer = book.renewed(plate_of(account)).answer_quickly(wrote("甲"))

    assert answer == a_book(account).answer(wrote("甲"))
    assert answer != book.answer(wrote("甲"))


def test_books_too_old_to_know_what_changed_are_read_whole(account: Account) -> None:
    book = a_book(account)
    rule = a_rule(account, "甲")
    for _ in range(KEPT):
        services.change_rule(rule, priority=1, by="tests")
    later = a_rule(account, "乙")

    book = book.renewed(plate_of(account))

    assert [book.answer(wrote(word)).rule_id for word in "甲乙"] == [rule.pk, later.pk]


def test_a_history_thrown_away_meanwhile_is_noticed(account: Account) -> None:
    since = plate_of(account).revision
    a_rule(account, "甲")
    until = plate_of(account).revision
    for _ in range(KEPT):
        accounts.touch(account.pk)

    assert changing.changes(account_id=account.pk, since=since, until=until) is None


def test_a_revision_that_went_back_is_read_whole(account: Account) -> None:
    """As after a backup was brought back under a running gateway."""
    a_rule(account, "甲")
    now_at = plate_of(account).revision

    assert changing.changes(account_id=account.pk, since=now_at, until=now_at - 1) is None


def test_an_account_that_is_gone_is_read_whole(account: Account) -> None:
    assert changing.changes(account_id=account.pk + 1, since=1, until=1) is None


def test_very_many_rules_at_once_are_one_note(account: Account) -> None:
    since = plate_of(account).revision
    lines = "".join(f"词{number},exact,好\n" for number in range(MOST_NOTED + 1))

    import_csv(account_id=account.pk, data=f"keyword,match,reply\n{lines}".encode(), actor="tests")

    until = plate_of(account).revision
    assert list(Change.objects.values_list("revision", "rule_id")) == [(until, None)]
    assert changing.changes(account_id=account.pk, since=since, until=until) is None


def test_a_later_note_does_not_hide_an_earlier_change_of_something_else(account: Account) -> None:
    since = plate_of(account).revision
    accounts.touch(account.pk)
    until = plate_of(account).revision
    rule = a_rule(account, "甲")

    found = changing.changes(account_id=account.pk, since=since, until=until)

    assert found == Changes(frozenset({rule.pk}), only_rules=False)


def test_notes_tell_rules_from_other_changes(account: Account) -> None:
    since = plate_of(account).revision
    rule = a_rule(account, "甲")
    middle = plate_of(account).revision
    accounts.touch(account.pk)
    until = plate_of(account).revision

    found = [changing.changes(account_id=account.pk, since=since, until=last) for last in (middle, until)]

    rules = frozenset({rule.pk})
    assert found == [Changes(rules, only_rules=True), Changes(rules, only_rules=False)]


def test_old_notes_are_thrown_away(account: Account) -> None:
    rule = a_rule(account, "甲")
    for priority in range(KEPT + 5):
        services.change_rule(rule, priority=priority, by="tests")

    assert Change.objects.count() == KEPT


def test_notes_are_of_one_account(account: Account) -> None:
    other = an_account("hehua")
    since = plate_of(account).revision
    a_rule(account, "甲")
    a_rule(other, "乙")

    found = changing.changes(account_id=account.pk, since=since, until=plate_of(account).revision)

    assert found == Changes(frozenset(_rules_of(account)), only_rules=True)


def test_more_changes_than_are_worth_it_are_read_whole(account: Account) -> None:
    replies = Replies(account.pk, public_url=PUBLIC)
    contents = Contents.read(replies)

    many, too_many = (
        contents.renewed(Changes(frozenset(range(number)), only_rules=True), replies)
        for number in (MOST_CHANGED, MOST_CHANGED + 1)
    )

    assert (many is None, too_many is None) == (False, True)


def test_every_verb_notes_its_rule(account: Account) -> None:
    rule = a_rule(account, "甲")
    verbs: list[Callable[[], object]] = [
        lambda: services.change_rule(rule, priority=1, by="tests"),
        lambda: services.switch_off(rule, by="tests"),
        lambda: services.switch_on(rule, by="tests"),
        lambda: services.remove_rule(rule, by="tests"),
    ]
    noted = Changes(frozenset({rule.pk}), only_rules=True)

    found = []
    for verb in verbs:
        since = plate_of(account).revision
        verb()
        until = plate_of(account).revision
        found.append(changing.changes(account_id=account.pk, since=since, until=until))

    assert found == [noted] * 4


def test_an_import_notes_every_rule_it_touches(account: Account) -> None:
    kept, changed, removed = (a_rule(account, word) for word in ("甲", "乙", "丙"))
    split = services.make_rule(
        account_id=account.pk, keywords=[("丁", "exact"), ("戊", "exact")], parts=["一样"], by="tests"
    )
    thinned = services.make_rule(
        account_id=account.pk, keywords=[("己", "exact"), ("庚", "exact")], parts=["一样"], by="tests"
    )
    since = plate_of(account).revision
    lines = "甲,exact,甲的材料\n乙,exact,新的\n丁,exact,一样\n戊,exact,不一样\n己,exact,一样\n辛,exact,添的\n"

    import_csv(
        account_id=account.pk, data=f"keyword,match,reply\n{lines}".encode(), replace=True, actor="tests"
    )

    found = changing.changes(account_id=account.pk, since=since, until=plate_of(account).revision)
    added = {rule for rule in _rules_of(account) if rule > thinned.pk}
    touched = frozenset({changed.pk, removed.pk, split.pk, thinned.pk} | added)
    assert (found, len(added)) == (Changes(touched, only_rules=True), 2)
    assert kept.pk in _rules_of(account)


def _rules_of(account: Account) -> list[int]:
    return list(Rule.objects.filter(account=account).values_list("pk", flat=True))
