"""Dates and times are read as people type them, day before month."""

from datetime import date, time

import pytest

from thinkfamily_desktop.domain.answers import PartialDate
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.ui.fields.reading_dates import read_date, read_partial_date, read_time

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("14 2 2027", date(2027, 2, 14)),
        ("14/02/2027", date(2027, 2, 14)),
        ("14.2.27", date(2027, 2, 14)),
        ("2027-02-14", date(2027, 2, 14)),
        ("14 Feb 2027", date(2027, 2, 14)),
        ("14th february 2027", date(2027, 2, 14)),
        ("14 feb", date(2026, 2, 14)),
        ("3 4", date(2026, 4, 3)),
        ("1 1 85", date(1985, 1, 1)),
        ("today", TODAY),
        ("Yesterday", date(2026, 11, 19)),
        ("tomorrow", date(2026, 11, 21)),
    ],
)
def test_a_day_is_read(words: Words, typed: str, day: date) -> None:
    assert read_date(typed, words, TODAY) == day


@pytest.mark.parametrize(
    "typed", ["", "14", "31 2 2027", "13 13 2027", "soon", "14 2 2027 or later", "1 2 3 4", "2/14/2027"]
)
def test_what_is_no_day_is_none(words: Words, typed: str) -> None:
    assert read_date(typed, words, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2019", PartialDate(2019)),
        ("about 2019", PartialDate(2019, about=True)),
        ("~ 2019", PartialDate(2019, about=True)),
        ("Mar 2019", PartialDate(2019, 3)),
        ("3 2019", PartialDate(2019, 3)),
        ("about March 2019", PartialDate(2019, 3, about=True)),
        ("4 3 2019", PartialDate(2019, 3, 4)),
        ("4/3/19", PartialDate(2019, 3, 4)),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(words: Words, typed: str, said: PartialDate) -> None:
    assert read_partial_date(typed, words, TODAY) == said


@pytest.mark.parametrize("typed", ["", "long ago", "13 2019", "31 2 2019", "20", "3 4"])
def test_what_is_no_date_is_none(words: Words, typed: str) -> None:
    assert read_partial_date(typed, words, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("14:30", time(14, 30)),
        ("1430", time(14, 30)),
        ("14.30", time(14, 30)),
        ("2pm", time(14)),
        ("2.30 pm", time(14, 30)),
        ("12 am", time(0)),
        ("12pm", time(12)),
        ("9:05", time(9, 5)),
        ("905", time(9, 5)),
        ("14", time(14)),
    ],
)
def test_a_time_is_read(typed: str, moment: time) -> None:
    assert read_time(typed) == moment


@pytest.mark.parametrize("typed", ["", "9", "25:00", "14:60", "13pm", "noon", "0pm"])
def test_what_is_no_time_is_none(typed: str) -> None:
    assert read_time(typed) is None
