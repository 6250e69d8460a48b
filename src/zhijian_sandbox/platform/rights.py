"""Which kinds of account may call what; the others get 48001."""

from enum import Enum

from zhijian_sandbox.state.apps import App


class Right(Enum):
    """What a call needs the account to be."""

    ANYBODY = "anybody"
    MENU = "verified, or a service account"
    VERIFIED = "verified"
    VERIFIED_SERVICE = "a verified service account"


def has(app: App, right: Right) -> bool:
    is_service, verified = app.settings.kind == "service", app.settings.verified
    return {
        Right.ANYBODY: True,
        Right.MENU: verified or is_service,
        Right.VERIFIED: verified,
        Right.VERIFIED_SERVICE: verified and is_service,
    }[right]
