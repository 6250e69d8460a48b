from itertools import permutations
from typing import Any

import pytest

from zhijian.wechat.callback import signatures
from zhijian.wechat.tests import known_answers

SIGNED = known_answers.of_kind("signature")


@pytest.mark.parametrize("vector", SIGNED, ids=lambda v: v["id"])
def test_published_signatures_come_out(vector: dict[str, Any]) -> None:
    signature = signatures.sign(vector["token"], vector["timestamp"], vector["nonce"])

    assert signature == vector["expect_signature"]


@pytest.mark.parametrize("vector", known_answers.of_kind("sorted_sha1"), ids=lambda v: v["id"])
def test_order_of_parts_makes_no_difference(vector: dict[str, Any]) -> None:
    found = {signatures.sign(*parts) for parts in permutations(vector["parts"])}

    assert found == {vector["expect"]}


def test_both_signatures_of_the_official_post_come_out() -> None:
    vector = next(v for v in known_answers.of_kind("decrypt_and_encrypt") if v["id"] == "safe-post-official")
    query = (vector["token"], vector["timestamp"], vector["nonce"])

    found = (signatures.sign(*query), signatures.sign(*query, vector["ciphertext_base64"]))

    assert found == (vector["expect_signature"], vector["expect_msg_signature"])


@pytest.mark.parametrize(
    "claimed",
    [
        "",
        "f464b24fc39322e44b38aa78f5edd27bd144169",
        "F464B24FC39322E44B38AA78F5EDD27BD1441696",
        "签名",
        "\ud800",
    ],
)
def test_anything_but_the_signature_is_invalid(claimed: str) -> None:
    assert not signatures.is_valid(claimed, "AAAAA", "1714036504", "1514711492")


def test_right_signature_is_valid() -> None:
    assert signatures.is_valid(
        "f464b24fc39322e44b38aa78f5edd27bd1441696", "AAAAA", "1714036504", "1514711492"
    )


def test_parts_no_encoding_can_carry_are_signed_too() -> None:
    assert not signatures.is_valid("x", "token", "\udcff", "nonce")
