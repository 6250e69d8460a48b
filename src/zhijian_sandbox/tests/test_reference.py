"""The reference page says what the code does."""

import re
from pathlib import Path

from starlette.routing import Route

from zhijian_sandbox.acts.performing import ACTS
from zhijian_sandbox.app import create_app
from zhijian_sandbox.faults import TITLES
from zhijian_sandbox.platform.rights import Right
from zhijian_sandbox.platform.routes import ENDPOINTS

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "sandbox.md"
RIGHTS = {
    "全部": Right.ANYBODY,
    "认证的，或服务号": Right.MENU,
    "认证的": Right.VERIFIED,
    "认证服务号": Right.VERIFIED_SERVICE,
}


def test_every_endpoint_is_listed_with_its_method_and_right() -> None:
    path = r"/(?:cgi-bin|datacube|sns|wxaapi|customservice)/\S+"
    rows = re.findall(
        rf"^\| `({path})` \| (\w+) \| ([^|]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )

    listed = {
        path: (method, RIGHTS[who.partition("，不要令牌")[0].strip()])
        for path, method, who in rows
        if path != "/cgi-bin/showqrcode"
    }

    assert listed == {
        path: ("GET" if one.method == "ANY" else one.method, one.right) for path, one in ENDPOINTS.items()
    }


def test_every_act_and_every_fault_is_described() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert [name for name in (*ACTS, *TITLES) if f"| `{name}` |" not in text] == []


def test_every_control_call_is_described(tmp_path: Path) -> None:
    app = create_app(state_path=tmp_path / "state.sqlite3")
    text = re.sub(r"\{\w+\}", "{}", PAGE.read_text(encoding="utf-8").replace("…/", "/_sandbox/"))
    paths = {re.sub(r"\{\w+\}", "{}", one.path) for one in app.routes if isinstance(one, Route)}
    app.state.parts.store.close()

    assert sorted(path for path in paths if path.startswith("/_sandbox/") and path not in text) == []


def test_calls_a_day_are_told_as_they_are() -> None:
    rows = re.findall(
        r"^\| `(/\S+)` \| \w+ \| [^|]+ \| (\d+)[^|]*\|", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )

    assert {path: int(daily) for path, daily in rows} == {path: ENDPOINTS[path].daily for path, _ in rows}
