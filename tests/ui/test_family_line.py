"""One typed line becomes one person."""

from datetime import date

import pytest

from thinkfamily_desktop.domain.answers import PartialDate
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.settings.words import load_words
from thinkfamily_desktop.ui.family_line import LineReader, PersonLine

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def reader() -> LineReader:
    return LineReader(load_words(resources_folder() / "words"))


def test_a_name_a_birthday_and_a_word_make_a_son(reader: LineReader) -> None:
    assert reader.read("Tunde 4 Mar 2015 son", TODAY) == PersonLine(
        names=("Tunde",),
        role="child",
        sex="male",
        kin="birth-parent",
        kin_word="son",
        born=PartialDate(2015, 3, 4),
    )


@pytest.mark.parametrize(
    ("said", "born"),
    [
        ("4/3/2015", PartialDate(2015, 3, 4)),
        ("04.03.2015", PartialDate(2015, 3, 4)),
        ("2015-03-04", PartialDate(2015, 3, 4)),
        ("4 March 2015", PartialDate(2015, 3, 4)),
        ("born 4 Mar 2015,", PartialDate(2015, 3, 4)),
        ("Mar 2015", PartialDate(2015, 3)),
        ("3/2015", PartialDate(2015, 3)),
        ("2015", PartialDate(2015)),
        ("about 2015", PartialDate(2015, about=True)),
        ("11", PartialDate(2015, about=True)),
        ("aged 11", PartialDate(2015, about=True)),
    ],
)
def test_a_date_is_read_however_far_it_is_known(reader: LineReader, said: str, born: PartialDate) -> None:
    line = reader.read(f"Tunde Okafor {said} son", TODAY)
    assert line.born == born
    assert line.names == ("Tunde", "Okafor")


@pytest.mark.parametrize("said", ["31 Feb 2015", "45/13/2015"])
def test_a_day_that_never_was_stays_in_sight_and_is_no_date(reader: LineReader, said: str) -> None:
    line = reader.read(f"Tunde {said} son", TODAY)
    assert line.born is None or line.born.day is None
    assert line.names != ("Tunde",)


def test_a_baby_not_yet_born_has_a_due_date_and_no_sex(reader: LineReader) -> None:
    line = reader.read("Baby due 14 Feb 2027", TODAY)
    assert (line.unborn, line.due, line.born, line.sex, line.names) == (True, date(2027, 2, 14), None, "", ())


def test_a_due_date_without_a_year_is_the_next_one(reader: LineReader) -> None:
    assert reader.read("baby due 14 Feb", TODAY).due == date(2027, 2, 14)
    assert reader.read("baby due 14 Dec", TODAY).due == date(2026, 12, 14)


def test_somebody_may_live_elsewhere(reader: LineReader) -> None:
    line = reader.read("Abeni Okafor about 1965 grandmother, lives elsewhere", TODAY)
    assert line == PersonLine(
        names=("Abeni", "Okafor"), role="grandparent", sex="female", born=PartialDate(1965, about=True), elsewhere=True
    )


def test_a_partner_is_the_partner_of_the_person_assessed(reader: LineReader) -> None:
    line = reader.read("David 39 husband", TODAY)
    assert (line.role, line.kin, line.kin_from_new) == ("partner", "married", True)


def test_a_name_alone_is_enough(reader: LineReader) -> None:
    assert reader.read("Siân", TODAY) == PersonLine(names=("Siân",))


def test_nothing_is_nobody(reader: LineReader) -> None:
    assert reader.read("  , ", TODAY) == PersonLine()
