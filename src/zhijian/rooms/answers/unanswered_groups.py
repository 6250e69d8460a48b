"""The messages nobody could answer, alike ones together, each group with what to do about it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library import wording
from zhijian.foundation.library.search import Hit, search
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers.bookshelf import BOOKS
from zhijian.rooms.answers.models import Rule, Unanswered
from zhijian.rooms.answers.naming import names_of
from zhijian.rooms.answers.nearby import features
from zhijian.rooms.answers.needless import is_needless
from zhijian.rooms.answers.normal import normal
from zhijian.rooms.answers.queries import unanswered_visible_to
from zhijian.rooms.answers.ranking import rule_of

MOST_QUESTIONS: Final = 1000  # the newest; with more waiting, the oldest come when these are seen to
MOST_GROUPS: Final = 30
MOST_SEARCHES: Final = 6

_ALIKE: Final = 0.45
_INSIDE: Final = 0.4  # of the shorter one
_LEAST_SHARED: Final = 5
_LEAST_WORTH_A_LOOK: Final = 3  # fewer shared are alike by neither measure
_NEAR_A_RULE: Final = 0.45
_TEXTS_LOOKED_AT: Final = 2  # of a group, for a rule near it
_SAMPLES: Final = 4


class Likeliest(models.TextChoices):
    """What to do about a group, most probably."""

    ADD = "add", _("加到规则")
    NEW = "new", _("新建规则")
    NEEDLESS = "needless", _("不用答")
    LOOK = "look", _("要人看或听")


@dataclass(frozen=True, slots=True)
class Group:
    """`words` is what was asked most; `samples` are others, each once. The newest question comes first."""

    words: str
    samples: tuple[str, ...]
    distinct: int
    askers: int
    latest: datetime
    questions: tuple[Unanswered, ...]
    likeliest: Likeliest
    rule: Rule | None = None  # the one to add it to
    rule_name: str = ""
    keyword: str = ""  # of that rule, the one that is near
    found: Hit | None = None  # what the library has, for a new rule

    @property
    def count(self) -> int:
        return len(self.questions)

    @property
    def key(self) -> int:
        """Names the group on a page: its newest question."""
        return self.questions[0].pk


def groups(
    account: Account, *, viewer: Staff, since: datetime | None = None, most: int = MOST_GROUPS
) -> list[Group]:
    """Of what nobody has seen to yet: what most people asked comes first."""
    waiting = unanswered_visible_to(viewer).filter(account=account, settlement=None)
    if since is not None:
        waiting = waiting.filter(asked_at__gte=since)
    gathered = _gathered(list(waiting[:MOST_QUESTIONS]))
    gathered.sort(key=lambda group: (-group.askers, -group.count, -group.latest.timestamp()))
    return _with_rules(account, gathered[:most])


def _gathered(questions: Sequence[Unanswered]) -> list[Group]:
    by_form: dict[str, list[Unanswered]] = defaultdict(list)
    needless: list[Unanswered] = []
    to_look_at: dict[str, list[Unanswered]] = defaultdict(list)
    for question in questions:
        form = normal(question.text)
        if question.text.startswith("["):  # a picture, a recording, a press on the menu: mentioning.py
            to_look_at[question.text].append(question)
        elif is_needless(form) or not form:
            needless.append(question)
        else:
            by_form[form].append(question)
    found = [_group(_flat(by_form, forms), Likeliest.NEW) for forms in _alike(by_form)]
    found += [_group(together, Likeliest.LOOK) for together in to_look_at.values()]
    return [*found, _group(needless, Likeliest.NEEDLESS)] if needless else found


def _flat(by_form: dict[str, list[Unanswered]], forms: Iterable[str]) -> list[Unanswered]:
    return [question for form in forms for question in by_form[form]]


def _alike(by_form: dict[str, list[Unanswered]]) -> list[list[str]]:
    """Forms in groups. What most people asked leads; the others join the leader they are most like."""
    led: list[list[str]] = []
    meanings: list[frozenset[str]] = []
    leaders_with: dict[str, list[int]] = defaultdict(list)
    for form in sorted(by_form, key=lambda form: (-len(by_form[form]), len(form), form)):
        meaning = features(_meaning(form))
        shared = Counter(leader for feature in meaning for leader in leaders_with.get(feature, ()))
        best = max(
            (
                (_likeness(count, meaning, meanings[leader]), -leader)
                for leader, count in shared.items()
                if count >= _LEAST_WORTH_A_LOOK
            ),
            default=(0.0, 0),
        )
        if best[0] > 0:
            led[-best[1]].append(form)
            continue
        for feature in meaning:
            leaders_with[feature].append(len(led))
        led.append([form])
        meanings.append(meaning)
    return led


def _meaning(form: str) -> str:
    """Without what carries none: 请问 and 怎么 would make everything alike."""
    return "".join(wording.runs(wording.folded(form), is_question=True)) or form


def _likeness(shared: int, meaning: frozenset[str], other: frozenset[str]) -> float:
    """0 when they are not alike."""
    dice = 2 * shared / (len(meaning) + len(other))
    inside = shared / min(len(meaning), len(other))
    is_alike = dice >= _ALIKE or (inside >= _INSIDE and shared >= _LEAST_SHARED)
    return max(dice, inside) if is_alike else 0.0


def _group(questions: list[Unanswered], likeliest: Likeliest) -> Group:
    questions.sort(key=lambda question: (question.asked_at, question.pk), reverse=True)
    texts = [text for text, _ in Counter(question.text for question in questions).most_common()]
    return Group(
        words=texts[0],
        samples=tuple(texts[1 : 1 + _SAMPLES]),
        distinct=len(texts),
        askers=len({question.openid for question in questions}),
        latest=questions[0].asked_at,
        questions=tuple(questions),
        likeliest=likeliest,
    )


def _with_rules(account: Account, found: Sequence[Group]) -> list[Group]:
    """Those that are near a rule say so; for some of the others the library is asked."""
    book = BOOKS.of(account)
    near: dict[int, tuple[int, str]] = {}
    for place, group in enumerate(found):
        if group.likeliest == Likeliest.NEW:
            for text in (group.words, *group.samples)[:_TEXTS_LOOKED_AT]:
                likeness, rank, word = book.nearest_keyword(text)
                if likeness >= _NEAR_A_RULE:
                    near[place] = rank, word
                    break
    rules = Rule.objects.select_related("account").in_bulk({rule_of(rank) for rank, _ in near.values()})
    names = names_of(rules.values())
    unlike = [
        place for place, group in enumerate(found) if group.likeliest == Likeliest.NEW and place not in near
    ]
    searched = set(unlike[:MOST_SEARCHES])
    completed = []
    for place, group in enumerate(found):
        rank, word = near.get(place, (0, ""))
        rule = rules.get(rule_of(rank))
        if rule is not None:
            add = Likeliest.ADD
            completed.append(replace(group, likeliest=add, rule=rule, rule_name=names[rule.pk], keyword=word))
        elif place in searched:
            hit = next(iter(search(account.pk, group.words, most=1)), None)
            completed.append(replace(group, found=hit))
        else:
            completed.append(group)
    return completed
