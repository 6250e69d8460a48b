"""The form of what an administrator copies from the platform's back end. Form only: nothing is contacted.

Each check returns None or raises `CredentialError`, which names the field and the rule, never the value.
"""

import re
from base64 import b64decode


class CredentialError(ValueError):
    """A credential does not have the platform's form. `field` and `rule` are codes; str() is English."""

    def __init__(self, field: str, *, rule: str, explanation: str) -> None:
        super().__init__(f"{field}: {explanation}")
        self.field = field
        self.rule = rule
        self.explanation = explanation


class Hidden:
    """A secret that does not show itself in a repr, a traceback with locals, or a log line."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hidden) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return "Hidden()"


def check_appid(appid: str) -> None:
    """The platform's begin with wx. One that begins with gh_ is the original id, a common mix-up."""
    _match(
        r"(?!gh_)[0-9A-Za-z_-]{4,64}",
        appid,
        "appid",
        "appid_form",
        "4 to 64 letters and digits, as in wx0123… (gh_… is the original id)",
    )


def check_gh_id(gh_id: str) -> None:
    _match(
        r"gh_[0-9A-Za-z_-]{1,61}", gh_id, "gh_id", "gh_id_form", "begins with gh_, then letters and digits"
    )


def check_secret(secret: str) -> None:
    _match(r"[!-~]{1,128}", secret, "secret", "secret_form", "1 to 128 visible ASCII characters, no spaces")


def check_token(token: str) -> None:
    _match(r"[0-9A-Za-z]{3,32}", token, "token", "token_3_to_32", "3 to 32 letters and digits")


def check_aes_key(aes_key: str) -> None:
    """An EncodingAESKey: base64 of 32 bytes without its last sign."""
    _match(r"[0-9A-Za-z]{43}", aes_key, "aes_key", "aes_key_43", "exactly 43 letters and digits")


def decode_aes_key(aes_key: str) -> bytes:
    """The 32 bytes of an EncodingAESKey.

    Real keys are random letters, so the two spare bits of the last one are often not zero; they are
    ignored, as the platform does.
    """
    check_aes_key(aes_key)
    return b64decode(aes_key + "=")


def _match(pattern: str, value: str, field: str, rule: str, explanation: str) -> None:
    if re.fullmatch(pattern, value, re.ASCII) is None:
        raise CredentialError(field, rule=rule, explanation=explanation)
