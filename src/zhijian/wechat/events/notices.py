"""Notices about the account's own verification. Times are seconds since 1970.

When verification has expired, the account loses its verified permissions.
"""

from typing import Annotated

from zhijian.wechat.events.base import Event
from zhijian.wechat.wire import Wire, element


@element
class _Expires(Event):
    expired_time: Annotated[int, Wire("ExpiredTime")] = 0


@element
class _Fails(Event):
    fail_time: Annotated[int, Wire("FailTime")] = 0
    fail_reason: Annotated[str, Wire("FailReason")] = ""


@element
class QualificationVerifySuccess(_Expires):
    EVENT = "qualification_verify_success"


@element
class QualificationVerifyFail(_Fails):
    EVENT = "qualification_verify_fail"


@element
class NamingVerifySuccess(_Expires):
    EVENT = "naming_verify_success"


@element
class NamingVerifyFail(_Fails):
    EVENT = "naming_verify_fail"


@element
class AnnualRenew(_Expires):
    """Verification must be renewed soon."""

    EVENT = "annual_renew"


@element
class VerifyExpired(_Expires):
    EVENT = "verify_expired"
