"""The verbs of the library."""

from zhijian.foundation.library.services.adding import (
    add_article,
    add_large,
    add_link,
    add_media,
    add_pack,
    add_question,
    add_text,
)
from zhijian.foundation.library.services.changing import (
    change_item,
    copy_to_account,
    make_searchable,
    remove_item,
    replace_file,
    review_item,
)
from zhijian.foundation.library.services.media import (
    note_permanent,
    note_permanent_gone,
    note_refused,
    note_uploaded,
)
from zhijian.foundation.library.services.packs import change_pack

__all__ = [
    "add_article",
    "add_large",
    "add_link",
    "add_media",
    "add_pack",
    "add_question",
    "add_text",
    "change_item",
    "change_pack",
    "copy_to_account",
    "make_searchable",
    "note_permanent",
    "note_permanent_gone",
    "note_refused",
    "note_uploaded",
    "remove_item",
    "replace_file",
    "review_item",
]
