"""Reading menus, for a viewer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from zhijian.foundation.accounts.kinds import Kind
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.staff.models import Staff
from zhijian.foundation.staff.roles import PUBLISH_MENU
from zhijian.foundation.staff.sight import accounts_for
from zhijian.foundation.tasks.models import Task
from zhijian.rooms.answers.menu import limits
from zhijian.rooms.answers.menu.answering import answer_faults
from zhijian.rooms.answers.menu.limits import Fault
from zhijian.rooms.answers.menu.places import Button, Buttons, Place, leaves, tidy
from zhijian.rooms.answers.menu.states import State
from zhijian.rooms.answers.models import KnownTag, MenuVersion, Rule
from zhijian.rooms.answers.states import Occasion

FETCH_TAGS: Final = "answers.fetch_tags"
TRY_MENU: Final = "answers.try_menu"

_OPEN = (State.DRAFT, State.SENDING)
_LIVE = (State.LIVE, State.LEAVING)


def may_be_set(account: Account) -> bool:
    """Whether WeChat takes menus from us: verified accounts, and service accounts all (protocol 5.1)."""
    return account.is_verified or account.kind == Kind.SERVICE


def may_be_conditional(account: Account) -> bool:
    """Tags are a verified account's."""
    return account.is_verified


def versions_visible_to(staff: Staff) -> QuerySet[MenuVersion]:
    """The newest first."""
    return MenuVersion.objects.filter(account__in=accounts_for(staff, *PUBLISH_MENU)).select_related(
        "account"
    )


@dataclass(frozen=True, slots=True)
class Menu:
    """One account's menu for everybody, or for one tag: what is written, and what followers see."""

    account: Account
    tag: int | None
    tag_name: str
    draft: MenuVersion | None
    live: MenuVersion | None
    live_buttons: Buttons

    @property
    def buttons(self) -> Buttons:
        """What an editor shows: the draft, else what is live."""
        return tidy(self.draft.buttons) if self.draft else self.live_buttons

    @property
    def is_sending(self) -> bool:
        return self.draft is not None and self.draft.state == State.SENDING

    @property
    def is_leaving(self) -> bool:
        return self.live is not None and self.live.state == State.LEAVING

    @property
    def is_on_its_way(self) -> bool:
        return self.is_sending or self.is_leaving


def menu_of(account: Account, *, tag: int | None = None) -> Menu:
    rows = list(MenuVersion.objects.filter(account=account, tag=tag, state__in=[*_OPEN, *_LIVE]))
    draft = next((row for row in rows if row.state in _OPEN), None)
    live = next((row for row in rows if row.state in _LIVE), None)
    on_file = live.buttons if live else (account.menu if tag is None else [])
    named = draft or live
    return Menu(account, tag, named.tag_name if named else "", draft, live, tidy(on_file))


def menus_for_tags(account: Account) -> list[Menu]:
    """Those for some followers, in the order WeChat tries them: the latest published first."""
    rows = MenuVersion.objects.filter(account=account, tag__isnull=False, state__in=[*_OPEN, *_LIVE])
    menus = [menu_of(account, tag=tag) for tag in sorted({row.tag for row in rows if row.tag is not None})]
    return sorted(menus, key=_when_published, reverse=True)


def _when_published(menu: Menu) -> float:
    published_at = menu.live.published_at if menu.live else None
    return published_at.timestamp() if published_at else 0.0


def former_versions(account: Account, *, tag: int | None = None) -> QuerySet[MenuVersion]:
    """What was live once, the latest first."""
    return MenuVersion.objects.filter(account=account, tag=tag, state=State.OLD).order_by(
        "-published_at", "-id"
    )


def refused_versions(account: Account) -> QuerySet[MenuVersion]:
    """What WeChat did not take, and nobody has touched since."""
    return MenuVersion.objects.filter(account=account, refused_at__isnull=False, state__in=[*_OPEN, *_LIVE])


def menu_seen_with(account: Account, tags: frozenset[int]) -> Menu:
    """What a follower with these tags sees: the newest menu for one of them, else the one for everybody."""
    for menu in menus_for_tags(account):
        if menu.live and menu.tag in tags:
            return menu
    return menu_of(account)


def known_tags(account: Account) -> QuerySet[KnownTag]:
    return KnownTag.objects.filter(account=account)


def fetch_tags_key(account: Account) -> str:
    return f"fetch-tags:{account.pk}"


def is_asking_for_tags(account: Account) -> bool:
    """Whether WeChat is being asked at this moment."""
    return Task.objects.filter(key=fetch_tags_key(account), finished_at=None).exists()


def try_menu_key(account: Account) -> str:
    return f"try-menu:{account.pk}"


@dataclass(frozen=True, slots=True)
class Tried:
    """What WeChat said of one person: the menu of ours he sees, or `code` why it would not tell."""

    is_asking: bool
    menu: Menu | None = None
    names: tuple[str, ...] = ()
    code: int | None = None
    is_refused: bool = False


def tried_menu(account: Account) -> Tried | None:
    """The latest trial; None before the first."""
    task = Task.objects.filter(key=try_menu_key(account)).first()
    if task is None:
        return None
    if task.finished_at is None:
        return Tried(is_asking=True)
    if "buttons" not in task.results:
        return Tried(is_asking=False, code=task.results.get("code"), is_refused=True)
    buttons = tidy(task.results["buttons"])
    menus = [*menus_for_tags(account), menu_of(account)]
    seen = next((menu for menu in menus if menu.live_buttons == buttons), None)
    names = tuple(str(button.get("name", "")) for button in buttons)
    return Tried(is_asking=False, menu=seen, names=names)


def rules_by_key(account: Account) -> dict[str, Rule]:
    """Menu key -> the rule that answers it; rules that are off answer nothing."""
    rules = Rule.objects.filter(account=account, occasion=Occasion.CLICK, switched_off=None)
    found: dict[str, Rule] = {}
    for rule in rules.prefetch_related("keywords", "parts__item").order_by("-priority", "id"):
        for keyword in rule.keywords.all():
            found.setdefault(keyword.text, rule)
    return found


def faults(menu: Menu) -> list[Fault]:
    """Everything for which it could not be published as it stands."""
    found = limits.faults(menu.buttons)
    for place, entry in leaves(menu.buttons):
        found += kind_faults(entry, place=place, account=menu.account)
        found += answer_faults(entry, place=place, account=menu.account)
    return found


def kind_faults(entry: Button, *, place: Place, account: Account) -> list[Fault]:
    """What this kind of account may not have in a menu: media and articles are a verified account's."""
    needs_verified = entry.get("type") in limits.WITH_MEDIA | limits.WITH_ARTICLE
    return [Fault(place, "kind", "needs-verified")] if needs_verified and not account.is_verified else []


def without_answer(buttons: Sequence[Button], rules: Mapping[str, Rule]) -> list[tuple[Place, Button]]:
    """Entries that ask us for an answer and would get none."""
    return [
        (place, entry)
        for place, entry in leaves(buttons)
        if entry.get("type") in limits.ANSWERED and not entry.get("answer") and entry.get("key") not in rules
    ]
