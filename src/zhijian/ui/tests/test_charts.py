import re

from django.template import Context, Template


def drawn(counts: list[int]) -> str:
    return Template("{% load charts %}{% spark counts %}").render(Context({"counts": counts}))


def test_line_rises_with_the_counts_and_ends_in_a_dot() -> None:
    line = drawn([0, 0, 8])

    assert re.findall(r'points="([^"]*)"|cx="(\d+)" cy="(\d+)"', line) == [
        ("3,21 36,21 69,3", "", ""),
        ("", "69", "3"),
    ]


def test_a_single_question_is_no_mountain() -> None:
    assert 'cy="16"' in drawn([0, 0, 1])


def test_nothing_is_drawn_where_nothing_happened() -> None:
    assert drawn([0, 0, 0]) == ""
