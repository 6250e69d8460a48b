"""What can be done to accounts, one file a subject."""

from zhijian.foundation.accounts.services.accounts import (
    add_account,
    change_account,
    close_account,
    move_account,
    note_keys_shown,
    renew_callback_keys,
    touch,
)
from zhijian.foundation.accounts.services.checks import (
    CHORE,
    Answered,
    ask_checks,
    begin_check,
    note_finding,
    note_look,
    note_rights,
    queue_what_waited_for_the_token,
    queue_what_was_left,
    see_changes,
)
from zhijian.foundation.accounts.services.domain_files import add_domain_file, remove_domain_file
from zhijian.foundation.accounts.services.tokens import note_loss

__all__ = [
    "CHORE",
    "Answered",
    "add_account",
    "add_domain_file",
    "ask_checks",
    "begin_check",
    "change_account",
    "close_account",
    "move_account",
    "note_finding",
    "note_keys_shown",
    "note_look",
    "note_loss",
    "note_rights",
    "queue_what_waited_for_the_token",
    "queue_what_was_left",
    "remove_domain_file",
    "renew_callback_keys",
    "see_changes",
    "touch",
]
