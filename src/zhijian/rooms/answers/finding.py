"""What is said when no rule answers and the library has something that may be meant."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from zhijian.foundation.library.search import Hit
from zhijian.rooms.answers.parts import Reply, Text
from zhijian.rooms.answers.reading import Replies

MOST_FOUND: Final = 3


def found_reply(hits: Sequence[Hit], replies: Replies) -> Reply | None:
    """A line that says where it comes from, then a card for each; None when the things have just gone."""
    cards = replies.found_in_library([hit.item_id for hit in hits])
    if not cards:
        return None
    words = (
        _("没有现成的回答。在资料库里找到这一份，看看是不是您要的：")
        if len(cards) == 1
        else _("没有现成的回答。在资料库里找到这几份，看看有没有您要的：")
    )
    return Reply((Text(words), *cards), page_url="")
