"""Audit: who on the staff did what, to what, when, and from where.

    audit.write("rule.changed", actor=staff, subject=rule)

Lines are added and never changed; the database itself refuses. Right after the act each line is *sealed*: its
contents and the seal before it make the next seal, so that whoever gets past the database's refusal still
breaks the chain at the very line he touched (`zhijian audit verify`).

The actor is named by id and name, without a key to staff, so that a line outlives the person's account.
"""

from typing import Any

from zhijian.foundation.audit.whence import coming_from

__all__ = ["coming_from", "write"]


def write(
    action: str,
    *,
    actor: Any,
    subject: Any = None,
    details: dict[str, Any] | None = None,
    unit_path: str | None = None,
) -> None:
    """Add one line, in the caller's transaction. `actor` is a staff member, or a word such as "command".

    `unit_path` says which part of the tree it is about; without it, the subject is asked. Lines about no unit
    are read by auditors of the whole house only.
    """
    from zhijian.foundation.audit.services import write_line  # noqa: PLC0415 -- models load after apps

    write_line(action, actor=actor, subject=subject, details=details or {}, unit_path=unit_path)
