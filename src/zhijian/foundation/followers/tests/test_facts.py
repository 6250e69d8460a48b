from zhijian.foundation.followers.facts import STRANGER, facts_of


def test_everybody_is_a_stranger_until_there_are_members() -> None:
    assert facts_of(7)("o-mei") == STRANGER
