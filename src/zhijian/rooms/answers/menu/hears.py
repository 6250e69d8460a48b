"""What this room does when a letter with a menu came back."""

from zhijian.foundation.outbox.models import Letter
from zhijian.foundation.outbox.states import LetterKind
from zhijian.rooms.answers.menu.services.hearing import note_refused


def take_back(letter: Letter) -> None:
    """WeChat refused a menu, or could not be reached: its draft can be written again, and says why."""
    if letter.kind == LetterKind.MENU:
        code = Letter.objects.values_list("outcome_code", flat=True).get(pk=letter.pk)
        note_refused(letter.key, code=code)
