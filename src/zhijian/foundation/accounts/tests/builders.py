"""Accounts for tests. Every value is invented."""

from typing import Any

from zhijian.foundation.accounts import services
from zhijian.foundation.accounts.models import Account

AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"


def an_account(slug: str = "qinghe", **values: Any) -> Account:
    """A verified service account in safe mode, unless told otherwise."""
    given = {
        "slug": slug,
        "name": "青禾镇党建",
        "kind": "service",
        "is_verified": True,
        "appid": f"wx-{slug}-0001",
        "secret": "not-a-real-secret-0001",
        "token": "TokenOfTests01",
        "aes_key": AES_KEY,
        "gh_id": f"gh_{slug}",
        **values,
    }
    return services.add_account(actor="tests", **given)
