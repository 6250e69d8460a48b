"""Names the platform gives out."""

from zhijian_sandbox.identifiers import MessageIds, openid


def test_message_ids_rise_over_a_restart_and_fit_into_64_bits() -> None:
    before = MessageIds(lambda: 1_795_434_120.0)
    first, second = before.next(), before.next()

    after = MessageIds(lambda: 1_795_434_120.002).next()

    assert first < second < after < 2**63


def test_openids_look_like_the_platforms_and_differ_by_account() -> None:
    assert (len(openid("wxa", 1)), openid("wxa", 1)[0]) == (28, "o")
    assert len({openid("wxa", 1), openid("wxa", 2), openid("wxb", 1)}) == 3
