"""Inputs whose seal is right: the platform itself says strange things. And those where nothing is wrong."""

from random import Random

from tests.fuzz.accounts import COMPATIBLE, KEYWORD, MANY, PLAIN, SAFE, SEALED, TURNED, Account
from tests.fuzz.inputs import ANSWERED, Input, Request, within_limit
from tests.fuzz.kinds.asking import good_message, plain_query, post, sealed_post
from tests.fuzz.mutations.of_messages import spoilt_message


def control(rng: Random, number: int) -> Input:
    """A well-formed question; the answer is known."""
    account = rng.choice((SAFE, COMPATIBLE, PLAIN, TURNED, MANY))
    message, to_user = good_message(rng, account, number, text=KEYWORD)
    request = _sent(rng, account, message)
    msg_id = str(10**15 + number)
    return Input("control", request, ANSWERED, account.slug, to_user=to_user, message=message, control=msg_id)


def unknown(rng: Random, number: int) -> Input:
    """A well-formed question nobody has an answer to, where looking for near ones takes a while."""
    text = "".join(rng.choices("甲乙丙丁戊己庚辛壬癸号事项第", k=9))
    message, to_user = good_message(rng, MANY, number, text=text)
    return Input("unknown", _sent(rng, MANY, message), ANSWERED, MANY.slug, to_user=to_user, message=message)


def sealed(rng: Random, number: int) -> Input:
    account = MANY if rng.random() < 0.02 else rng.choice(SEALED)
    return _spoilt(rng, account, number, kind="sealed")


def plain(rng: Random, number: int) -> Input:
    return _spoilt(rng, PLAIN, number, kind="plain")


def _spoilt(rng: Random, account: Account, number: int, *, kind: str) -> Input:
    message = spoilt_message(rng, gh_id=account.gh_id, number=number)
    again = rng.getrandbits(64)

    def rebuild(core: bytes) -> Request:
        return _sent(Random(again), account, core)

    request = rebuild(message)
    return Input(
        kind, request, within_limit(request, ANSWERED), account.slug, message=message, rebuild=rebuild
    )


def _sent(rng: Random, account: Account, message: bytes) -> Request:
    if account.mode == "plain":
        return post(account, plain_query(rng, account.seal), message)
    return sealed_post(rng, account, message)
