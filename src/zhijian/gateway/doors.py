"""One account's address with its keys ready to use, and the blind door that stands where there is none."""

import logging
import secrets
import string
from typing import Final, Protocol

from zhijian.foundation.accounts.queries import Doorplate
from zhijian.wechat.callback import Cipher

logger = logging.getLogger("zhijian.gateway")

PLAIN: Final = "plain"
_LETTERS: Final = string.ascii_letters + string.digits


class Plates(Protocol):
    def plate(self, slug: str) -> Doorplate | None: ...


class Door:
    """A doorplate with its cipher set up. `plate` is None at the blind door."""

    __slots__ = ("cipher", "is_plain", "plate", "slug", "token")

    def __init__(
        self, plate: Doorplate | None, *, slug: str, token: str, cipher: Cipher, is_plain: bool
    ) -> None:
        self.plate = plate
        self.slug = slug
        self.token = token
        self.cipher = cipher
        self.is_plain = is_plain


class Doors:
    """Every account's door, made when first knocked at and again when its plate changed.

    Behind the blind door the same work is done with keys nobody has, so that an address without an account
    cannot be told from one with, by what is answered or by how long it takes.
    """

    def __init__(self, plates: Plates) -> None:
        self._plates = plates
        self._doors: dict[str, Door] = {}
        self.blind = Door(None, slug="", token=_random(32), cipher=_random_cipher(), is_plain=False)

    def at(self, slug: str) -> Door:
        plate = self._plates.plate(slug)
        if plate is None:
            return self.blind
        door = self._doors.get(slug)
        if door is None or door.plate is not plate:
            door = self._doors[slug] = self._hang(plate)
        return door

    def _hang(self, plate: Doorplate) -> Door:
        is_plain = plate.mode == PLAIN
        try:
            cipher = Cipher(plate.aes_key, appid=plate.appid, previous_aes_key=plate.previous_aes_key or None)
        except ValueError:
            # In plain mode there need be no key; elsewhere nothing will open until it is put right.
            if not is_plain:
                logger.error(
                    'gateway account=%s has no usable AES key next="zhijian accounts set"', plate.slug
                )
            cipher = _random_cipher()
        return Door(plate, slug=plate.slug, token=plate.token, cipher=cipher, is_plain=is_plain)


def _random(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


def _random_cipher() -> Cipher:
    return Cipher(_random(43), appid="wx" + secrets.token_hex(8))
