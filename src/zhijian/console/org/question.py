"""A question before an act: what happens, what is kept, from which day; and the page that asks it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.forms import Form
from django.http import HttpResponse

from zhijian.console.access import StaffRequest
from zhijian.console.page import page


@dataclass(frozen=True, slots=True)
class Question:
    """`hidden` goes with the answer; `back` is where 先不动 leads. With a `why_not` nobody acts:
    then `instead` is what can be done, and where."""

    title: str
    asks: str
    path: str
    happens: Sequence[str]
    kept: Sequence[str]
    button: str
    back: str
    hidden: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    why_not: str = ""
    instead: tuple[str, str] | None = None

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Each hidden value on its own."""
        return [
            (name, value)
            for name, given in self.hidden.items()
            for value in ((given,) if isinstance(given, str) else given)
        ]


def ask(
    request: StaffRequest, question: Question, *, form: Form | None = None, wrong: str = "", status: int = 200
) -> HttpResponse:
    """`wrong` says why it was not done; then nothing has changed, and what was typed is still there."""
    context = {"question": question, "form": form, "wrong": wrong, "is_stale": status == 409}
    return page(request, "console/org/ask.html", context, at="org", status=status)
