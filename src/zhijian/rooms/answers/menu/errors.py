"""What can go wrong with a menu. Doors choose the words from `code`."""

from collections.abc import Sequence

from zhijian.rooms.answers.errors import AnswersError
from zhijian.rooms.answers.menu.limits import Fault


class MenuError(AnswersError):
    """Something cannot be done to this menu as asked. `code` says what."""

    code = ""


class EntryRefused(MenuError):
    """An entry cannot stand in the draft: `faults` name the fields."""

    code = "entry-refused"

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = tuple(faults)


class MenuRefused(EntryRefused):
    """The whole menu would be refused by the platform."""

    code = "menu-refused"


class PlaceTaken(MenuError):
    """Somebody else changed this place meanwhile; what stands there now is his."""

    code = "changed-meanwhile"


class PlaceUnknown(MenuError):
    """Nothing stands there and nothing could."""

    code = "no-such-place"


class MenuOnItsWay(MenuError):
    """It is being published at this moment and cannot be changed."""

    code = "on-its-way"


class NotAllowed(MenuError):
    """WeChat does not let this kind of account set menus by interface."""

    code = "not-allowed"


class DefaultMissing(MenuError):
    """A menu for some followers needs one for everybody first."""

    code = "no-default"
