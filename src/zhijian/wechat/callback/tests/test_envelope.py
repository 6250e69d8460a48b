import pytest

from zhijian.wechat import xml
from zhijian.wechat.callback import Cipher, Opened, Refused, envelope

OLD = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
NEW = "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR"
TOKEN = "qinghetoken"
CIPHER = Cipher(NEW, appid="wxb11529c136998cb6", previous_aes_key=OLD)
SAFE = b"<xml>\n<ToUserName><![CDATA[gh_1]]></ToUserName>\n<Encrypt><![CDATA[QUJD]]></Encrypt>\n</xml>\n"
COMPATIBLE = b"""<xml><ToUserName><![CDATA[gh_1]]></ToUserName>
<Content><![CDATA[<Encrypt><![CDATA[RVZJTA==]]]]><![CDATA[></Encrypt>]]></Content>
<Encrypt><![CDATA[QUJD]]></Encrypt></xml>"""


@pytest.mark.parametrize("body", [SAFE, SAFE.replace(b"\n", b""), SAFE.replace(b"\n", b"\r\n"), COMPATIBLE])
def test_encrypted_text_is_found(body: bytes) -> None:
    assert envelope.read(body) == "QUJD"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<xml></xml>",
        b"<xml><Encrypt></Encrypt></xml>",
        b"<xml><Encrypt><a>1</a></Encrypt></xml>",
        b"<xml><a><Encrypt>QUJD</Encrypt></a></xml>",
        b"<xml><Encrypt>QUJD</Encrypt><Encrypt>QUJD</Encrypt></xml>",
        SAFE + b"x",
        SAFE.replace(b"</xml>", b""),
        SAFE + b" " * 65536,
        b"\xff" + SAFE,
        b"<xml>" * 200_000,
    ],
)
def test_body_without_one_encrypted_text_is_malformed(body: bytes) -> None:
    with pytest.raises(xml.Malformed):
        envelope.read(body)


def test_sealed_reply_opens_again_with_the_key_it_was_sealed_with() -> None:
    sealed = envelope.seal(CIPHER, TOKEN, "<xml>答</xml>", timestamp=1714112445, nonce="n]]>1", key_index=1)

    assert envelope.unseal(CIPHER, TOKEN, sealed) == Opened("<xml>答</xml>".encode(), 1)


def test_sealed_reply_signs_its_own_time_and_nonce() -> None:
    sealed = envelope.seal(CIPHER, TOKEN, "<xml></xml>", timestamp=1714112445, nonce="415670741")

    with pytest.raises(Refused):
        envelope.unseal(CIPHER, TOKEN, sealed.replace("415670741", "415670742"))


def test_callback_in_safe_mode_carries_nothing_in_the_clear() -> None:
    body = envelope.post("QUJD", to_user="gh_1")

    assert xml.parse(body) == {"ToUserName": "gh_1", "Encrypt": "QUJD"}


def test_callback_in_compatible_mode_carries_both() -> None:
    body = envelope.post("QUJD", to_user="gh_1", beside="<xml><MsgType>text</MsgType></xml>")

    assert xml.parse(body) == {"MsgType": "text", "Encrypt": "QUJD"}


def test_envelope_without_encrypted_text_is_malformed_to_the_platform_too() -> None:
    with pytest.raises(xml.Malformed):
        envelope.unseal(CIPHER, TOKEN, "<xml><MsgSignature>0</MsgSignature></xml>")
