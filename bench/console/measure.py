"""How long the console's pages about rules take, at 10,000 rules on SQLite.

    .venv/bin/python -m bench.console.measure [--write] [--quick]

A table of rules as a town might have it, in a folder of its own; then each page is asked for again and again,
in turn with the others, by a signed-in editor: through every layer of the product but the network. Times are
of the processor, so that what else the machine does does not count; medians are printed beside the slowest
of twenty. `--write` writes RESULTS.md.
"""

import argparse
import os
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
RULES: Final = 10_000
ROUNDS: Final = 20
PROMISED_MS: Final = {"page": 100, "search": 150}

random.seed(20261123)
HAN: Final = [chr(code) for code in range(0x4E00, 0x4E00 + 2000)]


@dataclass
class Measured:
    """One thing somebody does; `kind` says which promise it is under."""

    name: str
    kind: str
    act: Callable[[int], Any]
    milliseconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.milliseconds)

    @property
    def slow(self) -> float:
        """The slowest but one of twenty."""
        return sorted(self.milliseconds)[-2]

    @property
    def keeps_the_promise(self) -> bool:
        return self.median < PROMISED_MS[self.kind]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true", help="write RESULTS.md")
    asked.add_argument("--quick", action="store_true", help="few rules, to see that everything works")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as home:
        _start(home)
        from django.db import transaction  # noqa: PLC0415 -- Django is set up just now

        count = 300 if options.quick else RULES
        with transaction.atomic():
            filled = _filled(count)
        things = _things(filled)
        for turn in range(ROUNDS + 2):
            for thing in things:
                began = time.process_time()
                answer = thing.act(turn)
                spent = (time.process_time() - began) * 1000
                if answer.status_code not in (200, 302):
                    sys.exit(f"{thing.name}: {answer.status_code}")
                if turn >= 2:  # the first two load templates and books
                    thing.milliseconds.append(spent)
    text = _report(things, rules=count)
    sys.stdout.write(text)
    if options.write and not options.quick:
        (HERE / "RESULTS.md").write_text(text, encoding="utf-8")


def _start(home: str) -> None:
    os.environ["ZHIJIAN_HOME"] = home
    from zhijian.config.start_django import start_django  # noqa: PLC0415 -- the home comes first

    start_django()
    from django.core.management import call_command  # noqa: PLC0415 -- Django is set up just now

    for database in ("default", "intake"):
        call_command("migrate", database=database, verbosity=0)


def _word(length: int) -> str:
    return "".join(random.choices(HAN, k=length))


def _filled(count: int) -> Mapping[str, Any]:
    """Rules, a thirtieth of them with conditions; what rules were used for, and what nobody could answer."""
    from django.utils.timezone import localdate, now  # noqa: PLC0415 -- Django is set up just now

    from zhijian.foundation.accounts.tests.builders import an_account  # noqa: PLC0415 -- as above
    from zhijian.foundation.library.tests.builders import an_article  # noqa: PLC0415 -- as above
    from zhijian.foundation.staff import services as staff  # noqa: PLC0415 -- as above
    from zhijian.foundation.staff.roles import Role  # noqa: PLC0415 -- as above
    from zhijian.rooms.answers import services  # noqa: PLC0415 -- as above
    from zhijian.rooms.answers.importing import import_csv  # noqa: PLC0415 -- as above
    from zhijian.rooms.answers.models import Rule, RuleUse  # noqa: PLC0415 -- as above

    account = an_account()
    editor = staff.take_on(username="lin", password="long-enough-12", role=Role.EDITOR, name="林", actor="b")
    words = list({_word(random.randint(2, 6)): None for _ in range(count * 2)})[: count - count // 30]
    lines = "".join(f"{word},{random.choice(('exact', 'contains'))},{_word(40)}\n" for word in words)
    import_csv(account_id=account.pk, data=f"keyword,match,reply\n{lines}".encode(), actor="bench")
    for number in range(count // 30):
        services.make_rule(
            account_id=account.pk,
            keywords=[(_word(4), "contains"), (words[number], "contains")],
            parts=[_word(60), _word(30)],
            audience={"age": {"from": 60, "until": 120}} if number % 2 else {},
            valid_until=now() + timedelta(days=number % 60 - 5),
            review_on=localdate() + timedelta(days=number % 90 - 3),
            by="bench",
        )
    ids = list(Rule.objects.values_list("pk", flat=True))
    today = localdate()
    RuleUse.objects.bulk_create(
        RuleUse(account=account, rule_id=rule, day=today - timedelta(days=day), count=random.randint(1, 30))
        for day in range(90)
        for rule in random.sample(ids, min(300, len(ids)))
    )
    for number in range(300):
        an_article(account, _word(8)) if number < 200 else None
        services.list_unanswered(
            account_id=account.pk,
            intake_id=number,
            openid=f"o-{number % 120}",
            text=random.choice(words[:60]) + random.choice(("怎么办", "在哪里", "几点", "")) + _word(2),
            asked_at=now() - timedelta(minutes=number),
        )
    account.refresh_from_db()
    full = Rule.objects.exclude(valid_until=None).first()
    return {"account": account, "editor": editor, "words": words, "rule": full, "ids": ids}


def _things(filled: Mapping[str, Any]) -> list[Measured]:
    from django.conf import settings  # noqa: PLC0415 -- Django is set up just now
    from django.test import Client  # noqa: PLC0415 -- as above

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    client.force_login(filled["editor"])
    rule, words = filled["rule"], filled["words"]
    editor = f"/console/answers/rules/{rule.pk}/"
    piece = {"HX-Request": "true", "HX-Target": "rules"}
    texts = {
        "keyword": ["党费"],
        "match": ["contains"],
        "part_kind": ["text"],
        "part_item": [""],
        "account": filled["account"].slug,
        "priority": "0",
        "act": "save",
    }

    def get(path: str) -> Callable[[int], Any]:
        return lambda _turn: client.get(path)

    def search(length: int) -> Callable[[int], Any]:
        return lambda turn: client.get("/console/answers/", {"q": words[turn * 7][:length]}, headers=piece)

    def typed(turn: int) -> dict[str, Any]:
        return {**texts, "part_text": [f"每月十号前交给支部，第 {turn} 稿"]}

    return [
        Measured("the list", "page", get("/console/answers/")),
        Measured("the list, most asked first", "page", get("/console/answers/?order=used")),
        Measured("the list, rules in conflict", "page", get("/console/answers/?show=same")),
        Measured("search as one types, one character", "search", search(1)),
        Measured("search as one types, two characters", "search", search(2)),
        Measured(
            "search that finds nothing",
            "search",
            lambda turn: client.get("/console/answers/", {"q": f"没有这样的词{turn}"}, headers=piece),
        ),
        Measured("a new rule", "page", get("/console/answers/rules/new/")),
        Measured("a rule in the editor", "page", get(editor)),
        Measured(
            "the preview while one types",
            "page",
            lambda turn: client.post("/console/answers/rules/preview/", {**typed(turn), "rule": rule.pk}),
        ),
        Measured("saving a rule", "page", lambda turn: client.post(editor, typed(turn))),
        Measured(
            "the library in the editor",
            "search",
            lambda _turn: client.get(
                "/console/answers/rules/library/",
                {"account": filled["account"].slug, "at": "0", "part_find": _word(1)},
            ),
        ),
        Measured(
            "trying a text",
            "page",
            lambda turn: client.get("/console/answers/try/", {"q": f"{words[turn * 3]}怎么办"}),
        ),
        Measured("what nobody could answer", "page", get("/console/answers/unanswered/")),
        Measured("who answers first", "page", get("/console/answers/order/")),
        Measured("今日", "page", get("/console/")),
    ]


def _report(things: list[Measured], *, rules: int) -> str:
    rows = "".join(
        f"| {thing.name} | {thing.median:.0f} | {thing.slow:.0f} | {PROMISED_MS[thing.kind]} |"
        f" {'yes' if thing.keeps_the_promise else '**no**'} |\n"
        for thing in things
    )
    return (
        "# The console's pages about rules\n\n"
        f"{rules:,} rules on SQLite, 27,000 days of use, 300 messages nobody could answer, 200 things in\n"
        "the library. Milliseconds of processor time for a whole answer, through every layer of the product\n"
        f"but the network: the median of {ROUNDS}, the slowest but one, and what is promised.\n\n"
        "| what somebody does | median | slow | promised | kept |\n| --- | ---: | ---: | ---: | --- |\n"
        f"{rows}\n"
        "A text is saved before it is tried, so trying one includes bringing the book up to date.\n\n"
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores.\n"
        "Made by `.venv/bin/python -m bench.console.measure --write`.\n"
    )


if __name__ == "__main__":
    main()
