import base64
import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher as AesCbc
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from hypothesis import given
from hypothesis import strategies as st

from zhijian.wechat import credentials
from zhijian.wechat.callback import Cipher, Opened, Refused
from zhijian.wechat.tests import known_answers

VECTORS = known_answers.of_kind("decrypt_and_encrypt")
OLD = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
NEW = "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR"
APPID = "wxb11529c136998cb6"


def cipher_of(vector: dict[str, Any]) -> Cipher:
    return Cipher(vector["encoding_aes_key"], appid=vector["receiver_id"])


def refusal_of(cipher: Cipher, encrypted: str | bytes) -> tuple[str, object, object]:
    with pytest.raises(Refused) as refused:
        cipher.decrypt(encrypted)
    return str(refused.value), refused.value.__cause__, refused.value.__context__


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["id"])
def test_published_ciphertexts_open(vector: dict[str, Any]) -> None:
    opened = cipher_of(vector).decrypt(vector["ciphertext_base64"])

    assert opened == Opened(vector["plaintext"].encode(), 0)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["id"])
def test_published_plaintexts_seal_to_the_byte(vector: dict[str, Any]) -> None:
    sealed = cipher_of(vector).encrypt(vector["plaintext"], random16=vector["random16"].encode())

    assert sealed == vector["ciphertext_base64"]


@pytest.mark.parametrize("length", range(70))
def test_every_padding_is_read_back(length: int) -> None:
    cipher = Cipher(NEW, appid=APPID)
    message = b"x" * length

    assert cipher.decrypt(cipher.encrypt(message)) == Opened(message, 0)


def test_padding_fills_up_to_thirty_two_bytes_at_a_time() -> None:
    cipher = Cipher(NEW, appid=APPID)

    sizes = {len(base64.b64decode(cipher.encrypt(b"x" * length))) % 32 for length in range(70)}

    assert sizes == {0}


def test_message_under_the_previous_key_opens_and_says_so() -> None:
    rotated = Cipher(NEW, appid=APPID, previous_aes_key=OLD)

    opened = rotated.decrypt(Cipher(OLD, appid=APPID).encrypt("旧"))

    assert opened == Opened("旧".encode(), 1)


def test_one_message_after_the_other_opens_whatever_came_between() -> None:
    ours = Cipher(NEW, appid=APPID)
    theirs = Cipher(NEW, appid=APPID)
    opened = []

    for number in range(5):
        refusal_of(ours, base64.b64encode(os.urandom(32 + number)))
        opened.append(ours.decrypt(theirs.encrypt(f"{number}")).xml)

    assert opened == [b"0", b"1", b"2", b"3", b"4"]


def test_every_sealed_message_opens_alone() -> None:
    cipher = Cipher(NEW, appid=APPID)
    sealed = [cipher.encrypt(f"{number}") for number in range(5)]

    opened = [Cipher(NEW, appid=APPID).decrypt(one).xml for one in sealed]

    assert opened == [b"0", b"1", b"2", b"3", b"4"]


def test_same_text_is_never_sealed_the_same() -> None:
    cipher = Cipher(NEW, appid=APPID)

    sealed = {cipher.encrypt("x") for _ in range(20)} | {
        Cipher(NEW, appid=APPID).encrypt("x") for _ in range(20)
    }

    assert len(sealed) == 40


def test_threads_may_share_a_cipher() -> None:
    cipher = Cipher(NEW, appid=APPID)

    def there_and_back(number: int) -> bytes:
        return cipher.decrypt(cipher.encrypt(f"{number}" * 10_000)).xml

    with ThreadPoolExecutor(8) as threads:
        opened = list(threads.map(there_and_back, range(400)))

    assert opened == [f"{number}".encode() * 10_000 for number in range(400)]


def test_answer_is_sealed_with_the_key_asked_for() -> None:
    rotated = Cipher(NEW, appid=APPID, previous_aes_key=OLD)

    sealed = rotated.encrypt("答", key_index=1)

    assert Cipher(OLD, appid=APPID).decrypt(sealed).xml == "答".encode()


def test_every_failure_looks_the_same() -> None:
    cipher = Cipher(NEW, appid=APPID, previous_aes_key=OLD)
    good = base64.b64decode(cipher.encrypt("<xml></xml>"))
    bad: list[str | bytes] = [
        "",
        "不是",
        "\ud800",
        "====",
        base64.b64encode(good).decode() + "\n",
        base64.b64encode(good[:-1]).decode(),
        base64.b64encode(good[:16]).decode(),
        base64.b64encode(good + b"x"),
        base64.b64encode(os.urandom(64)),
        Cipher("A" * 43, appid=APPID).encrypt("another key"),
        Cipher(NEW, appid="wx0000000000000000").encrypt("another appid"),
        Cipher(NEW, appid=APPID + "0").encrypt("a longer appid"),
    ]

    assert {refusal_of(cipher, one) for one in bad} == {("callback refused", None, None)}


@given(st.binary(max_size=200))
def test_no_bytes_do_anything_but_open_or_be_refused(blocks: bytes) -> None:
    cipher = Cipher(NEW, appid=APPID)

    assert refusal_of(cipher, base64.b64encode(blocks))[0] == "callback refused"


@pytest.mark.parametrize("at", range(96))
def test_changed_byte_never_opens_as_another_appid(at: int) -> None:
    cipher = Cipher(NEW, appid=APPID)
    blocks = bytearray(base64.b64decode(cipher.encrypt(b"m" * 40, random16=b"r" * 16)))
    blocks[at] ^= 1

    try:
        opened = cipher.decrypt(base64.b64encode(bytes(blocks)))
    except Refused:
        return
    # Encryption alone does not notice a change in the random head or the text: the signature does.
    assert opened.xml != b"m" * 40 or at < 16


@pytest.mark.parametrize("pad", [0, 33, 255])
def test_padding_outside_one_to_thirty_two_is_refused(pad: int) -> None:
    cipher = Cipher(NEW, appid=APPID)
    tail = bytes([pad]) * pad if pad else b"\0" * 32
    inner = b"r" * 16 + (2).to_bytes(4, "big") + b"hi" + APPID.encode()
    wrapped = inner + b"\x01" * (-(len(inner) + len(tail)) % 16) + tail

    assert refusal_of(cipher, raw_encrypt(NEW, wrapped))[0] == "callback refused"


def test_padding_must_be_the_same_byte_throughout() -> None:
    inner = b"r" * 16 + (2).to_bytes(4, "big") + b"hi" + APPID.encode()
    pad = 32 - len(inner) % 32
    tail = b"\0" * (pad - 1) + bytes([pad])

    assert refusal_of(Cipher(NEW, appid=APPID), raw_encrypt(NEW, inner + tail))[0] == "callback refused"


def test_padding_to_sixteen_is_read_as_well() -> None:
    inner = b"r" * 16 + (2).to_bytes(4, "big") + b"hi" + APPID.encode()
    pad = 16 - len(inner) % 16

    opened = Cipher(NEW, appid=APPID).decrypt(raw_encrypt(NEW, inner + bytes([pad]) * pad))

    assert opened.xml == b"hi"


def test_length_beyond_the_buffer_is_refused() -> None:
    inner = b"r" * 16 + (2**32 - 1).to_bytes(4, "big") + b"hi" + APPID.encode()
    pad = 32 - len(inner) % 32

    refusal = refusal_of(Cipher(NEW, appid=APPID), raw_encrypt(NEW, inner + bytes([pad]) * pad))

    assert refusal[0] == "callback refused"


def test_keys_show_in_no_repr() -> None:
    shown = repr(Cipher(NEW, appid=APPID, previous_aes_key=OLD))

    assert shown == f"Cipher(appid='{APPID}', keys=2)"


def test_opened_message_does_not_show_what_was_written() -> None:
    assert repr(Opened(b"words", 0)) == "Opened(key_index=0)"


def test_key_of_another_form_is_named() -> None:
    with pytest.raises(credentials.CredentialError) as refused:
        Cipher(NEW[:-1], appid=APPID)

    assert (refused.value.field, NEW[:-1] in str(refused.value)) == ("aes_key", False)


def test_cipher_without_an_appid_cannot_be_made() -> None:
    with pytest.raises(credentials.CredentialError):
        Cipher(NEW, appid="")


def raw_encrypt(aes_key: str, wrapped: bytes) -> bytes:
    """Encrypts without wrapping, to make what no honest sender would."""
    key = credentials.decode_aes_key(aes_key)
    return base64.b64encode(AesCbc(AES(key), CBC(key[:16])).encryptor().update(wrapped))
