"""An act from beginning to end: who, where, what it does, and the letters it sends."""

import asyncio
from collections.abc import Callable
from typing import Any

from zhijian_sandbox import links
from zhijian_sandbox.acts import entering, following, given, menu_tap, writing
from zhijian_sandbox.acts.given import Upload
from zhijian_sandbox.acts.scene import Desk, Done, Scene
from zhijian_sandbox.callbacks import Callbacks
from zhijian_sandbox.refusal import Refusal
from zhijian_sandbox.state import apps, followers
from zhijian_sandbox.state.apps import App
from zhijian_sandbox.state.followers import Follower
from zhijian_sandbox.state.store import Store

ACTS: dict[str, Callable[[Scene], Done]] = {
    "follow": following.follow,
    "unfollow": following.unfollow,
    "scan": following.scan,
    "text": writing.text,
    "image": writing.image,
    "voice": writing.voice,
    "video": writing.video,
    "location": writing.location,
    "link": writing.link,
    "menu": menu_tap.tap,
    "enter": entering.enter,
    "open": lambda _scene: Done(),  # needs no account: see `_account`
}


async def perform(
    desk: Desk,
    callbacks: Callbacks,
    person: Follower,
    data: dict[str, Any],
    *,
    upload: Upload | None = None,
    base_url: str = "",
) -> dict[str, Any]:
    """Do it; the letters are on their way, and with `wait` their outcomes are in the answer.

    Nothing of an act is kept when it ends in `Refusal`. `base_url` is where the sandbox is reached.
    """
    act = given.text(data, "act", least=1)
    wait = given.flag(data, "wait")
    if act not in ACTS:
        raise Refusal(f"不会这个动作：{act}", field="act")
    with desk.store.transaction():
        app = _account(desk.store, act, data, person)
        if app is None:
            done = Done(open_url=links.address_on_phone(given.text(data, "url"), phone_host=person.host))
        else:
            tie = followers.tie(desk.store, app.appid, person.number)
            done = ACTS[act](Scene(desk, person, app, tie, data, upload, base_url))
    outcomes = None
    if done.letters:
        sending = callbacks.send(done.letters)
        # Whoever waits may hang up; the letters go their way.
        outcomes = await asyncio.shield(sending) if wait else None
    return {
        "act": act,
        "follower": person.id,
        "appid": app.appid if app is not None else None,
        "bubble": done.bubble,
        "threads": [letter.thread for letter in done.letters],
        "open_url": done.open_url,
        "outcomes": [outcome.as_json() for outcome in outcomes or []] if wait else None,
    }


def _account(store: Store, act: str, data: dict[str, Any], person: Follower) -> App | None:
    """Where it happens; None when the person only opens a page."""
    if act == "open":
        given.text(data, "url", least=1, most=4000)
        return None
    appid = given.text(data, "appid") or None
    if act in ("follow", "scan"):
        code = following.code_of(store, data, appid=None)
        if code is not None:
            return account_for(store, code.appid, person)
        url = given.text(data, "url", most=4000)
        if url:
            return next((app for app in apps.every(store) if url == following.own_address(app.gh_id)), None)
    return account_for(store, appid, person)


def account_for(store: Store, appid: str | None, person: Follower) -> App:
    """The account that was named, or the only one it can be."""
    if appid is not None:
        app = apps.find(store, appid)
        if app is None:
            raise Refusal("没有登记这个 appid", field="appid", status=404)
        return app
    known = apps.every(store)
    if len(known) == 1:
        return known[0]
    followed = {tie.appid for tie in followers.ties_of(store, person.number) if tie.following}
    choice = [app for app in known if app.appid in followed]
    if len(choice) == 1:
        return choice[0]
    raise Refusal("有几个公众号（或一个也没有），请写明 appid", field="appid")
