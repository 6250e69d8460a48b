"""axe-core's reading of an open page, in a world of its own beside the page's strict policy."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

# The product's tests vendor it; the sandbox imports nothing of the product, so it is read as a file.
_SOURCE = Path(__file__).parents[3] / "zhijian" / "ui" / "tests" / "vendor" / "axe.min.js"
_RUN = """axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => {
  const places = (rule) => rule.nodes.map((node) => node.target.join(" ")).slice(0, 5).join(", ");
  return violations.map((rule) => `${rule.id}: ${places(rule)}`);
})"""


def violations(page: Page) -> list[str]:
    """`rule: the first places it is broken at`."""
    devtools = page.context.new_cdp_session(page)
    try:
        frame = devtools.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        made = devtools.send("Page.createIsolatedWorld", {"frameId": frame, "grantUniveralAccess": True})
        world = int(made["executionContextId"])
        devtools.send("Runtime.evaluate", {"expression": _source(), "contextId": world})
        asked = {"expression": _RUN, "contextId": world, "awaitPromise": True, "returnByValue": True}
        answer: dict[str, Any] = devtools.send("Runtime.evaluate", asked)
    finally:
        devtools.detach()
    return [str(one) for one in answer["result"]["value"]]


@cache
def _source() -> str:
    return _SOURCE.read_text(encoding="utf-8")
