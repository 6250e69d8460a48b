"""What allauth asks us about second factors: how secrets are kept, how we are called, what went wrong."""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijian.foundation.staff.models import Staff
from zhijian.foundation.vault.sealing import seal, unseal

PLACE = "mfa.authenticator"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("对不上，请再看看。验证码每 30 秒换一次，备用码每个只能用一次。"),
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(text, place=PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(base64.b64decode(encrypted_text), place=PLACE)

    def get_totp_issuer(self) -> str:
        return gettext("指尖")

    def _get_site_name(self) -> str:
        return gettext("指尖")

    def _get_user_identifier(self, user: Staff) -> str:
        return user.username
