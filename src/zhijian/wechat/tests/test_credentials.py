from collections.abc import Callable

import pytest

from zhijian.wechat import credentials

KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (credentials.check_appid, "wxb11529c136998cb6"),
        (credentials.check_gh_id, "gh_97417a04a28d"),
        (credentials.check_secret, "0123456789abcdef0123456789abcdef"),
        (credentials.check_token, "abc"),
        (credentials.check_token, "A" * 32),
        (credentials.check_aes_key, KEY),
    ],
)
def test_form_of_the_platform_is_taken(check: Callable[[str], None], value: str) -> None:
    check(value)


@pytest.mark.parametrize(
    ("check", "value", "field", "rule"),
    [
        (credentials.check_appid, "gh_97417a04a28d", "appid", "appid_form"),
        (credentials.check_appid, "", "appid", "appid_form"),
        (credentials.check_appid, "wx" + "a" * 63, "appid", "appid_form"),
        (credentials.check_appid, "wx 1234", "appid", "appid_form"),
        (credentials.check_gh_id, "wxb11529c136998cb6", "gh_id", "gh_id_form"),
        (credentials.check_secret, "", "secret", "secret_form"),
        (credentials.check_secret, "a b", "secret", "secret_form"),
        (credentials.check_token, "ab", "token", "token_3_to_32"),
        (credentials.check_token, "A" * 33, "token", "token_3_to_32"),
        (credentials.check_token, "a_b_c", "token", "token_3_to_32"),
        (credentials.check_token, "令牌令牌", "token", "token_3_to_32"),
        (credentials.check_aes_key, KEY[:-1], "aes_key", "aes_key_43"),
        (credentials.check_aes_key, KEY + "=", "aes_key", "aes_key_43"),
        (credentials.check_aes_key, KEY + "\n", "aes_key", "aes_key_43"),
        (credentials.check_aes_key, KEY[:-1] + "+", "aes_key", "aes_key_43"),
    ],
)
def test_other_forms_name_field_and_rule_and_not_the_value(
    check: Callable[[str], None], value: str, field: str, rule: str
) -> None:
    with pytest.raises(credentials.CredentialError) as refused:
        check(value)

    named = (refused.value.field, refused.value.rule, bool(value) and value in str(refused.value))
    assert named == (field, rule, False)


def test_spare_bits_of_the_last_letter_are_ignored() -> None:
    assert credentials.decode_aes_key(KEY[:-1] + "G") == credentials.decode_aes_key(KEY[:-1] + "E")


def test_hidden_value_shows_only_when_asked() -> None:
    hidden = credentials.Hidden("canary")

    assert (f"{hidden!r} {hidden}", hidden.reveal()) == ("Hidden() Hidden()", "canary")
