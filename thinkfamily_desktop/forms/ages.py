"""Ages at a date from dates of birth that may be known only to the month, the year, or about."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from thinkfamily_desktop.domain.answers import PartialDate
from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.forms.said import Said
from thinkfamily_desktop.forms.state import Age

_WEEKS_UNTIL = timedelta(weeks=26)
_ENGLISH, _NUMBER = Said(), Text.of("{count}")


class AgeBounds(NamedTuple):
    """The youngest and the oldest that somebody can be; the same thing twice when the birth date is exact."""

    youngest: Age
    oldest: Age


def _shifted(day: date, months: int) -> date:
    """The same day some months away, or the last of that month; the ends of the calendar hold."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def possible_days(partial: PartialDate) -> tuple[date, date]:
    """The first and the last day that a date can mean. "About" widens it by one of its own units either way."""
    first = partial.earliest
    if partial.month is None:
        last, unit = date(partial.year, 12, 31), 12
    elif partial.day is None:
        last, unit = first.replace(day=monthrange(partial.year, partial.month)[1]), 1
    else:
        last, unit = first, 1
    return (_shifted(first, -unit), _shifted(last, unit)) if partial.about else (first, last)


def age_on(born: date, on: date) -> Age | None:
    """The age of somebody born on a known day, or None before that day. Born on 29 February ages on 1 March."""
    if born > on:
        return None
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    return Age(years=months // 12, months=months, days=(on - born).days)


def age_bounds(born: PartialDate, on: date) -> AgeBounds | None:
    """The youngest and oldest that somebody can be, or None when not one of the possible birthdays has come."""
    first, last = possible_days(born)
    oldest = age_on(first, on)
    if oldest is None:
        return None
    return AgeBounds(age_on(min(last, on), on) or oldest, oldest)


def age_at(born: PartialDate, on: date) -> Age | None:
    """The age to show: from the middle of what the birth date can mean, `about` when that leaves it open."""
    bounds = age_bounds(born, on)
    if bounds is None:
        return None
    if bounds.youngest == bounds.oldest:
        return bounds.oldest
    first, last = possible_days(born)
    middle = min(first + (last - first) / 2, on)
    age = age_on(middle, on) or bounds.youngest
    return Age(age.years, age.months, age.days, about=_unlike(bounds))


def _unlike(bounds: AgeBounds) -> bool:
    """Whether the two ends would be written differently."""
    return _counted(bounds.youngest) != _counted(bounds.oldest)


def _counted(age: Age) -> tuple[str, int]:
    """In what an age is counted, and how many."""
    if age.years >= 2:
        return "years", age.years
    if age.days >= _WEEKS_UNTIL.days:
        return "months", age.months
    return ("weeks", age.days // 7) if age.days >= 28 else ("days", age.days)


def age_in_words(age: Age, said: Said = _ENGLISH) -> Text:
    """As the NHS writes it: "5 days" to 4 weeks, "7 weeks" to 26 weeks, "14 months" to 2 years, then "11"."""
    unit, count = _counted(age)
    words = {"years": _NUMBER, "months": said.age_months, "weeks": said.weeks, "days": said.days}[unit]
    counted = (said.one_day if (unit, count) == ("days", 1) else words).filled(count=str(count))
    return said.about.filled(age=counted) if age.about else counted
