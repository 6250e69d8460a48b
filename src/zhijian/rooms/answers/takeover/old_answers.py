"""WeChat's own rules at work: what the back end would say to a text. An honest copy, as far as it is known.

A keyword is compared whole or as a piece of the text, capitals and small letters alike, white space at the
ends aside; nothing else is folded. [C] Which of several rules answers is written down nowhere: people report
that it is any of them. [U] So all of them are told.
"""

from zhijian.rooms.answers.takeover.old import Old, OldRule, Word


def answering(old: Old, text: str) -> list[OldRule]:
    """The rules one of which would answer; none when nobody would, or auto-replies are switched off."""
    if not old.answers:
        return []
    said = text.strip().casefold()
    return [rule for rule in old.rules if rule.replies and any(_matches(word, said) for word in rule.words)]


def _matches(word: Word, said: str) -> bool:
    wanted = word.text.casefold()
    return wanted == said if word.is_whole else wanted in said
