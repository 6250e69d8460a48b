"""What this room plans for the worker to do, by name."""

from typing import Final

CHORE: Final = "reach.ask_for_codes"  # of WeChat, for one account's invitations
