"""The people and things of one act, and what it leads to."""

from dataclasses import dataclass, field
from typing import Any

from zhijian.wechat import events, messages
from zhijian_sandbox.acts.given import Upload
from zhijian_sandbox.callbacks import Letter
from zhijian_sandbox.clock import Clock
from zhijian_sandbox.identifiers import MessageIds
from zhijian_sandbox.phones import Phones
from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state.apps import App
from zhijian_sandbox.state.followers import Follower, Tie
from zhijian_sandbox.state.store import Store

# A failed callback shows on the phone only where somebody waits for an answer.
_SPOKEN_EVENTS = ("subscribe", "SCAN", "CLICK", "scancode_waitmsg")


@dataclass(frozen=True, slots=True)
class Desk:
    """What acts work with."""

    store: Store
    clock: Clock
    phones: Phones
    ids: MessageIds


@dataclass(frozen=True, slots=True)
class Scene:
    """Who acts, at which account, and with what."""

    desk: Desk
    person: Follower
    app: App
    tie: Tie
    data: dict[str, Any]
    upload: Upload | None
    base_url: str

    def must_follow(self) -> None:
        if not self.tie.following:
            raise Refusal(f"{self.person.name}还没关注{self.app.name}", field="act", status=409)

    def show_mine(self, kind: str, content: dict[str, Any], thread: str) -> dict[str, Any]:
        """My own bubble, at the end of the chat."""
        return self.desk.phones.show(
            self.tie, side="me", kind=kind, via="act", content=content, thread=thread
        )

    def message(self, kind: type[messages.Message], title: str, /, **elements: Any) -> Letter:
        """A letter with something the person wrote."""
        msg_id = self.desk.ids.next()
        made = kind(**self._envelope(), msg_id=msg_id, **elements)
        return self._letter(made, f"m:{msg_id}", title, kind=made.msg_type, is_spoken=True)

    def event(self, kind: type[events.Event], title: str, /, **elements: Any) -> Letter:
        """A letter with something that happened."""
        made = kind(**self._envelope(), **elements)
        is_spoken = made.event in _SPOKEN_EVENTS
        return self._letter(made, f"e:{self.desk.ids.next()}", title, kind=made.event, is_spoken=is_spoken)

    def _letter(
        self, made: messages.Received, thread: str, title: str, *, kind: str, is_spoken: bool
    ) -> Letter:
        return Letter(
            tie=self.tie,
            message=made,
            thread=thread,
            title=f"{self.person.name}：{title}",
            label=f"来话 {kind}",
            is_spoken=is_spoken,
        )

    def _envelope(self) -> dict[str, Any]:
        return {
            "to_user": self.app.gh_id,
            "from_user": self.tie.openid,
            "create_time": int(self.desk.clock.now()),
        }


@dataclass(slots=True)
class Done:
    """What an act led to: a bubble of one's own, letters to the account, a page to open."""

    bubble: dict[str, Any] | None = None
    letters: list[Letter] = field(default_factory=list)
    open_url: str | None = None
