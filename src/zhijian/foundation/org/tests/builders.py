"""A small town for tests: units and people by name."""

from datetime import date

from zhijian.foundation.org import services
from zhijian.foundation.org.models import Member, Unit
from zhijian.foundation.org.numbers import check_digit

LONG_AGO = date(2020, 1, 1)


def a_unit(
    name: str = "青禾镇党委", below: Unit | None = None, *, code: str = "", on: date = LONG_AGO
) -> Unit:
    return services.open_unit(name=name, superior=below, code=code, on=on, by="tests")


def a_member(unit: Unit, name: str = "陈玉兰", *, on: date = LONG_AGO, **particulars: object) -> Member:
    given = services.Particulars(name=name, **particulars)  # type: ignore[arg-type] # as the test names them
    return services.enrol_member(unit=unit, particulars=given, on=on, by="tests")


def an_id_number(first_17: str = "11010119520101001") -> str:
    """Made up, with a check digit that fits."""

    return first_17 + check_digit(first_17)
