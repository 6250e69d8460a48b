"""How often an account called what: by day, minute or month of the sandbox's clock."""

from zhijian_sandbox.state.store import Store


def count(store: Store, appid: str, path: str, *, period: str) -> int:
    """One more; the number so far, this one included."""
    row = store.one(
        """INSERT INTO usage VALUES (?, ?, ?, 1)
           ON CONFLICT (appid, path, period) DO UPDATE SET used = used + 1 RETURNING used""",
        appid,
        path,
        period,
    )
    return int(row["used"]) if row is not None else 0


def used(store: Store, appid: str, path: str, *, period: str) -> int:
    return store.number(
        "SELECT used FROM usage WHERE appid = ? AND path = ? AND period = ?", appid, path, period
    )


def clear(store: Store, appid: str, *, day: str, path: str | None = None) -> None:
    """Set a day's counters back, of one path or all."""
    if path is None:
        store.run("DELETE FROM usage WHERE appid = ? AND period = ?", appid, day)
    else:
        store.run("DELETE FROM usage WHERE appid = ? AND period = ? AND path = ?", appid, day, path)


def forget_minutes_before(store: Store, appid: str, *, minute: str) -> None:
    """Old minutes are of no use to anybody; days and months are few and stay."""
    store.run(
        "DELETE FROM usage WHERE appid = ? AND length(period) = ? AND period < ?", appid, len(minute), minute
    )
