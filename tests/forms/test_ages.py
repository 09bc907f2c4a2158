from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinkfamily_desktop.domain.answers import PartialDate
from thinkfamily_desktop.forms.ages import age_at, age_bounds, age_in_words, age_on, possible_days

TODAY = date(2026, 11, 20)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (date(2026, 11, 20), "0 days"),
        (date(2026, 11, 19), "1 day"),
        (date(2026, 10, 24), "27 days"),
        (date(2026, 10, 23), "4 weeks"),
        (date(2026, 10, 2), "7 weeks"),
        (date(2026, 4, 1), "7 months"),
        (date(2025, 9, 20), "14 months"),
        (date(2024, 11, 21), "23 months"),
        (date(2024, 11, 20), "2"),
        (date(2015, 3, 4), "11"),
    ],
)
def test_an_age_is_written_as_the_nhs_writes_it(born: date, said: str) -> None:
    age = age_on(born, TODAY)
    assert age is not None
    assert str(age_in_words(age)) == said


def test_a_birthday_counts_from_its_own_day() -> None:
    before, on = age_on(date(2008, 11, 20), date(2026, 11, 19)), age_on(date(2008, 11, 20), TODAY)
    assert before is not None
    assert on is not None
    assert (before.years, on.years) == (17, 18)


def test_somebody_born_on_29_february_is_a_year_older_on_1_march() -> None:
    ages = [age_on(date(2024, 2, 29), day) for day in (date(2025, 2, 28), date(2025, 3, 1))]
    assert [age.years for age in ages if age is not None] == [0, 1]


def test_nobody_has_an_age_before_they_are_born() -> None:
    assert age_on(date(2026, 11, 21), TODAY) is None
    assert age_bounds(PartialDate(2027), TODAY) is None
    assert age_at(PartialDate(2027), TODAY) is None


def test_a_year_of_birth_leaves_the_age_open() -> None:
    bounds, age = age_bounds(PartialDate(2015), TODAY), age_at(PartialDate(2015), TODAY)
    assert bounds is not None
    assert age is not None
    assert (bounds.youngest.years, bounds.oldest.years) == (10, 11)
    assert str(age_in_words(age)) == "about 11"


def test_a_month_of_birth_that_settles_the_age_is_not_about() -> None:
    age = age_at(PartialDate(2015, 3), TODAY)
    assert age is not None
    assert str(age_in_words(age)) == "11"


def test_about_widens_a_year_by_a_year_either_way() -> None:
    assert possible_days(PartialDate(2016, about=True)) == (date(2015, 1, 1), date(2017, 12, 31))


def test_a_baby_born_this_month_may_have_been_born_today() -> None:
    bounds = age_bounds(PartialDate(2026, 11), TODAY)
    assert bounds is not None
    assert (bounds.youngest.days, bounds.oldest.days) == (0, 19)


@given(born=DAYS, later=st.integers(0, 40_000))
def test_months_days_and_years_agree(born: date, later: int) -> None:
    on = born + timedelta(days=later)
    age = age_on(born, on)
    assert age is not None
    assert age.days == later
    assert age.years == age.months // 12
    assert age.months * 28 <= later <= (age.months + 1) * 31


@given(
    born=DAYS,
    on=DAYS,
    month=st.booleans(),
    day=st.booleans(),
    about=st.booleans(),
)
def test_the_true_age_lies_within_the_bounds(born: date, on: date, *, month: bool, day: bool, about: bool) -> None:
    partial = PartialDate(born.year, born.month if month else None, born.day if month and day else None, about)
    true, bounds = age_on(born, on), age_bounds(partial, on)
    if true is not None:
        assert bounds is not None
        assert bounds.youngest.days <= true.days <= bounds.oldest.days
