"""Audit: who on the staff did what. Lines are added and never changed; the database itself refuses.

    audit.write("rule.changed", actor=staff, subject=rule)

The actor is named by id and name, without a key to staff, so that a line outlives the person's account.
"""

from typing import Any


def write(action: str, *, actor: Any, subject: Any = None, details: dict[str, Any] | None = None) -> None:
    """Add one line, in the caller's transaction. `actor` is a staff member, or a word such as "command"."""
    from zhijian.foundation.audit.services import write_line  # noqa: PLC0415 -- models load after apps

    write_line(action, actor=actor, subject=subject, details=details or {})
