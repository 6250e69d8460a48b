"""What a draft says will answer a click: words of its own, something from the library, or a rule's reply.

It stands in the entry as `answer`: `{"text": …}`, `{"item": code}` or `{"rule": id}`, and becomes a rule when
the menu is published. An entry without one is answered by the rule its key leads to.
"""

import secrets
from typing import Any, Final

from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.models import Item
from zhijian.rooms.answers import checking
from zhijian.rooms.answers.errors import RuleRefused
from zhijian.rooms.answers.menu.limits import Fault
from zhijian.rooms.answers.menu.places import Button, Place
from zhijian.rooms.answers.models import Rule
from zhijian.wechat.replies import MAX_TEXT_BYTES

ANSWER: Final = "answer"


def new_key() -> str:
    """For a menu entry we answer. Nobody ever sees it."""
    return f"menu-{secrets.token_hex(6)}"


def answer_faults(entry: Button, *, place: Place, account: Account) -> list[Fault]:
    """What is wrong with the answer an entry names; empty for one that names none."""
    answer = entry.get(ANSWER)
    if answer is None:
        return []
    if "text" in answer:
        try:
            checking.check_text(answer["text"])
        except RuleRefused as refused:
            return [Fault(place, "answer", refused.code, len(answer["text"].encode()), MAX_TEXT_BYTES)]
        return []
    return [] if parts(answer, account=account) else [Fault(place, "answer", "answer-gone")]


def parts(answer: dict[str, Any], *, account: Account) -> list[str | Item]:
    """The parts of the rule to be made; none when what it names is gone."""
    if "text" in answer:
        return [answer["text"]]
    if "item" in answer:
        return list(Item.objects.filter(account=account, code=answer["item"]))
    rule = Rule.objects.filter(account=account, pk=int(answer.get("rule") or 0)).first()
    return [part.item or part.text for part in rule.parts.select_related("item")] if rule else []
