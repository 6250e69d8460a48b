"""ID numbers and telephone numbers: whether they can be right, and how much of one is shown."""

import re
from operator import mul
from typing import Final

# GB 11643-1999: the weights of the first 17 digits, and the sign for each remainder of 11.
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK: Final = "10X98765432"
_OLD_LENGTH, _LENGTH = 15, 18
_PLAIN: Final = str.maketrans("０１２３４５６７８９－＋—（）", "0123456789-+-()")
_PHONE: Final = re.compile(r"\+?\d[\d-]{5,18}\d")


def tidy_id_number(text: str) -> str:
    """Without blanks, with a capital X."""
    return text if text.isdecimal() else re.sub(r"\s", "", text).upper()


def is_id_number(text: str) -> bool:
    """18 signs with a fitting check digit and a day that exists; the old ones of 15 digits had none."""
    if re.fullmatch(r"\d{15}", text):
        return _is_day(f"19{text[6:12]}")
    if not re.fullmatch(r"\d{17}[\dX]", text):
        return False
    return _is_day(text[6:14]) and check_digit(text[:17]) == text[17]


def check_digit(first_17: str) -> str:
    total = sum(map(mul, map(int, first_17), _WEIGHTS))
    return _CHECK[total % 11]


def birth_year_in(id_number: str) -> int | None:
    """Of a number that is right."""
    if len(id_number) == _OLD_LENGTH:
        return 1900 + int(id_number[6:8])
    return int(id_number[6:10]) if len(id_number) == _LENGTH else None


def tidy_phone(text: str) -> str:
    """Digits, with a dash or a plus where somebody wrote one; full-width signs become plain ones."""
    if text.isascii() and text.isdecimal():
        return text
    plain = text.translate(_PLAIN)
    digits = re.sub(r"[\s().]", "", plain)
    return digits.removeprefix("+86") if re.fullmatch(r"\+861\d{10}", digits) else digits


def is_phone(text: str) -> bool:
    """Mobile or landline, as somebody would dial it."""
    return _PHONE.fullmatch(text) is not None


def last_four_of(phone: str) -> str:
    return re.sub(r"\D", "", phone)[-4:]


def masked_phone(phone: str) -> str:
    """`139****0000`: enough to recognise one's own."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 9 else "****"


def masked_id_number(number: str) -> str:
    """Only the first and the last sign: the middle is the birthday."""
    return f"{number[0]}{'*' * (len(number) - 2)}{number[-1]}" if len(number) >= _OLD_LENGTH else "****"


def _is_day(digits: str) -> bool:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    longest = (31, 29 if _is_leap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 1850 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= longest[month - 1]


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
