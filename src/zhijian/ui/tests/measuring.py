"""What design promises, measured in a browser: widths, targets, contrast, and all that axe-core looks at."""

from collections.abc import Sequence

from playwright.sync_api import Page

from zhijian.ui.tests import axe

WIDTHS = (320, 360, 412, 768, 960, 1280, 1920)
HAND = 360
LEAST_TARGET_PX = 44
LEAST_CONTRAST = 4.5
THEMES = ("light", "dark")

_SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

# A target is as large as what reacts to a finger: itself, its label, or what its ::after adds.
# A link inside a sentence is as small as its words; that is allowed everywhere.
_SMALL_TARGETS = """(least) => {
  const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(".sr, .skip");
  const reach = (e) => {
    const isTick = e.matches("input[type=radio], input[type=checkbox]");
    const box = (isTick && e.closest("label") || e).getBoundingClientRect();
    const after = getComputedStyle(e, "::after");
    if (after.content === "none" || after.position !== "absolute") return [box.width, box.height];
    const row = e.closest("tr, .row");
    if (row && getComputedStyle(e).position === "static") return [row.offsetWidth, row.offsetHeight];
    const edge = (side) => parseFloat(after[side]) || 0;
    return [box.width - edge("left") - edge("right"), box.height - edge("top") - edge("bottom")];
  };
  const inSentence = (e) => e.matches("a") && getComputedStyle(e).display === "inline"
    && e.closest("p, small") && e.parentElement.textContent.trim() !== e.textContent.trim();
  return [...document.querySelectorAll("a, button, input, select, textarea, summary")]
    .filter((e) => e.type !== "hidden" && shown(e) && !inSentence(e))
    .map((e) => [e, ...reach(e)])
    .filter(([, width, height]) => width < least - 0.5 || height < least - 0.5)
    .map(([e, width, height]) => `${e.outerHTML.slice(0, 100)} ${Math.round(width)}x${Math.round(height)}`);
}"""

_PALE_WORDS = """(least) => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, under) => top.slice(0, 3).map((v, i) => v * top[3] + under[i] * (1 - top[3]));
  const ground = (e) => {
    const layers = [];
    for (; e; e = e.parentElement) layers.push(rgba(getComputedStyle(e).backgroundColor));
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (e) => {
    const under = ground(e);
    const [a, b] = [light(over(rgba(getComputedStyle(e).color), under)), light(under)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  const says = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  return [...document.body.querySelectorAll("*")]
    .filter((e) => says(e) && e.checkVisibility() && !e.closest(".sr, .skip, script, option"))
    .map((e) => [e.textContent.trim().slice(0, 30), contrast(e)])
    .filter(([, found]) => found < least)
    .map(([words, found]) => `${words} ${found.toFixed(2)}`);
}"""


def faults(
    page: Page, *, least_target_px: int = LEAST_TARGET_PX, widths: Sequence[int] = WIDTHS
) -> list[str]:
    """What breaks a promise on the open page: sideways scrolling, small targets, pale words, axe's rules."""
    return [
        *(f"{px} px sideways at {width}" for width in widths if (px := sideways_px(page, width=width))),
        *(f"small target {target}" for target in small_targets(page, least_px=least_target_px)),
        *(f"pale in {theme}: {words}" for theme in THEMES for words in pale_words(page, theme=theme)),
        *(f"axe in {theme}: {rule}" for theme in THEMES for rule in rules_broken(page, theme=theme)),
    ]


def sideways_px(page: Page, *, width: int) -> int:
    """How far the page can be scrolled sideways in a window of this width."""
    page.set_viewport_size({"width": width, "height": 800})
    return int(page.evaluate(_SIDEWAYS))


def small_targets(page: Page, *, least_px: int = LEAST_TARGET_PX) -> list[str]:
    """What a finger would miss at the width of a small phone."""
    page.set_viewport_size({"width": HAND, "height": 800})
    return list(page.evaluate(_SMALL_TARGETS, least_px))


def pale_words(page: Page, *, theme: str) -> list[str]:
    """Words that do not stand out enough from what is behind them."""
    _show_in(page, theme)
    return list(page.evaluate(_PALE_WORDS, LEAST_CONTRAST))


def rules_broken(page: Page, *, theme: str) -> list[str]:
    """What axe-core finds at the width of a small phone."""
    page.set_viewport_size({"width": HAND, "height": 800})
    _show_in(page, theme)
    return axe.violations(page)


def _show_in(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
