"""What the platform will do by itself later."""

from dataclasses import dataclass

from zhijian_sandbox.state.store import Store


@dataclass(frozen=True, slots=True)
class Job:
    id: int
    appid: str
    kind: str
    subject: int


def plan(store: Store, appid: str, *, kind: str, subject: int, due_at: float, real_due_at: float) -> None:
    store.run(
        "INSERT INTO jobs (appid, kind, subject, due_at, real_due_at) VALUES (?, ?, ?, ?, ?)",
        appid,
        kind,
        subject,
        due_at,
        real_due_at,
    )


def due(store: Store, *, now: float, real_now: float) -> list[Job]:
    """Those either clock has reached, in the order they were planned."""
    rows = store.all(
        "SELECT * FROM jobs WHERE due_at <= ? OR real_due_at <= ? ORDER BY id LIMIT 100", now, real_now
    )
    return [Job(row["id"], row["appid"], row["kind"], row["subject"]) for row in rows]


def forget(store: Store, job_id: int) -> None:
    store.run("DELETE FROM jobs WHERE id = ?", job_id)


def forget_about(store: Store, *, kind: str, subject: int) -> None:
    store.run("DELETE FROM jobs WHERE kind = ? AND subject = ?", kind, subject)
