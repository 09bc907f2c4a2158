import re
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from thinkfamily_desktop.domain.answers import Gap, PartialDate
from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.forms.check_code import canonical, check_code


def test_the_code_is_three_fours_without_letters_that_look_like_digits() -> None:
    codes = [check_code({"n": number}, "school", 1) for number in range(200)]
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", code) for code in codes)
    assert len(set(codes)) == len(codes)


def test_the_code_is_pinned() -> None:
    assert check_code({"b": 1, "a": ("x",)}, "social-care", 3) == check_code({"a": ["x"], "b": 1}, "social-care", 3)
    assert canonical({"b": 1, "a": ("x",)}) == '{"a":["x"],"b":1}'


def test_content_reader_and_version_each_change_the_code() -> None:
    codes = {check_code("x", "school", 1), check_code("y", "school", 1), check_code("x", "person", 1)}
    assert len(codes | {check_code("x", "school", 2)}) == 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Decimal("1.10"), Decimal("1.1")),
        (Decimal(1), 1),
        (date(2026, 1, 2), "2026-01-02"),
        (date(2026, 1, 2), datetime(2026, 1, 2, tzinfo=UTC)),
        (time(9), "09:00:00"),
        (PartialDate(2026, 1), PartialDate(2026, 1, about=True)),
        (Text.of("x"), "x"),
        (Gap.DECLINED, Gap.NOT_KNOWN),
        ("", None),
    ],
)
def test_values_that_print_differently_are_written_differently(one: object, other: object) -> None:
    assert canonical(one) != canonical(other)


def test_what_has_no_fixed_order_is_refused() -> None:
    with pytest.raises(TypeError):
        canonical(frozenset({"a", "b"}))
