"""Adding and changing accounts."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.accounts import form_rules
from zhijian.foundation.accounts.checking import What
from zhijian.foundation.accounts.errors import AccountRefused, AccountTaken
from zhijian.foundation.accounts.kinds import Mode
from zhijian.foundation.accounts.minting import new_aes_key, new_token
from zhijian.foundation.accounts.models import AccessToken, Account, Check, Grant
from zhijian.foundation.org.models import Unit
from zhijian.wechat.credentials import Hidden

SEALED = frozenset({"secret", "token", "aes_key", "previous_aes_key"})
# Whoever asks WeChat asks anew once one of these is another: what it said was said of something else.
_WHOM_WE_ASK_AS = frozenset({"appid", "secret", "api_base"})
_HOW_WECHAT_CALLS = frozenset({"token", "aes_key", "mode"})


@transaction.atomic
def add_account(*, actor: Any, **values: Any) -> Account:
    """A new account. Checks form only, opens no connection. Raises `AccountRefused` naming the field."""
    form_rules.check(values)
    _check_plain(values.get("mode", Mode.SAFE), values.get("plain_reason", ""))
    _check_unique(values, other_than=None)
    try:
        with transaction.atomic():
            account = Account.objects.create(**_sealed(values), secret_since=now(), keys_since=now())
    except IntegrityError:  # added by somebody else between the question and the answer
        raise AccountRefused("slug", "slug, appid and gh_id must be free") from None
    audit.write("account.added", actor=actor, subject=account, details={"mode": account.mode})
    return account


@transaction.atomic
def change_account(account: Account, *, actor: Any, **values: Any) -> Account:
    """Change what is given. A new AES key keeps the one before it, under which messages may still arrive."""
    form_rules.check(values)
    _check_plain(values.get("mode", account.mode), values.get("plain_reason", account.plain_reason))
    _check_unique(values, other_than=account)
    if (
        "aes_key" in values
        and "previous_aes_key" not in values
        and values["aes_key"] != account.aes_key.reveal()
    ):
        values["previous_aes_key"] = account.aes_key.reveal()
    fields = sorted(values)
    different = {name for name, value in _sealed(values).items() if getattr(account, name) != value}
    if "secret" in values:
        values["secret_since"] = now()
    if different & _HOW_WECHAT_CALLS:
        values["keys_since"] = now()
    if different & (_WHOM_WE_ASK_AS | {"is_verified", "kind"}):
        values["is_trusted_to_send"] = None
    for field, value in _sealed(values).items():
        setattr(account, field, value)
    account.save(update_fields=list(values))
    _forget_what_no_longer_holds(account, different)
    touch(account.pk)
    audit.write("account.changed", actor=actor, subject=account, details={"fields": fields})
    return account


def renew_callback_keys(account: Account, *, actor: Any) -> Account:
    """A new token and AES key. Messages under the AES key before still open; the token counts at once."""
    return change_account(account, actor=actor, token=new_token(), aes_key=new_aes_key())


def note_keys_shown(account: Account, *, actor: Any) -> None:
    """Somebody had token and AES key shown, to carry them to WeChat's back end."""
    audit.write("account.keys_shown", actor=actor, subject=account)


def _forget_what_no_longer_holds(account: Account, different: set[str]) -> None:
    if different & _WHOM_WE_ASK_AS:
        AccessToken.objects.filter(account=account).delete()
        Check.objects.filter(account=account, what__in=[What.IP, What.TOKEN, What.RIGHTS]).delete()
    if different & {"appid", "api_base"}:
        Grant.objects.filter(account=account).delete()
    if different & (_WHOM_WE_ASK_AS | _HOW_WECHAT_CALLS):
        Check.objects.filter(account=account, what__in=[What.CALLBACK, What.TALK]).delete()


@transaction.atomic
def close_account(account: Account, *, by: Any) -> None:
    """Nothing is answered or sent in its name from now on; what there was stays to be looked up."""
    found = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if found.closed_at:
        return
    found.closed_at, found.closed_by_name = now(), str(by)[:150]
    found.save(update_fields=["closed_at", "closed_by_name"])
    touch(found.pk)
    audit.write("account.closed", actor=by, subject=found)


@transaction.atomic
def move_account(account: Account, *, unit: Unit | None, by: Any) -> Account:
    """Whose it is from now on; without a unit, the whole house's. Whether `by` may, is asked before."""
    found = Account.objects.select_for_update(of=("self",)).select_related("unit").get(pk=account.pk)
    if found.unit_id == (unit.pk if unit else None):
        return found
    details = {"from": found.unit.code if found.unit else "", "to": unit.code if unit else ""}
    found.unit = unit
    found.save(update_fields=["unit"])
    touch(found.pk)
    audit.write("account.moved", actor=by, subject=found, details=details)
    account.unit = unit
    return found


def touch(account_id: int) -> None:
    """Tell every gateway that what it holds of this account is out of date. In the caller's transaction."""
    Account.objects.filter(pk=account_id).update(revision=F("revision") + 1)


def _check_plain(mode: str, reason: str) -> None:
    if mode == Mode.PLAIN and not reason.strip():
        raise AccountRefused("mode", "plain protects nothing and needs a reason (--allow-plain REASON)")


def _check_unique(values: dict[str, Any], *, other_than: Account | None) -> None:
    others = Account.objects.exclude(pk=other_than.pk) if other_than else Account.objects.all()
    for field in ("slug", "appid", "gh_id"):
        if field in values and others.filter(**{field: values[field]}).exists():
            raise AccountTaken(field)


def _sealed(values: dict[str, Any]) -> dict[str, Any]:
    return {name: Hidden(str(value)) if name in SEALED else value for name, value in values.items()}
