"""Starting over."""

from zhijian_sandbox.state.store import Store

_OF_CHATS = (
    "bubbles",
    "log",
    "faults",
    "usage",
    "taggings",
    "pushes",
    "push_receipts",
    "follows",
    "readings",
    "comments",
    "grants",
    "once_grants",
    "notices",
    "agent_sessions",
)
# What is noted about an account elsewhere than in its row.
_NOTES = ("forced", "verdict", "speed", "ticket", "industry")
_ALL = ("apps", "followers", "faults", "log")


def wipe_chats(store: Store) -> None:
    """Chats, who follows whom, log, faults and counters; accounts, menus, tags, tokens and phones stay.

    The ties stay as well, so that everybody keeps his openid.
    """
    for table in _OF_CHATS:
        store.run(f"DELETE FROM {table}")
    # What is being published stays with the account, and so does its end.
    store.run("DELETE FROM jobs WHERE kind <> 'publish'")
    store.run(
        """UPDATE ties SET following = 0, followed_at = NULL, subscribe_scene = '', qr_scene = 0,
           qr_scene_str = '', remark = '', blacklisted = 0, unread = 0, wrote_at = NULL, wrote_left = 0,
           acted_at = NULL, acted_left = 0, typing_until = NULL, default_answered_at = NULL"""
    )


def wipe_everything(store: Store) -> None:
    """As on the first day; phones count from one again."""
    for table in _ALL:
        store.run(f"DELETE FROM {table}")
    store.run("DELETE FROM meta WHERE name = 'number:follower'")
    for kept in _NOTES:
        store.run("DELETE FROM meta WHERE name LIKE ?", f"{kept}:%")
