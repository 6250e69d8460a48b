"""Old and new asked the same words, and compared: the dry run. Nobody is told anything.

The new answers come from a real book over real rows, made in a transaction that is rolled back: what one
sees is what a gateway would do, together with the rules the account has already.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.intake.answer import ANSWERED, FOUND, Answer
from zhijian.rooms.answers import drawing
from zhijian.rooms.answers.book import Book
from zhijian.rooms.answers.takeover import questions
from zhijian.rooms.answers.takeover.old import Old, OldRule, Reply, Thing
from zhijian.rooms.answers.takeover.old_answers import answering
from zhijian.rooms.answers.takeover.plan import SEVERAL_CARDS, TEXT_SPLIT, Choice, PlannedRule, Said
from zhijian.wechat import messages, replies
from zhijian.wechat.events import Click, Subscribe

SAME: Final = "same"
DIFFERS: Final = "differs"
NEW: Final = "new"

_ASKER: Final = "o-rehearsal"


@dataclass(frozen=True, slots=True)
class Bubble:
    """`kind` is text, image, voice, video, card or other; `text` its words or title."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """`occasion` is text, follow or click; `why` says what is behind the verdict, in a word."""

    occasion: str
    asked: str
    verdict: str
    why: str = ""
    old: list[Bubble] = field(default_factory=list)
    new: list[Bubble] = field(default_factory=list)
    rule: int | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Rehearsal:
    """Both sides, ready to be asked. `made` are the planned rules by the id of the row they became."""

    def __init__(
        self,
        old: Old,
        book: Book,
        *,
        account: Account,
        made: Mapping[int, PlannedRule],
        choices: Mapping[str, Choice],
        titles: Mapping[int, str],
        names: Mapping[str, str],
    ) -> None:
        """`titles` are those of the library's items by id, `names` those of the things by their names."""
        self._old = old
        self._book = book
        self._account = account
        self._made = made
        self._choices = choices
        self._titles = titles
        self._names = names

    def run(self) -> list[Compared]:
        """Every keyword, a near text for each rule, the welcome, the menu, and a text nobody knows."""
        compared = [self._text(text) for text in texts_to_ask(self._old)]
        if self._old.welcome:
            compared.append(self._welcome(self._old.welcome))
        compared += self._clicks()
        compared.append(self._text(_("今天天气怎么样呀")))
        return compared

    # --- Texts -------------------------------------------------------------------------------

    def _text(self, text: str) -> Compared:
        candidates = answering(self._old, text)
        message = messages.Text(
            to_user="gh", from_user=_ASKER, create_time=1_700_000_000, msg_id=1, content=text
        )
        answer = self._book.answer(message)
        planned = self._made.get(answer.rule_id or 0)
        verdict, why = self._judged(candidates, answer, planned)
        old = self._bubbles_of(candidates[0].replies) if candidates else self._default_bubbles()
        new = self._said(answer, first=_first_part(planned, answer, message))
        return Compared("text", text, verdict, why, old, new, answer.rule_id)

    def _judged(
        self, candidates: Sequence[OldRule], answer: Answer, planned: PlannedRule | None
    ) -> tuple[str, str]:
        if not candidates:
            return self._judged_unanswered(answer, planned)
        if planned is None:
            return (DIFFERS, "own-rule" if answer.outcome == ANSWERED else "silent")
        ours = [rule for rule in candidates if rule.source in planned.sources]
        if not ours:
            return DIFFERS, "other-rule"
        if len(planned.sources) > 1:
            return DIFFERS, "merged"
        return self._judged_alone(ours[0], planned, is_alone=len(candidates) == 1)

    def _judged_alone(self, rule: OldRule, planned: PlannedRule, *, is_alone: bool) -> tuple[str, str]:
        """A rule of ours beside the one it was."""
        if planned.picks_one:
            is_same = planned.parts == _contents(rule.replies)
            return (SAME, "random-one") if is_same else (DIFFERS, "replaced")
        if rule.picks_one and len(rule.replies) > 1:
            choice = self._choices.get(f"random:{rule.number}")
            is_first = choice is not None and choice.code == questions.FIRST
            return (SAME, "random-first") if is_first else (DIFFERS, "random-all")
        if planned.parts != _contents(rule.replies) and TEXT_SPLIT not in planned.notes:
            return DIFFERS, "replaced"
        if not self._account.can_send and len(planned.parts) > 1:
            return SAME, "folded"
        if not is_alone:
            return SAME, "several"
        return SAME, "cards" if SEVERAL_CARDS in planned.notes else ""

    def _judged_unanswered(self, answer: Answer, planned: PlannedRule | None) -> tuple[str, str]:
        if answer.outcome == FOUND:
            return NEW, "found"
        if answer.outcome == ANSWERED:
            return NEW, "alike" if planned else "own-rule"
        was = self._old.default.text if self._old.default and self._old.default.kind == "text" else ""
        now = answer.reply.content if isinstance(answer.reply, replies.TextReply) else ""
        if not self._old.answers:
            was = ""
        if was == now:
            return SAME, "default"
        return (NEW, "default") if not was else (DIFFERS, "default")

    # --- Welcome and menu --------------------------------------------------------------------

    def _welcome(self, welcome: Reply) -> Compared:
        answer = self._book.answer(Subscribe(to_user="gh", from_user=_ASKER, create_time=1_700_000_000))
        planned = self._made.get(answer.rule_id or 0)
        old = self._bubbles_of([welcome]) if self._old.greets else []
        if planned is None:
            verdict = (DIFFERS, "own-rule") if answer.rule_id else (SAME if not old else DIFFERS, "silent")
        elif not old:
            verdict = (NEW, "")
        else:
            verdict = (SAME, "") if planned.parts == _contents([welcome]) else (DIFFERS, "replaced")
        return Compared("follow", "", *verdict, old, self._said(answer), answer.rule_id)

    def _clicks(self) -> Iterator[Compared]:
        by_source = {source: rule for rule in self._made.values() for source in rule.sources}
        for menu in self._old.menus:
            for place, reply in menu.replies.items():
                planned = by_source.get(f"menu:{place}")
                if planned is None:
                    continue
                key = planned.words[0][0]
                answer = self._book.answer(
                    Click(to_user="gh", from_user=_ASKER, create_time=1_700_000_000, event_key=key)
                )
                is_same = planned.parts == _contents([reply])
                verdict = (SAME, "") if is_same else (DIFFERS, "replaced")
                yield Compared(
                    "click",
                    planned.name,
                    *verdict,
                    self._bubbles_of([reply]),
                    self._said(answer),
                    answer.rule_id,
                )

    # --- As a follower sees it ---------------------------------------------------------------

    def _default_bubbles(self) -> list[Bubble]:
        has_one = self._old.default and self._old.answers
        return self._bubbles_of([self._old.default]) if has_one and self._old.default else []

    def _bubbles_of(self, said: Sequence[Reply]) -> list[Bubble]:
        bubbles = []
        for reply in said:
            if reply.things:
                bubbles += [
                    Bubble("card" if thing.kind == "link" else thing.kind, self._called(thing))
                    for thing in reply.things
                ]
            else:
                bubbles.append(Bubble("text" if reply.kind == "text" else "other", reply.text))
        return bubbles

    def _called(self, thing: Thing) -> str:
        return thing.title or self._names.get(thing.name, "")

    def _said(self, answer: Answer, *, first: int = 0) -> list[Bubble]:
        """`first` is the place of the rule's part with which the answer begins."""
        begins = [self._from_reply(answer.reply, answer.rule_id, part=first)] if answer.reply else []
        return begins + [self._from_letter(letter) for letter in answer.letters]

    def _from_reply(self, reply: replies.Reply, rule_id: int | None, *, part: int) -> Bubble:
        match reply:
            case replies.TextReply():
                return Bubble("text", reply.content)
            case replies.NewsReply():
                return Bubble("card", reply.articles[0].title)
            case _:
                kind = type(reply).__name__.removesuffix("Reply").lower()
                planned = self._made.get(rule_id or 0)
                name = planned.parts[part].thing if planned and planned.parts else ""
                return Bubble(kind, self._names.get(name, ""))

    def _from_letter(self, letter: Mapping[str, Any]) -> Bubble:
        if letter["kind"] == "news":
            return Bubble("card", str(letter["title"]))
        if letter["kind"] == "item":
            return Bubble("image", self._titles.get(int(letter["item"]), ""))
        return Bubble("text", str(letter.get("text", "")))


def _first_part(planned: PlannedRule | None, answer: Answer, message: messages.Text) -> int:
    if planned is None or not planned.picks_one or answer.rule_id is None:
        return 0
    return drawing.place(len(planned.parts), message=message, rule=answer.rule_id)


def texts_to_ask(old: Old) -> list[str]:
    """Every keyword as it stands; for each rule one text that is near its first keyword."""
    texts: dict[str, None] = {}
    for rule in old.rules:
        for word in rule.words:
            texts.setdefault(word.text)
    for rule in old.rules:
        if rule.words:
            word = rule.words[0]
            near = "{word}！" if word.is_whole else _("请问{word}怎么办")
            texts.setdefault(near.replace("{word}", word.text))
    return list(texts)


def _contents(said: Sequence[Reply]) -> tuple[Said, ...]:
    """As the parts of a rule that says exactly this."""
    contents: list[Said] = []
    for reply in said:
        if reply.things:
            contents += [Said(thing=thing.name) for thing in reply.things]
        else:
            contents.append(Said(reply.text))
    return tuple(contents)
