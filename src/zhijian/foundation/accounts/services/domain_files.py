"""Putting up and taking down the files by which WeChat sees that a domain is ours."""

import re
from typing import Any, Final

from django.db import transaction
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.accounts.checking import What
from zhijian.foundation.accounts.errors import DomainFileRefused
from zhijian.foundation.accounts.models import Account, Check, DomainFile

NAME: Final = re.compile(r"MP_verify_[A-Za-z0-9]{8,32}\.txt")
LONGEST: Final = 128


@transaction.atomic
def add_domain_file(account: Account, *, name: str, content: bytes, by: Any) -> DomainFile:
    """Serve it from now on; the same name again replaces its content. Raises `DomainFileRefused`.

    Strict about name and content: whatever is served at the site's root speaks in the site's name.
    """
    if not NAME.fullmatch(name):
        raise DomainFileRefused("name")
    text = _text(content)
    if DomainFile.objects.filter(name=name).exclude(account=account).exists():
        raise DomainFileRefused("taken")
    file, _ = DomainFile.objects.update_or_create(
        name=name,
        defaults={
            "account": account,
            "content": text,
            "uploaded_at": now(),
            "uploaded_by_name": str(by)[:150],
        },
    )
    Check.objects.filter(account=account, what=What.DOMAIN_FILE).delete()
    audit.write("account.domain_file_added", actor=by, subject=account, details={"name": name})
    return file


@transaction.atomic
def remove_domain_file(file: DomainFile, *, by: Any) -> None:
    """It is no longer served. WeChat looks at it only when a domain is entered."""
    account, name = file.account, file.name
    file.delete()
    Check.objects.filter(account=account, what=What.DOMAIN_FILE).delete()
    audit.write("account.domain_file_removed", actor=by, subject=account, details={"name": name})


def _text(content: bytes) -> str:
    try:
        text = content.decode("ascii").strip()
    except UnicodeDecodeError:
        raise DomainFileRefused("content") from None
    if not text or len(text) > LONGEST or not re.fullmatch(r"[A-Za-z0-9_=+/.-]+", text):
        raise DomainFileRefused("content")
    return text
