"""Who came and went: the diary that statistics about followers are made of."""

from collections.abc import Sequence

from zhijian_sandbox.state.store import Store

_SOURCES = {"ADD_SCENE_SEARCH": 1, "ADD_SCENE_PROFILE_CARD": 17, "ADD_SCENE_QR_CODE": 30}


def came(store: Store, appid: str, *, scene: str, at: float) -> None:
    store.run("INSERT INTO follows VALUES (?, ?, 1, ?)", appid, at, _SOURCES.get(scene, 0))


def many_came(store: Store, appid: str, *, scene: str, times: Sequence[float]) -> None:
    source = _SOURCES.get(scene, 0)
    store.run_many("INSERT INTO follows VALUES (?, ?, 1, ?)", [(appid, at, source) for at in times])


def left(store: Store, appid: str, *, at: float) -> None:
    store.run("INSERT INTO follows VALUES (?, ?, -1, 0)", appid, at)
