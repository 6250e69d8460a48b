"""Numbered guiding: after a reply with choices, a number leads on; 0 leads back to the start.

Nothing is remembered beside the messages themselves: where somebody stands is read from the answers he got
last. After the account's time-out a number is an ordinary word again.
"""

from zhijian.rooms.answers.guiding.choices import Offer, offers_of, write_choices

__all__ = ["Offer", "offers_of", "write_choices"]
