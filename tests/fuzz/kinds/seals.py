"""Inputs whose seal is spoilt: the envelope, the base64 in it, the blocks, the frame inside."""

from collections.abc import Callable
from random import Random
from typing import Final

from tests.fuzz.accounts import COMPATIBLE, SAFE, SEALED, TURNED, Account
from tests.fuzz.inputs import EITHER, REFUSED, Input, within_limit
from tests.fuzz.kinds.asking import SAFE_ENVELOPE, good_message, post, sealed_query
from tests.fuzz.mutations import writing
from tests.fuzz.mutations.of_bytes import noise, spoil_bytes
from tests.fuzz.mutations.of_messages import monster, spoilt_message
from tests.fuzz.mutations.of_trees import spoil_tree
from tests.fuzz.samples import Node
from tests.fuzz.sealing import Seal, pad


def envelope(rng: Random, number: int) -> Input:
    """Right ciphertext and signature in an odd envelope; whatever stands beside is never believed."""
    account = rng.choice(SEALED)
    message, to_user = good_message(rng, account, number)
    seal = account.seal
    encrypted = seal.encrypt(seal.frame(message, head=rng.randbytes(16)))
    beside: list[Node] = [
        ["ToUserName", "gh_somebody_else"],
        ["FromUserName", "oSomebodyElse"],
        ["MsgType", "text"],
        ["Content", "谢谢"],
        ["MsgId", "1"],
    ]
    children: list[Node] = [*beside[: rng.randrange(6)], ["Encrypt", encrypted.decode()]]
    spoil_tree(rng, children, times=rng.choice((0, 1, 1, 2, 4)))
    text = writing.write_oddly(rng, children) if rng.random() < 0.5 else writing.write_plainly(children)
    if rng.random() < 0.3:
        text = writing.frame_oddly(rng, text)
    body = text.encode("utf-8", "surrogatepass")
    if rng.random() < 0.2:
        body = spoil_bytes(rng, body)
    request = post(account, sealed_query(rng, seal, encrypted), body)
    allowed = within_limit(request, EITHER)
    return Input("envelope", request, allowed, account.slug, to_user=to_user, message=message)


def no_envelope(rng: Random, number: int) -> Input:
    """Plain fields with a plain signature at a door that wants the seal, and nothing but rubbish."""
    account = rng.choice((SAFE, COMPATIBLE, TURNED))
    choice = rng.random()
    if choice < 0.4:
        body = spoilt_message(rng, gh_id=account.gh_id, number=number)
    elif choice < 0.7:
        body = monster(rng)
    else:
        body = noise(rng, rng.choice((0, 1, 7, 100, 3_000, 65_536, 65_537)))
    query = sealed_query(rng, account.seal, rng.choice((b"", body)))
    request = post(account, query[: rng.choice((3, 4, 6))], body)
    # A message that happens to be an Encrypt element of its own is as little sealed as the rest.
    return Input("no envelope", request, within_limit(request, REFUSED))


def ciphertext(rng: Random, number: int) -> Input:
    """A right signature over ciphertext that is wrong in a hundred ways."""
    account = rng.choice(SEALED)
    encrypted, allowed = rng.choice(_CIPHERTEXTS)(rng, account, number)
    body = SAFE_ENVELOPE % (account.gh_id.encode(), encrypted)
    request = post(account, sealed_query(rng, account.seal, encrypted), body)
    return Input("ciphertext", request, within_limit(request, allowed), account.slug)


Ciphertext = tuple[bytes, frozenset[int]]


def _spoilt_text(rng: Random, account: Account, number: int) -> Ciphertext:
    return spoil_bytes(rng, _right(rng, account, number), times=rng.choice((1, 1, 2))), EITHER


def _odd_text(rng: Random, account: Account, number: int) -> Ciphertext:
    right = _right(rng, account, number)
    return rng.choice(
        (
            b"", b"=", b"====", b"A", b"AAAA", b"A" * 43, b"A" * 44, b"A" * 65_000, right.rstrip(b"="),
            right + b"=",
            right + b"\n", b" " + right, right[:-4], right[4:], right.replace(b"+", b"-").replace(b"/", b"_"),
            right * 2,
            right[:64] + b"\r\n" + right[64:], b"\xe5\x85\x9a" + right, right.swapcase(), right + right[-24:],
        )
    ), EITHER  # fmt: skip


def _spoilt_blocks(rng: Random, account: Account, number: int) -> Ciphertext:
    """Blocks lost, doubled or exchanged; base64 and signature are right."""
    seal = account.seal
    frame = _frame(rng, account, number)
    blocks = [frame[at : at + 16] for at in range(0, len(frame), 16)]
    at = rng.randrange(len(blocks))
    way = rng.randrange(5)
    if way == 0:
        del blocks[at]
    elif way == 1:
        blocks.insert(at, blocks[at])
    elif way == 2:
        rng.shuffle(blocks)
    elif way == 3:
        blocks[at] = rng.randbytes(16)
    else:
        blocks = blocks[: at + 1]
    return seal.encrypt(b"".join(blocks)), EITHER


def _odd_frame(rng: Random, account: Account, number: int) -> Ciphertext:
    """Lengths, appids and paddings that lie."""
    seal, message = account.seal, good_message(rng, account, number)[0]
    size = rng.choice(
        (0, 1, len(message) - 1, len(message) + 1, len(message) + len(seal.appid), 2**31, 2**32 - 1)
    )
    appid = rng.choice(
        (b"", b"wx", seal.appid.encode() + b"x", seal.appid.encode()[:-1], b"wxsomebodyelse", b"\0" * 18)
    )
    right_appid = seal.appid.encode()
    head = rng.randbytes(16)
    true_size = len(message).to_bytes(4, "big")
    frame = rng.choice(
        (
            pad(head + size.to_bytes(4, "big") + message + right_appid),
            pad(head + true_size + message + appid),
            pad(head + true_size + message + right_appid * 2),
            pad(head), pad(b""), pad(head + true_size), bytes(32), bytes(64), b"\xff" * 64,
            _padded(head + true_size + message + right_appid, rng.choice((0, 33, 64, 128, 255))),
            _whole(head + true_size + message + right_appid),
        )
    )  # fmt: skip
    return seal.encrypt(frame), REFUSED


def _of_another(rng: Random, account: Account, number: int) -> Ciphertext:
    """Sealed rightly, for somebody else."""
    other = Seal(
        token=account.seal.token,
        aes_key=rng.choice(("Z" * 42 + "E", account.seal.aes_key)),
        appid=rng.choice(("wxsomebodyelse", "wx", account.seal.appid + "0")),
    )
    message = good_message(rng, account, number)[0]
    return other.encrypt(other.frame(message, head=rng.randbytes(16))), REFUSED


def _random_blocks(rng: Random, account: Account, number: int) -> Ciphertext:
    return account.seal.encrypt(rng.randbytes(16 * rng.choice((1, 2, 3, 8, 100, 3_000)))), EITHER


_CIPHERTEXTS: Final[tuple[Callable[[Random, Account, int], Ciphertext], ...]] = (
    _spoilt_text, _spoilt_text, _odd_text, _spoilt_blocks, _odd_frame, _odd_frame, _of_another,
    _random_blocks,
)  # fmt: skip


def _frame(rng: Random, account: Account, number: int) -> bytes:
    return account.seal.frame(good_message(rng, account, number)[0], head=rng.randbytes(16))


def _right(rng: Random, account: Account, number: int) -> bytes:
    return account.seal.encrypt(_frame(rng, account, number))


def _padded(data: bytes, value: int) -> bytes:
    """Padding of the right length that names another one."""
    return data + bytes([value]) * (32 - len(data) % 32)


def _whole(data: bytes) -> bytes:
    """No padding at all: cut to whole blocks, ending with what is no length of padding."""
    return data[: len(data) // 32 * 32 - 1] + b"\xee"
