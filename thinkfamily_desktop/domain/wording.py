"""Dates, ages and numbers as people read them, the same on screen and on paper. Never the American order."""

from datetime import date, datetime, time
from decimal import Decimal

from thinkfamily_desktop.domain.answers import PartialDate
from thinkfamily_desktop.domain.text import Words


def day_in_words(day: date, words: Words, *, weekday: bool = False, long: bool = False) -> str:
    """4 Mar 2015; with `long` 4 March 2015; with `weekday` Friday before it."""
    month = words.say(f"date.month_{'long' if long else 'short'}_{day.month}")
    said = f"{day.day} {month} {day.year}"
    return f"{words.say(f'date.weekday_{day.isoweekday()}')} {said}" if weekday else said


def month_in_words(day: date, words: Words) -> str:
    """Feb 2027."""
    return f"{words.say(f'date.month_short_{day.month}')} {day.year}"


def partial_in_words(partial: PartialDate, words: Words, *, weekday: bool = False) -> str:
    """A partial date as far as it is known; "about" goes before it."""
    if partial.day is not None:
        said = day_in_words(partial.earliest, words, weekday=weekday)
    elif partial.month is not None:
        said = month_in_words(partial.earliest, words)
    else:
        said = str(partial.year)
    return words.say("date.about", date=said) if partial.about else said


def time_in_words(moment: time | datetime) -> str:
    """14:03."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def moment_in_words(moment: datetime, words: Words, *, weekday: bool = True, long: bool = True) -> str:
    """Friday 20 November 2026, 14:21."""
    return f"{day_in_words(moment.date(), words, weekday=weekday, long=long)}, {time_in_words(moment)}"


def number_in_words(number: Decimal) -> str:
    """A number exactly as it was typed."""
    return format(number, "f")


def nhs_number_in_words(digits: str) -> str:
    """Ten digits as 3 3 4; anything else as it stands."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if len(digits) == 10 and digits.isdigit() else digits
