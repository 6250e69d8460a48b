"""Staff in the platform's own customer service, and the conversations they have."""

from typing import Any

from zhijian_sandbox.state.store import Store


def find(store: Store, appid: str, account: str) -> Any:
    """The row, or None."""
    return store.one("SELECT * FROM agents WHERE appid = ? AND account = ?", appid, account)


def every(store: Store, appid: str) -> list[Any]:
    return store.all("SELECT * FROM agents WHERE appid = ? ORDER BY id", appid)


def add(store: Store, appid: str, account: str, *, nickname: str) -> None:
    number = 1000 + store.number("SELECT max(id) - 1000 FROM agents WHERE appid = ?", appid) + 1
    store.run("INSERT INTO agents VALUES (?, ?, ?, ?, '')", appid, account, number, nickname)


def change(store: Store, appid: str, account: str, *, column: str, value: str) -> None:
    """`column` is nickname or invited."""
    store.run(f"UPDATE agents SET {column} = ? WHERE appid = ? AND account = ?", value, appid, account)


def remove(store: Store, appid: str, account: str) -> None:
    store.run("DELETE FROM agents WHERE appid = ? AND account = ?", appid, account)


def session(store: Store, tie: int) -> Any:
    return store.one("SELECT * FROM agent_sessions WHERE tie = ?", tie)


def sessions(store: Store, appid: str, account: str) -> list[Any]:
    return store.all(
        """SELECT agent_sessions.*, openid FROM agent_sessions JOIN ties ON ties.id = tie
           WHERE agent_sessions.appid = ? AND account = ? ORDER BY at""",
        appid,
        account,
    )


def open_session(store: Store, tie: int, appid: str, account: str, *, at: float) -> None:
    store.run("INSERT INTO agent_sessions VALUES (?, ?, ?, ?)", tie, appid, account, at)


def close_session(store: Store, tie: int) -> None:
    store.run("DELETE FROM agent_sessions WHERE tie = ?", tie)
