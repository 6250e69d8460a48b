"""The editor's form, as posted. Missing or surplus fields make a shorter draft, never an error."""

from django.http import QueryDict

from zhijian.console.answers.draft import BASE, Choice, Draft, Part, Variant, When, Whom, Word
from zhijian.rooms.answers.pasted import plain
from zhijian.rooms.answers.states import Occasion, ReplyMode

MOST_ROWS = 200  # far more than anybody types by hand; a forged form must not make us build a million
WHOM = ("bound", "units", "offices", "age_from", "age_until", "tags")


def draft_from(posted: QueryDict, *, occasion: str = "") -> Draft:
    """A rule on file keeps its `occasion`, whatever is posted."""
    variants = _variants(posted)
    places = {str(place) for place in range(len(variants))}
    return Draft(
        occasion=occasion or posted.get("occasion", Occasion.TEXT),
        words=_words(posted) or (Word(),),
        menu_key=posted.get("menu_key", ""),
        parts=tuple(part for part in _parts(posted) if part.variant in {BASE, *places}) or (Part(),),
        reply_mode=mode if (mode := posted.get("reply_mode", "")) in ReplyMode.values else ReplyMode.ALL,
        whom=Whom(*(posted.get(name, "").strip() for name in WHOM)),
        variants=variants,
        when=When(
            since=posted.get("since", "").strip(),
            until=posted.get("until", "").strip(),
            days=tuple(day for day in posted.getlist("day") if day in "1234567" and day)[:7],
            opens=posted.get("opens", "").strip(),
            closes=posted.get("closes", "").strip(),
        ),
        choices=_choices(posted),
        priority=posted.get("priority", "0").strip(),
        owner=posted.get("owner", ""),
        review_on=posted.get("review_on", "").strip(),
        version=posted.get("version", ""),
        is_open=not occasion,
    )


def _words(posted: QueryDict) -> tuple[Word, ...]:
    rows = zip(posted.getlist("keyword"), posted.getlist("match"), strict=False)
    return tuple(Word(text, match) for text, match in rows)[:MOST_ROWS]


def _parts(posted: QueryDict) -> tuple[Part, ...]:
    kinds = posted.getlist("part_kind")
    rows = zip(
        kinds,
        posted.getlist("part_text"),
        posted.getlist("part_item"),
        _as_many(posted.getlist("part_find"), kinds),
        _as_many(posted.getlist("part_variant"), kinds),
        strict=False,
    )
    return tuple(Part(kind, plain(text), item, find, variant) for kind, text, item, find, variant in rows)[
        :MOST_ROWS
    ]


def _variants(posted: QueryDict) -> tuple[Variant, ...]:
    columns = [posted.getlist(f"variant_{name}") for name in WHOM]
    return tuple(Variant(Whom(*(cell.strip() for cell in row))) for row in zip(*columns, strict=False))[
        :MOST_ROWS
    ]


def _choices(posted: QueryDict) -> tuple[Choice, ...]:
    rows = zip(
        posted.getlist("choice_label"),
        posted.getlist("choice_leads_to"),
        posted.getlist("choice_says"),
        strict=False,
    )
    return tuple(Choice(label.strip(), leads_to, plain(says)) for label, leads_to, says in rows)[:MOST_ROWS]


def _as_many(values: list[str], rows: list[str]) -> list[str]:
    """A column that a plain form leaves out is empty in every row."""
    return values if len(values) == len(rows) else [""] * len(rows)
