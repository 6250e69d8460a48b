"""Small charts drawn by the server: `{% spark counts %}`."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

WIDTH, HEIGHT, EDGE, STEPS = 72, 24, 3, 10


@register.simple_tag
def spark(counts: Sequence[int]) -> SafeString:
    """A line of ten steps, its last value a dot; nothing where nothing happened.

    Silent for screen readers: the number stands beside it.
    """
    if not any(counts):
        return SafeString("")
    points = [f"{x:g},{y:g}" for x, y in _points(_steps(counts))]
    x, _, y = points[-1].partition(",")
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" aria-hidden="true">'
        '<polyline points="{}"/><circle cx="{}" cy="{}" r="2"/></svg>',
        WIDTH,
        HEIGHT,
        " ".join(points),
        x,
        y,
    )


def _steps(counts: Sequence[int]) -> list[int]:
    size = max(1, -(-len(counts) // STEPS))
    sums = [sum(counts[start : start + size]) for start in range(0, len(counts), size)]
    return sums or [0]


def _points(steps: Sequence[int]) -> list[tuple[float, float]]:
    """Ones stay low: a line that leaps for a single question would cry wolf."""
    most = max(4, *steps)
    wide, high = WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE
    gaps = max(1, len(steps) - 1)
    return [
        (round(EDGE + wide * place / gaps), round(HEIGHT - EDGE - high * count / most))
        for place, count in enumerate(steps)
    ]
