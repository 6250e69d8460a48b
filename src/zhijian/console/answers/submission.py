"""A draft on its way to the service: what it means, or what is wrong with it, row by row."""

from dataclasses import replace
from functools import cached_property

from django.utils.translation import gettext as _

from zhijian.console.answers.draft import Draft, Part, Word
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.queries import items_visible_to
from zhijian.foundation.staff.models import Staff
from zhijian.rooms.answers import checking
from zhijian.rooms.answers.errors import RuleRefused
from zhijian.rooms.answers.states import Match, Occasion


class Submission:
    """Rows are judged by the same rules the service keeps, so that each refusal stands beside its row."""

    def __init__(self, draft: Draft, *, staff: Staff, account: Account) -> None:
        self._typed = draft
        self._items = items_named_in(draft, staff=staff, account=account)

    @cached_property
    def draft(self) -> Draft:
        """As typed, with what is wrong noted in the rows."""
        return replace(
            self._typed,
            words=tuple(self._judged_word(word) for word in self._typed.words),
            parts=tuple(self._judged_part(part) for part in self._typed.parts),
        )

    @cached_property
    def wrong(self) -> dict[str, str]:
        """What is wrong with the fields that are no rows, by name."""
        found = {}
        if not _is_whole_number(self._typed.priority):
            found["priority"] = _("优先级是一个整数，比如 0 或 10")
        if self._typed.occasion == Occasion.CLICK and not self._typed.menu_key.strip():
            found["menu_key"] = _("选一个菜单项")
        if self._typed.occasion == Occasion.TEXT and not any(word.text.strip() for word in self._typed.words):
            found["keyword"] = _("至少写一个词")
        if not self._filled_parts:
            found["reply"] = _("至少回一句话")
        return found

    @property
    def is_well_formed(self) -> bool:
        return not self.wrong and not self.draft.is_wrong

    @property
    def keywords(self) -> list[tuple[str, str]]:
        if self._typed.occasion == Occasion.FOLLOW:
            return []
        if self._typed.occasion == Occasion.CLICK:
            return [(self._typed.menu_key.strip(), Match.EXACT)]
        return [(word.text.strip(), word.match) for word in self._typed.words if word.text.strip()]

    @property
    def parts(self) -> list[str | Item]:
        return [part.text if part.is_text else self._items[part.item] for part in self._filled_parts]

    @property
    def priority(self) -> int:
        return int(self._typed.priority)

    @property
    def _filled_parts(self) -> list[Part]:
        """Rows added and left empty are not meant."""
        return [part for part in self._typed.parts if part.text.strip() or part.item]

    def _judged_word(self, word: Word) -> Word:
        if self._typed.occasion != Occasion.TEXT or not word.text.strip():
            return word
        try:
            checking.check_keyword(word.text.strip(), match=word.match)
        except RuleRefused as refused:
            return replace(word, wrong=refused.rule)
        return word

    def _judged_part(self, part: Part) -> Part:
        if not part.is_text:
            is_there = not part.item or part.item in self._items
            return part if is_there else replace(part, wrong=_("资料库里已经没有这一样了，换一样吧"))
        if not part.text.strip():
            return part
        try:
            checking.check_text(part.text)
        except RuleRefused as refused:
            return replace(part, wrong=refused.rule)
        return part


def items_named_in(draft: Draft, *, staff: Staff, account: Account) -> dict[str, Item]:
    """By code, those of this account's library only."""
    codes = {part.item for part in draft.parts if not part.is_text and part.item}
    visible = items_visible_to(staff, account_id=account.pk)
    return {item.code: item for item in visible.filter(code__in=codes).select_related("cover")}


def _is_whole_number(text: str) -> bool:
    return text.removeprefix("-").isdecimal() and len(text) < 7
