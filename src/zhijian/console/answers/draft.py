"""A rule as it stands in the editor: everything typed so far, right or wrong, so that nothing is lost.

Adding, removing and moving are buttons of the same form: they post it and get it back changed. How it is
read from the form is in `draft_reading`, from a rule on file in `draft_of`; `draft_acts` is what buttons do.
"""

from dataclasses import dataclass, replace
from typing import Self

from zhijian.console.answers.question_rows import menu_key_of
from zhijian.rooms.answers.checking import MOST_KEYWORD_CHARS
from zhijian.rooms.answers.models import Unanswered
from zhijian.rooms.answers.states import Match, Occasion, ReplyMode

BASE = ""  # the reply that everybody gets for whom there is no closer one


@dataclass(frozen=True, slots=True)
class Word:
    """A keyword row. `wrong` is what to say beside it."""

    text: str = ""
    match: str = Match.CONTAINS
    wrong: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part row: a text, or an item of the library by its code. `find` is what is looked for in the library.

    `variant` says whose it is: `BASE`, or the place of a variant. `at` is its place among all part rows.
    """

    kind: str = "text"
    text: str = ""
    item: str = ""
    find: str = ""
    variant: str = BASE
    at: int = 0
    wrong: str = ""
    is_new: bool = False

    @property
    def is_text(self) -> bool:
        return self.kind == "text"

    @property
    def size_bytes(self) -> int:
        """As WeChat counts a text."""
        return len(self.text.encode())


@dataclass(frozen=True, slots=True)
class Whom:
    """For whom, as typed: names with commas between them, ages as they stand."""

    bound: str = ""  # "", "yes" or "no"
    units: str = ""
    offices: str = ""
    age_from: str = ""
    age_until: str = ""
    tags: str = ""

    @property
    def is_everybody(self) -> bool:
        return self == Whom()


@dataclass(frozen=True, slots=True)
class Variant:
    whom: Whom = Whom()
    wrong: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A numbered line. It leads to a rule on file, by its number, or to a new step that says `says`."""

    label: str = ""
    leads_to: str = ""
    says: str = ""
    wrong: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """From when until when, on which days and between which times, as typed."""

    since: str = ""
    until: str = ""
    days: tuple[str, ...] = ()
    opens: str = ""
    closes: str = ""

    @property
    def has_hours(self) -> bool:
        return bool(self.days or self.opens or self.closes)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form holds. `version` is the one it was opened with; "" for a rule that is not on file."""

    occasion: str = Occasion.TEXT
    words: tuple[Word, ...] = (Word(),)
    menu_key: str = ""
    parts: tuple[Part, ...] = (Part(),)
    reply_mode: str = ReplyMode.ALL
    whom: Whom = Whom()
    variants: tuple[Variant, ...] = ()
    when: When = When()
    choices: tuple[Choice, ...] = ()
    priority: str = "0"
    owner: str = ""
    review_on: str = ""
    version: str = ""
    is_open: bool = True  # the occasion may still be changed: the rule is not on file yet

    @classmethod
    def new(cls, occasion: str, *, word: str = "", item: str = "") -> Self:
        """`item`: an item of the library by its code, for whoever comes from its page."""
        return cls(
            occasion=occasion if occasion in Occasion.values else Occasion.TEXT,
            words=(Word(word.strip()[:MOST_KEYWORD_CHARS]),),
            parts=(Part("item", item=item) if item else Part(),),
        )

    @classmethod
    def answering(cls, question: Unanswered) -> Self:
        """For a message nobody could answer: its own words, to be trimmed to what matters."""
        if key := menu_key_of(question):
            return cls(occasion=Occasion.CLICK, menu_key=key)
        words = " ".join(question.text.split())
        return cls(words=(Word(words[:MOST_KEYWORD_CHARS], Match.CONTAINS),))

    @property
    def may_have_words(self) -> bool:
        return self.is_open or self.occasion == Occasion.TEXT

    @property
    def may_have_menu_key(self) -> bool:
        return self.is_open or self.occasion == Occasion.CLICK

    @property
    def base_parts(self) -> tuple[Part, ...]:
        return self.parts_of(BASE)

    @property
    def other_replies(self) -> list[tuple[str, Variant, tuple[Part, ...]]]:
        """Each variant with its place and its parts."""
        return [
            (str(place), variant, self.parts_of(str(place))) for place, variant in enumerate(self.variants)
        ]

    @property
    def has_several(self) -> bool:
        """In some reply there is more than one part, so that one may ask whether all of them leave."""
        places = [part.variant for part in self.parts]
        return len(places) > len(set(places))

    @property
    def picks_one(self) -> bool:
        return self.reply_mode == ReplyMode.ONE

    def parts_of(self, variant: str) -> tuple[Part, ...]:
        """Each with its place among all, by which its buttons name it."""
        return tuple(replace(part, at=at) for at, part in enumerate(self.parts) if part.variant == variant)

    @property
    def has_more(self) -> bool:
        """Something is said that most rules do not say."""
        return bool(self.owner or self.review_on or self.priority not in ("", "0"))

    @property
    def is_wrong(self) -> bool:
        wrong = [word.wrong for word in self.words] + [part.wrong for part in self.parts]
        wrong += [variant.wrong for variant in self.variants] + [choice.wrong for choice in self.choices]
        return any(wrong)
