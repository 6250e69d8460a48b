"""The app on somebody's phone: six digits out of a key and the time."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

PERIOD_SECONDS = 30


def code_of(secret: str, *, periods_ago: int = 0) -> str:
    counter = int(time.time()) // PERIOD_SECONDS - periods_ago
    return str(format_hotp_value(hotp_value(secret, counter)))


def secret_on(page: str) -> str:
    """The key as it stands beside the QR code."""
    found = re.search(r'<output id="secret">([A-Z2-7 ]+)</output>', page)
    assert found
    return found[1].replace(" ", "")


def pair_phone(client: Client) -> str:
    """Set codes from the phone up for whoever is signed in; the key."""
    address = "/console/me/authenticator/"
    secret = secret_on(client.get(address).content.decode())
    # A code of the period before, so that the one of now is still unused: each is taken once.
    response = client.post(address, {"code": code_of(secret, periods_ago=1)})
    assert response.status_code == 302, response.content.decode()
    return secret
