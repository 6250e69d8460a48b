"""What somebody may have meant who wrote no keyword: words that sound the same, and slips of one character.

Only keywords matched by meaning are looked for, and only when nothing else answers.
"""

from zhijian.rooms.answers.alike.search import SLIP, SOUND, Alike, Guess

__all__ = ["SLIP", "SOUND", "Alike", "Guess"]
