"""Has WeChat been here: the knock of 提交, and messages that came in."""

from datetime import UTC, datetime
from pathlib import Path

from zhijian.foundation.accounts.checking import Code, Finding, State, What
from zhijian.foundation.accounts.knocks import last_knock
from zhijian.foundation.intake import queries as intake


def callback_seen(account_id: int, *, folder: Path, since: float) -> Finding | None:
    """The proof that WeChat finds us: since then it knocked, or something it sent came in; else None."""
    knocked = last_knock(folder, account_id=account_id) or 0.0
    heard = intake.last_heard(account_id=account_id)
    heard_at = heard.at if heard is not None else 0.0
    if max(knocked, heard_at) < since:
        return None
    return _found(What.CALLBACK, *max((heard_at, Code.HEARD), (knocked, Code.KNOCKED)))


def talked(account_id: int, *, since: float) -> Finding | None:
    """One message in and one out, not before `since`; None while nobody wrote."""
    heard = intake.last_heard(account_id=account_id, from_people_only=True)
    if heard is None or heard.at < since:
        return None
    return _found(What.TALK, heard.at, Code.TALKED if heard.was_answered else Code.HEARD_UNANSWERED)


def _found(what: What, at: float, code: Code) -> Finding:
    return Finding(what, State.FINE, code, {"at": datetime.fromtimestamp(at, UTC).isoformat()})
