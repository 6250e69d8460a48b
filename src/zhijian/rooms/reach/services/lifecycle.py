"""From stage to stage: each step dated, with a name, and the last one taken back where that is possible."""

from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils.timezone import now

from zhijian.foundation import audit
from zhijian.foundation.accounts import services as accounts
from zhijian.rooms.reach.life import ASKED_ELSEWHERE, IN_USE, STEPS, Loss, Stage, Turn, may_follow
from zhijian.rooms.reach.models import Entry, Step
from zhijian.rooms.reach.queries.register import last_step
from zhijian.rooms.reach.register_errors import NotTheLastStep, OutOfTurn, WordMissing
from zhijian.rooms.reach.services.register import locked, write_step
from zhijian.rooms.reach.services.watching import look_at

# A word is asked for: why it was dropped, under which number it was filed.
_WITH_A_WORD: Final = (Turn.DROPPED,)
UNDOABLE: Final = (
    Turn.OPENED,
    Turn.FILED,
    Turn.STARTED,
    Turn.RENEWING,
    Turn.LOST,
    Turn.FOUND,
    Turn.POSTED,
    Turn.KEPT,
    Turn.DROPPED,
)


@transaction.atomic
def take_step(
    entry: Entry, turn: Turn, *, by: Any, note: str = "", verified_until: date | None = None
) -> Entry:
    """On to the next stage. RENEWED needs the new date. Raises `OutOfTurn`, `WordMissing`."""
    entry = locked(entry)
    stage = entry.stands
    if turn in ASKED_ELSEWHERE or not may_follow(stage, turn):
        raise OutOfTurn
    if (turn in _WITH_A_WORD and not note.strip()) or (turn is Turn.RENEWED and verified_until is None):
        raise WordMissing
    entry.stage = STEPS[stage][turn]
    fields = ["stage", "version"]
    if turn is Turn.FILED and note.strip():
        entry.filing = note.strip()[:60]
        fields.append("filing")
    if turn is Turn.RENEWED:
        _renew(entry, verified_until, by=by)
        fields.append("verified_until")
    entry.version += 1
    entry.save(update_fields=fields)
    write_step(entry, turn, before=stage, by=by, note=note.strip())
    _audit("register.step_taken", entry, turn, by=by)
    look_at([entry])
    return entry


@transaction.atomic
def note_loss(entry: Entry, *, loss: Loss, by: Any, note: str = "") -> Entry:
    """Nobody gets in any more. Raises `OutOfTurn` for one that is not in use."""
    entry = locked(entry)
    stage = entry.stands
    if stage not in IN_USE:
        raise OutOfTurn
    entry.stage, entry.loss = Stage.LOST, loss
    entry.version += 1
    entry.save(update_fields=["stage", "loss", "version"])
    write_step(entry, Turn.LOST, before=stage, by=by, note=note.strip())
    _audit("register.step_taken", entry, Turn.LOST, by=by)
    look_at([entry])
    return entry


@transaction.atomic
def undo_step(step: Step, *, by: Any) -> Entry:
    """The last one only, back to where it stood before. Raises `NotTheLastStep`."""
    entry = locked(step.entry)
    last = last_step(entry)
    if last is None or last.pk != step.pk or last.turn not in UNDOABLE or entry.stage != last.after:
        raise NotTheLastStep
    last.undone_at, last.undone_by_name = now(), str(by)[:150]
    last.save(update_fields=["undone_at", "undone_by_name"])
    entry.stage = last.before
    if last.turn == Turn.LOST:
        entry.loss = ""
    entry.version += 1
    entry.save(update_fields=["stage", "loss", "version"])
    _audit("register.step_undone", entry, Turn(last.turn), by=by)
    look_at([entry])
    return entry


def may_undo(step: Step, entry: Entry) -> bool:
    """Whether it is the last, and nothing irreversible."""
    return step.undone_at is None and step.turn in UNDOABLE and entry.stage == step.after


def _renew(entry: Entry, until: date | None, *, by: Any) -> None:
    """A connected account keeps the date itself."""
    if entry.account is not None:
        accounts.change_account(entry.account, actor=by, is_verified=True, verified_until=until)
    entry.verified_until = until


def _audit(action: str, entry: Entry, turn: Turn, *, by: Any) -> None:
    audit.write(action, actor=by, subject=entry, details={"step": turn.value}, unit_path=entry.path)
