"""Who is chosen: a subtree of 300,000 with a label, out of 1,000,000.

.venv/bin/python -m bench.org.audience [--on postgresql] [--members N] [--units N]
"""

from bench.org.measuring import Measured, a_filled_town, measure, report

MOST_MS = 150


def main() -> None:
    with a_filled_town(__doc__) as asked:
        from zhijian.foundation.org.models import Unit  # noqa: PLC0415 -- Django is set up just now
        from zhijian.foundation.org.queries import Pick, count_of, ids_of  # noqa: PLC0415 -- as above
        from zhijian.foundation.org.scope import Scope  # noqa: PLC0415 -- as above

        top = Unit.objects.get(superior=None)
        largest = top.subordinates.order_by("pk")[0]  # three tenths of all stand in it
        here = Scope.of(largest.path)
        tagged = Pick(scope=here, mask=1)
        things = [
            Measured("the keys of those with a label", lambda: ids_of(tagged), most=MOST_MS),
            Measured("how many they are", lambda: count_of(tagged), most=MOST_MS),
            Measured(
                "with two labels, born before 1961",
                lambda: ids_of(Pick(scope=here, mask=3, born=(1900, 1960))),
                most=MOST_MS,
            ),
            Measured("the keys of everybody in the subtree", lambda: ids_of(Pick(scope=here))),
            Measured("how many these are", lambda: count_of(Pick(scope=here))),
        ]
        measure(things, rounds=asked.rounds)
        report("Audience", things, asked)


if __name__ == "__main__":
    main()
