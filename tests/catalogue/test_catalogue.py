"""Whoever chose English reads English: every sentence has one, with the same places to fill in."""

import re
from collections import Counter

from babel.messages.catalog import Message

from tests.catalogue.reading import COMPILED, sentences_in_code
from tests.catalogue.unmarked import unmarked_sentences
from tests.catalogue.writing import compiled, missing, on_file

FILLED_IN = re.compile(r"%\(\w+\)[sd]|\{\w*\}|</?[a-z]+[^>]*>")


def identities(messages: object) -> set[tuple[object, object]]:
    return {(message.id, message.context) for message in messages if message.id}  # type: ignore[attr-defined] # babel's Catalog is not typed as iterable of messages


def test_catalogue_holds_the_sentences_of_the_code_and_no_others() -> None:
    in_code, here = identities(sentences_in_code()), identities(on_file())

    assert (len(here) > 1000, in_code - here, here - in_code) == (True, set(), set())


def test_every_sentence_has_its_english() -> None:
    assert missing(on_file()) == []


def test_the_same_is_filled_in_in_both_languages() -> None:
    wrong = [message.id for message in on_file() if message.id and not is_filled_in_alike(message)]

    assert wrong == []


def is_filled_in_alike(message: Message) -> bool:
    pairs = zip(as_tuple(message.id), as_tuple(message.string), strict=True)
    return all(
        Counter(FILLED_IN.findall(said)) == Counter(FILLED_IN.findall(english)) for said, english in pairs
    )


def as_tuple(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, (tuple, list)) else (str(text),)


def test_compiled_catalogue_is_the_one_on_file() -> None:
    assert COMPILED.read_bytes() == compiled(on_file())


def test_no_chinese_is_beyond_the_reach_of_a_translation() -> None:
    assert unmarked_sentences() == []
