"""Asking a book, and its rules one after the other."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers.facts import Facts
from zhijian.foundation.intake.answer import GUARDED, GUIDED, Answer
from zhijian.foundation.intake.queries import Guided
from zhijian.foundation.library.models import UploadedMedia
from zhijian.foundation.org.queries import called_by_code
from zhijian.rooms.answers import conditions, drawing, rows
from zhijian.rooms.answers.alike.search import Guess
from zhijian.rooms.answers.asking import Asker, closest_place, closest_variant
from zhijian.rooms.answers.audience import Audience
from zhijian.rooms.answers.book import Book
from zhijian.rooms.answers.bookshelf import BOOKS
from zhijian.rooms.answers.contents import Contents
from zhijian.rooms.answers.keywords import Around, Keywords
from zhijian.rooms.answers.matching import Matcher
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.naming import names_of
from zhijian.rooms.answers.normal import normal
from zhijian.rooms.answers.ranking import NO_RANK, rule_of, standing_of
from zhijian.rooms.answers.trying.marking import marks
from zhijian.rooms.answers.trying.tried import Candidate, Drawn, Tried, TriedVariant, Why
from zhijian.wechat import messages, replies

MOST_LOSERS: Final = 20

_FAILING: Final = {
    conditions.NOT_YET: Why.NOT_YET,
    conditions.EXPIRED: Why.EXPIRED,
    conditions.OUT_OF_HOURS: Why.OUT_OF_HOURS,
    conditions.OTHER_AUDIENCE: Why.OTHER_AUDIENCE,
}

_Matched = tuple[int, Matcher, str]  # rank, whose, and the unit


def explain(
    account: Account,
    text: str,
    facts: Facts,
    at: datetime,
    *,
    after: Sequence[Rule] = (),
    msg_id: int = 1,
) -> Tried:
    """What this text would be answered, to somebody of whom this is known, at this moment; and why.

    `after` are the rules he was just led through, the newest first, so that numbers can be tried, too.
    Another `msg_id` is another message, for which another part may be drawn.
    """
    moment = at.timestamp()
    steps = [Guided(rule.pk, moment) for rule in after]
    book = BOOKS.of(account).as_for(facts, at=moment, steps=steps)
    message = messages.Text(to_user="", from_user="", create_time=int(moment), msg_id=msg_id, content=text)
    started = time.perf_counter()
    answer = book.answer(message)
    took = time.perf_counter() - started
    asker = Asker(facts, moment)
    matched = list(_matched(book.contents, text, asker))
    guess = None
    if (
        answer.rule_id
        and answer.outcome != GUIDED
        and all(rule_of(rank) != answer.rule_id for rank, *_ in matched)
    ):
        guess = book.guess(normal(text), asker)
    candidates = _candidates(account, book, answer, matched, guess, asker, text)
    winner = next((one for one in candidates if one.why is None), None)
    losers = [one for one in candidates if one.why is not None]
    return Tried(
        text=text,
        form=normal(text),
        marks=marks(text, winner),
        outcome=answer.outcome,
        winner=winner,
        variants=_variants(winner, book.contents, facts) if winner else (),
        drawn=_drawn(winner.rule.pk, book.contents, facts, message) if winner else None,
        losers=tuple(losers[:MOST_LOSERS]),
        answer=answer,
        bubbles=bubbles_of(answer),
        milliseconds=round(took * 1000, 1),
    )


def _matched(contents: Contents, text: str, asker: Asker) -> Iterator[_Matched]:
    """Every keyword's rule that matches, the best of each: of nearer units first, then by rank."""
    path = asker.facts.unit_path
    others = [unit for unit in contents.units if unit not in path]
    form = normal(text)
    for unit in [*reversed(path), "", *others]:
        matcher = contents.matcher if not unit else contents.units.get(unit)
        if matcher is not None:
            for rank in _all(matcher, text, form):
                yield rank, matcher, unit


def _all(matcher: Matcher, text: str, form: str) -> Iterator[int]:
    found: set[int] = set()
    while len(found) <= MOST_LOSERS:
        rank = matcher.best(text, form, but_not=frozenset(found))
        if rank == NO_RANK:
            return
        found.add(rule_of(rank))
        yield rank


def _candidates(
    account: Account,
    book: Book,
    answer: Answer,
    matched: Sequence[_Matched],
    guess: Guess | None,
    asker: Asker,
    text: str,
) -> list[Candidate]:
    off = list(_all_off(account, text))
    ranks = [rank for rank, *_ in matched] + [rank for rank, _ in off] + ([guess.rank] if guess else [])
    wanted = {rule_of(rank) for rank in ranks} | ({answer.rule_id} if answer.rule_id else set())
    rules = Rule.objects.select_related("switched_off").in_bulk(wanted)
    names = names_of(rules.values())

    def candidate(rank: int, matcher: Matcher, **more: Any) -> Candidate | None:
        rule = rules.get(rule_of(rank))
        word, match = matcher.word_at(rank)
        return Candidate(rule, names[rule.pk], word, match, **more) if rule else None

    won = next(((rank, unit) for rank, _, unit in matched if rule_of(rank) == answer.rule_id), None)
    found: list[Candidate | None] = []
    if guess:
        found.append(candidate(guess.rank, book.contents.matcher, how=guess.how))
    elif won is None and answer.rule_id and (led_to := rules.get(answer.rule_id)):
        found.append(Candidate(led_to, names[led_to.pk], word="", match=""))
    for rank, matcher, unit in matched:
        is_winner = won is not None and rule_of(rank) == answer.rule_id
        why = None if is_winner else _why(rank, unit, won, answer, book.contents, asker)
        found.append(candidate(rank, matcher, why=why))
    found += [candidate(rank, matcher, why=Why.OFF) for rank, matcher in off]
    return [one for one in found if one is not None]


def _all_off(account: Account, text: str) -> Iterator[tuple[int, Matcher]]:
    words = rows.off_rows(account.pk)
    if words:
        matcher = Matcher(Keywords(words, Around(synonyms=rows.synonyms(account.pk))))
        for rank in _all(matcher, text, normal(text)):
            yield rank, matcher


def _why(
    rank: int,
    unit: str,
    won: tuple[int, str] | None,
    answer: Answer,
    contents: Contents,
    asker: Asker,
) -> Why:
    condition = contents.conditions.get(rule_of(rank))
    if condition is not None and (failing := condition.failing(asker.facts, at=asker.at)):
        return _FAILING[failing]
    if unit and unit not in asker.facts.unit_path:
        return Why.OTHER_UNIT
    if won is None:
        return Why.GUARDED if answer.outcome == GUARDED else Why.GUIDED
    if unit != won[1]:
        return Why.FARTHER_UNIT
    mine, theirs = standing_of(rank), standing_of(won[0])
    if mine.priority != theirs.priority:
        return Why.PRIORITY
    if mine.specificity != theirs.specificity:
        return Why.SPECIFICITY
    if mine.kind != theirs.kind:
        return Why.KIND
    return Why.TIME if mine.is_for_a_time != theirs.is_for_a_time else Why.AGE


def _variants(winner: Candidate, contents: Contents, facts: Facts) -> tuple[TriedVariant, ...]:
    """The one that is given first, the base reply last."""
    compiled = contents.variants.get(winner.rule.pk, ())
    if not compiled:
        return ()
    given = closest_place(compiled, facts)
    called = called_by_code(code for audience, _ in compiled for code in audience.units)
    tried = [_variant(place, audience, given, facts, called) for place, (audience, _) in enumerate(compiled)]
    base = TriedVariant(
        position=None,
        audience=Audience().in_words(),
        is_given=given is None,
        why=None if given is None else Why.SPECIFICITY,
    )
    return (*sorted(tried, key=lambda one: not one.is_given), base)


def _variant(
    place: int, audience: Audience, given: int | None, facts: Facts, called: Mapping[str, str]
) -> TriedVariant:
    said = audience.in_words(name_of_unit=lambda code: called.get(code, code))
    variant = TriedVariant(place, said, is_given=place == given)
    if variant.is_given:
        return variant
    fits = audience.holds_for(facts)
    return replace(variant, why=Why.SPECIFICITY if fits else Why.OTHER_AUDIENCE)


def _drawn(rule: int, contents: Contents, facts: Facts, message: messages.Text) -> Drawn | None:
    reply = closest_variant(contents.variants.get(rule, ()), facts) or contents.composite.get(rule)
    if reply is None or not reply.one_of:
        return None
    count = len(reply.one_of)
    return Drawn(drawing.place(count, message=message, rule=rule) + 1, count)


def bubbles_of(answer: Answer) -> tuple[Mapping[str, Any], ...]:
    """What the phone shows, in order: the passive reply as a letter's body, then the letters."""
    first = [_as_letter(answer.reply)] if answer.reply is not None else []
    return (*first, *answer.letters)


def _as_letter(reply: replies.Reply) -> Mapping[str, Any]:
    if isinstance(reply, replies.TextReply):
        return {"kind": "text", "text": reply.content}
    if isinstance(reply, replies.NewsReply):
        article = reply.articles[0]
        return {
            "kind": "news",
            "title": article.title,
            "summary": article.description,
            "cover_url": article.pic_url,
            "url": article.url,
        }
    media_id = getattr(reply, "media_id", "")
    held = UploadedMedia.objects.filter(media_id=media_id).values_list("item_id", flat=True).first()
    return {"kind": "item", "item": held or 0}
