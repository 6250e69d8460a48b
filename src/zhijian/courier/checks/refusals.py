"""From what WeChat refused with to what a check found."""

from typing import Final
from urllib.parse import urlsplit

from zhijian.courier.checks.seen_address import seen_address
from zhijian.courier.tokens import TokenTaken
from zhijian.foundation.accounts.checking import Code, Finding, State, What
from zhijian.wechat.errors import (
    AdminMustConfirm,
    CallFailed,
    IpNotAllowed,
    QuotaUsedUp,
    SecretRefused,
    SystemBusy,
    TooManyCalls,
    TransportFailed,
    WeChatError,
)

_BY_ERRCODE: Final = {
    40013: Code.APPID_UNKNOWN,
    40243: Code.SECRET_FROZEN,
    50004: Code.ACCOUNT_FROZEN,
    50007: Code.ACCOUNT_FROZEN,
    89503: Code.ADMIN_MUST_CONFIRM,
    89504: Code.ADMIN_MUST_CONFIRM,
    89506: Code.ADMIN_MUST_CONFIRM,
    89507: Code.ADMIN_MUST_CONFIRM,
}


def refused(what: What, failed: CallFailed, *, api_base: str) -> Finding:
    """The finding for a refusal. WeChat's own words are left out: they are for its support, not for ours."""
    if isinstance(failed, IpNotAllowed):
        address = seen_address(failed.errmsg)
        return Finding(
            What.IP, State.FAILED, Code.IP_NOT_ALLOWED, {"address": address, "errcode": failed.errcode}
        )
    if isinstance(failed, TokenTaken):
        return Finding(what, State.FAILED, Code.TOKEN_TAKEN)
    if isinstance(failed, TransportFailed):
        return Finding(what, State.FAILED, Code.WECHAT_SILENT, {"host": urlsplit(api_base).netloc})
    errcode = failed.errcode if isinstance(failed, WeChatError) else 0
    return Finding(what, State.FAILED, _code(failed, errcode), {"errcode": errcode})


def _code(failed: CallFailed, errcode: int) -> Code:
    if errcode in _BY_ERRCODE:
        return _BY_ERRCODE[errcode]
    if isinstance(failed, SecretRefused):
        return Code.SECRET_REFUSED
    if isinstance(failed, AdminMustConfirm):
        return Code.ADMIN_MUST_CONFIRM
    if isinstance(failed, SystemBusy | TooManyCalls):
        return Code.WECHAT_BUSY
    return Code.CALLS_USED_UP if isinstance(failed, QuotaUsedUp) else Code.REFUSED
