from pathlib import Path

import pytest
from pytest_django import Settings

from zhijian.foundation.vault.keyfile import KeyFileBroken, read_or_make_key, read_or_make_keys
from zhijian.foundation.vault.sealing import CannotOpen, seal, unseal


@pytest.fixture
def key_file(tmp_path: Path, settings: Settings) -> Path:
    settings.ZHIJIAN_KEY_FILE = tmp_path / "keys" / "vault.key"
    return tmp_path / "keys" / "vault.key"


def test_sealed_text_opens_in_its_place(key_file: Path) -> None:
    sealed = seal("紫色的灯", place="accounts.account.secret")

    assert unseal(sealed, place="accounts.account.secret") == "紫色的灯"


def test_sealed_text_shows_nothing_of_itself(key_file: Path) -> None:
    assert b"lamp-4711" not in seal("lamp-4711", place="p")


def test_two_seals_of_one_text_differ(key_file: Path) -> None:
    assert seal("lamp", place="p") != seal("lamp", place="p")


def test_sealed_text_does_not_open_elsewhere(key_file: Path) -> None:
    sealed = seal("lamp", place="accounts.account.secret")

    with pytest.raises(CannotOpen):
        unseal(sealed, place="accounts.account.token")


def test_altered_seal_does_not_open(key_file: Path) -> None:
    sealed = bytearray(seal("lamp", place="p"))
    sealed[-1] ^= 1

    with pytest.raises(CannotOpen):
        unseal(bytes(sealed), place="p")


def test_old_key_still_opens_after_a_new_one_is_put_first(tmp_path: Path, settings: Settings) -> None:
    old, both = tmp_path / "old.key", tmp_path / "both.key"
    settings.ZHIJIAN_KEY_FILE = old
    sealed = seal("lamp", place="p")
    read_or_make_key(both)
    both.write_text(both.read_text() + old.read_text())

    settings.ZHIJIAN_KEY_FILE = both

    assert unseal(sealed, place="p") == "lamp"


def test_key_file_is_made_for_its_owner_only(key_file: Path) -> None:
    read_or_make_key(key_file)

    modes = (key_file.stat().st_mode & 0o777, key_file.parent.stat().st_mode & 0o777)
    assert modes == (0o600, 0o700)


def test_key_file_is_made_once(key_file: Path) -> None:
    assert read_or_make_key(key_file) == read_or_make_key(key_file)


@pytest.mark.parametrize("text", ["", "not base64!", "YWJj"])
def test_broken_key_file_is_named_and_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.key"
    path.write_text(text)

    with pytest.raises(KeyFileBroken, match=r"broken\.key"):
        read_or_make_keys(path)
    assert path.read_text() == text
