"""What will come of a take-over: rules, menus, default reply, before anything is written. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from zhijian.rooms.answers.checking import MOST_KEYWORD_CHARS, MOST_PARTS
from zhijian.rooms.answers.folding import cut, size_bytes
from zhijian.rooms.answers.menu import limits
from zhijian.rooms.answers.menu.places import Button, Buttons, Place
from zhijian.rooms.answers.ranking import CONTAINS, EXACT
from zhijian.rooms.answers.states import Occasion
from zhijian.rooms.answers.takeover import questions
from zhijian.rooms.answers.takeover.old import Old, OldMenu, OldRule, Reply, Word
from zhijian.rooms.answers.takeover.questions import by_age, entry_key, same_words
from zhijian.wechat.replies import MAX_TEXT_BYTES

# What was said differently, meaning the same.
SEVERAL_CARDS: Final = "several-cards"  # WeChat takes one article an answer: the others come as links
TEXT_SPLIT: Final = "text-split"
BECAME_RULE: Final = "became-rule"  # a menu entry made by hand: its message is a rule now
NAME_SHORT: Final = "name-short"
NOTHING_TO_SAY: Final = "nothing-to-say"  # switched off: what it said could not be had


@dataclass(frozen=True, slots=True)
class Said:
    """One part: words, or a thing by its name."""

    text: str = ""
    thing: str = ""


@dataclass(frozen=True, slots=True)
class PlannedRule:
    """`sources` are where it comes from: one, or several for rules that share a keyword.

    One that `picks_one` says one of its parts by chance, as it did.
    """

    sources: tuple[str, ...]
    name: str
    occasion: str
    words: tuple[tuple[str, str], ...]
    parts: tuple[Said, ...]
    is_off: bool = False
    notes: tuple[str, ...] = ()
    picks_one: bool = False


@dataclass(frozen=True, slots=True)
class PlannedMenu:
    """`is_live` when followers see exactly this already, so that there is nothing to publish."""

    tag: int | None
    buttons: Buttons
    is_live: bool
    menu_id: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    rules: list[PlannedRule] = field(default_factory=list)
    menus: list[PlannedMenu] = field(default_factory=list)
    default_reply: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody decided: one of the question's choices, and his words where it takes some."""

    code: str
    words: str = ""


Decisions = Mapping[str, Choice]
"""By question key. A question nobody has decided counts as decided the way we recommend."""


class Planner:
    """One take-over with its decisions."""

    def __init__(
        self, old: Old, *, gaps: Mapping[str, str], decisions: Decisions, placeholder: str, keys: str
    ) -> None:
        """`placeholder` stands where nothing is left to say; `keys` begins the keys of menu entries."""
        self._old = old
        self._gaps = gaps
        self._placeholder = placeholder
        self._keys = keys
        self._chosen = {
            question.key: decisions.get(question.key) or Choice(question.recommended)
            for question in questions.questions(old, gaps=gaps)
        }

    def plan(self) -> Plan:
        return Plan(
            rules=[*self._welcome(), *self._keyword_rules(), *self._menu_rules()],
            menus=[self._menu(menu) for menu in self._old.menus],
            default_reply=self._default(),
        )

    # --- Rules -------------------------------------------------------------------------------

    def _keyword_rules(self) -> Iterator[PlannedRule]:
        """In the order they were made, then those that answer for several."""
        shared = same_words(self._old)
        merged: list[PlannedRule] = []
        taken: dict[int, set[Word]] = {}
        silenced: set[tuple[int, Word]] = set()
        for word, rules in shared.items():
            key = f"same:{'=' if word.is_whole else '~'}{word.text.casefold()}"[:120]
            choice = self._chosen[key].code
            if choice == questions.BOTH:
                merged.append(self._merged(word, rules))
            for rule in rules:
                if choice != f"only:{rule.number}":
                    taken.setdefault(rule.number, set()).update(_alike(rule, word))
                    if choice != questions.BOTH:
                        silenced.update((rule.number, one) for one in _alike(rule, word))
        for rule in sorted(self._old.rules, key=by_age):
            yield from self._rule(rule, without=taken.get(rule.number, set()), silenced=silenced)
        yield from merged

    def _rule(
        self, rule: OldRule, *, without: set[Word], silenced: set[tuple[int, Word]]
    ) -> Iterator[PlannedRule]:
        left = tuple(word for word in rule.words if word not in without)
        is_off = self._is_closed("rules")
        if not left and rule.words:
            # Every keyword went elsewhere. What another rule took over is said there; else it is kept, off.
            if not any((rule.number, word) in silenced for word in rule.words):
                return
            left, is_off = rule.words, True
        parts, notes = self._parts(self._replies_of(rule), prefix=f"{rule.number}")
        if not left or not rule.replies:
            notes, is_off = (*notes, NOTHING_TO_SAY), True
        yield self._made(
            PlannedRule(
                sources=(rule.source,),
                name=rule.name,
                occasion=Occasion.TEXT,
                words=_as_ours(left or (Word(rule.name, is_whole=True),)),
                parts=parts,
                is_off=is_off,
                picks_one=questions.draws(rule),
                notes=notes,
            )
        )

    def _merged(self, word: Word, rules: Sequence[OldRule]) -> PlannedRule:
        parts: tuple[Said, ...] = ()
        notes: tuple[str, ...] = ()
        for rule in rules:
            more, noted = self._parts(self._replies_of(rule), prefix=f"{rule.number}")
            parts += tuple(part for part in more if part not in parts)
            notes += noted
        return self._made(
            PlannedRule(
                sources=tuple(rule.source for rule in rules),
                name=word.text,
                occasion=Occasion.TEXT,
                words=_as_ours((word,)),
                parts=parts,
                is_off=self._is_closed("rules"),
                notes=tuple(dict.fromkeys(notes)),
            )
        )

    def _replies_of(self, rule: OldRule) -> Sequence[Reply]:
        choice = self._chosen.get(f"random:{rule.number}")
        return rule.replies[:1] if choice and choice.code == questions.FIRST else rule.replies

    def _welcome(self) -> Iterator[PlannedRule]:
        if self._old.welcome is None:
            return
        parts, notes = self._parts([self._old.welcome], prefix="welcome")
        yield self._made(
            PlannedRule(("welcome",), "", Occasion.FOLLOW, (), parts, self._is_closed("welcome"), notes)
        )

    def _is_closed(self, what: str) -> bool:
        choice = self._chosen.get(f"closed:{what}")
        return choice is not None and choice.code == questions.OFF

    def _default(self) -> str:
        if self._old.default is None:
            return ""
        if self._old.default.kind == "text":
            return cut(self._old.default.text, most_bytes=MAX_TEXT_BYTES)
        choice = self._chosen["other:default"]
        return choice.words if choice.code == questions.WORDS else ""

    # --- Parts -------------------------------------------------------------------------------

    def _parts(self, replies: Sequence[Reply], *, prefix: str) -> tuple[tuple[Said, ...], tuple[str, ...]]:
        parts: list[Said] = []
        notes: list[str] = []
        for nth, reply in enumerate(replies):
            if reply.kind == "text":
                pieces = list(_pieces(reply.text))
                parts += [Said(piece) for piece in pieces]
                notes += [TEXT_SPLIT] if len(pieces) > 1 else []
            elif reply.kind == "other":
                key = "other:welcome" if prefix == "welcome" else f"other:{prefix}.{nth}"
                parts += self._instead(key)
            else:
                parts += [said for thing in reply.things for said in self._thing(thing.name)]
                notes += [SEVERAL_CARDS] if len(reply.things) > 1 else []
        return tuple(parts[:MOST_PARTS]), tuple(dict.fromkeys(notes))

    def _thing(self, name: str) -> list[Said]:
        return self._instead(f"gap:{name}"[:120]) if name in self._gaps else [Said(thing=name)]

    def _instead(self, key: str) -> list[Said]:
        choice = self._chosen.get(key)
        return [Said(choice.words)] if choice and choice.code == questions.WORDS and choice.words else []

    def _made(self, rule: PlannedRule) -> PlannedRule:
        """A rule has something to say; one with nothing is kept, switched off, and says so."""
        if rule.parts:
            return rule
        notes = tuple(dict.fromkeys((*rule.notes, NOTHING_TO_SAY)))
        return replace(rule, parts=(Said(self._placeholder),), is_off=True, notes=notes)

    # --- Menus -------------------------------------------------------------------------------

    def _menu_rules(self) -> Iterator[PlannedRule]:
        for menu in self._old.menus:
            for place, reply in menu.replies.items():
                parts, notes = self._parts([reply], prefix=f"menu:{place}")
                yield self._made(
                    PlannedRule(
                        sources=(f"menu:{place}",),
                        name=str(_entry(menu, place).get("name", "")),
                        occasion=Occasion.CLICK,
                        words=((self._key(place), EXACT),),
                        parts=parts,
                        notes=(*notes, BECAME_RULE),
                    )
                )

    def _menu(self, menu: OldMenu) -> PlannedMenu:
        notes: list[str] = []
        columns: Buttons = []
        for number, column in enumerate(menu.buttons, start=1):
            if "sub_button" not in column:
                columns += self._entries(menu, Place(number), column, notes)
                continue
            below: Buttons = []
            for row, entry in enumerate(column["sub_button"], start=1):
                below += self._entries(menu, Place(number, row), entry, notes)
            if below:
                columns.append({"name": _short(column, Place(number), notes), "sub_button": below})
        return PlannedMenu(
            menu.tag,
            columns,
            menu.is_live_through_api and columns == menu.buttons,
            menu.menu_id,
            tuple(dict.fromkeys(notes)),
        )

    def _entries(self, menu: OldMenu, place: Place, entry: Button, notes: list[str]) -> Buttons:
        """The entry as it can be published; none where it was decided to leave it out."""
        choice = self._chosen.get(entry_key(place, tag=menu.tag))
        if choice and choice.code == questions.LEAVE_OUT:
            return []
        name = _short(entry, place, notes)
        if place in menu.replies:
            notes.append(BECAME_RULE)
            return [{"type": "click", "name": name, "key": self._key(place)}]
        return [{**entry, "name": name}]

    def _key(self, place: Place) -> str:
        return f"{self._keys}-{place}"


def _alike(rule: OldRule, word: Word) -> list[Word]:
    return [
        one
        for one in rule.words
        if one.is_whole == word.is_whole and one.text.casefold() == word.text.casefold()
    ]


def _as_ours(words: Sequence[Word]) -> tuple[tuple[str, str], ...]:
    return tuple((word.text[:MOST_KEYWORD_CHARS], EXACT if word.is_whole else CONTAINS) for word in words)


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces WeChat takes, cut at the ends of sentences."""
    while size_bytes(text) > MAX_TEXT_BYTES:
        piece = cut(text, most_bytes=MAX_TEXT_BYTES)
        kept = piece.removesuffix("…")
        yield kept
        text = text[len(kept) :].lstrip()
    yield text


def _entry(menu: OldMenu, place: Place) -> Button:
    column: Button = menu.buttons[place.column - 1]
    return column if place.is_column else column["sub_button"][place.row - 1]


def _short(entry: Button, place: Place, notes: list[str]) -> str:
    name = str(entry.get("name", ""))
    most = limits.COLUMN_NAME_BYTES if place.is_column else limits.ENTRY_NAME_BYTES
    if size_bytes(name) <= most:
        return name
    notes.append(NAME_SHORT)
    return name.encode()[:most].decode(errors="ignore")
