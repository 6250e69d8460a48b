"""axe-core's reading of the open page: what keeps somebody out who listens, or uses keys alone."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page

_read_now: set[Page] = set()

_RUN = """axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => {
  const places = (rule) => rule.nodes.map((node) => node.target.join(" ")).slice(0, 5).join(", ");
  return violations.map((rule) => `${rule.id}: ${places(rule)}`);
})"""


def violations(page: Page) -> list[str]:
    """`rule: the first places it is broken at`, by axe-core's own set of rules.

    It runs in a world of its own beside the page's, whose policy would rightly refuse it. The styles it tries
    are refused all the same, and complained of in the console: `is_reading` tells these from others.
    """
    devtools = page.context.new_cdp_session(page)
    _read_now.add(page)
    try:
        world = _world(devtools)
        devtools.send("Runtime.evaluate", {"expression": _source(), "contextId": world})
        answer: dict[str, Any] = devtools.send(
            "Runtime.evaluate",
            {"expression": _RUN, "contextId": world, "awaitPromise": True, "returnByValue": True},
        )
    finally:
        _read_now.discard(page)
        devtools.detach()
    return [str(one) for one in answer["result"]["value"]]


def is_reading(page: Page) -> bool:
    return page in _read_now


def _world(devtools: CDPSession) -> int:
    frame = devtools.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    made = devtools.send("Page.createIsolatedWorld", {"frameId": frame, "grantUniveralAccess": True})
    return int(made["executionContextId"])


@cache
def _source() -> str:
    return (Path(__file__).parent / "vendor/axe.min.js").read_text()
