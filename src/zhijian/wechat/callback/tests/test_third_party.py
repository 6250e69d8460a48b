"""Our seal against another implementation's, both ways."""

import pytest
from hypothesis import given
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidSignatureException
from wechatpy.utils import check_signature

from zhijian.wechat import xml
from zhijian.wechat.callback import Cipher, Opened, envelope, signatures
from zhijian.wechat.tests.texts import xml_texts

TOKEN = "qinghetoken"
KEY = "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR"
APPID = "wxb11529c136998cb6"
OURS = Cipher(KEY, appid=APPID)
THEIRS = WeChatCrypto(TOKEN, KEY, APPID)


@given(xml_texts())
def test_wechatpy_opens_what_we_seal(text: str) -> None:
    sealed = envelope.seal(OURS, TOKEN, text, timestamp=1714112445, nonce="415670741")
    signature = xml.parse(sealed)["MsgSignature"]

    opened = THEIRS.decrypt_message(sealed, signature, "1714112445", "415670741")

    assert _as_text(opened) == text


@given(xml_texts())
def test_we_open_what_wechatpy_seals(text: str) -> None:
    sealed = THEIRS.encrypt_message(text, "415670741", "1714112445")

    assert envelope.unseal(OURS, TOKEN, sealed) == Opened(text.encode(), 0)


def test_wechatpy_accepts_our_callback_and_its_signatures() -> None:
    encrypted = OURS.encrypt("<xml><MsgType>text</MsgType></xml>")
    plain = signatures.sign(TOKEN, "1714112445", "n")
    signature = signatures.sign(TOKEN, "1714112445", "n", encrypted)

    check_signature(TOKEN, plain, "1714112445", "n")
    opened = THEIRS.decrypt_message(envelope.post(encrypted, to_user="gh_1"), signature, "1714112445", "n")

    assert _as_text(opened) == "<xml><MsgType>text</MsgType></xml>"


def test_wechatpy_refuses_our_callback_under_another_signature() -> None:
    encrypted = OURS.encrypt("<xml></xml>")

    with pytest.raises(InvalidSignatureException):
        THEIRS.decrypt_message(envelope.post(encrypted, to_user="gh_1"), "0" * 40, "1714112445", "n")


def _as_text(opened: str | bytes) -> str:
    return opened.decode() if isinstance(opened, bytes) else opened
