"""Reading dates and times as people type them: 4 3 2015, 4 March, March 2015, about 2019, 1430. Never American."""

import re
from datetime import date, time, timedelta

from thinkfamily_desktop.domain.answers import PartialDate
from thinkfamily_desktop.domain.text import Words

CENTURY = 100
LATEST_SHORT_YEAR = 20  # a two-figure year is at most this many years ahead


def read_date(text: str, words: Words, today: date) -> date | None:
    """One day, or None. A day and month alone mean this year."""
    told = text.strip().casefold()
    for code, days in (("workspace.today", 0), ("workspace.yesterday", -1), ("workspace.tomorrow", 1)):
        if told == words.say(code).casefold():
            return today + timedelta(days=days)
    parts = _parts(told, words)
    if parts is None or len(parts) not in (2, 3):
        return None
    if len(parts) == 2:
        parts = [*parts, today.year]
    day, month, year = parts
    return _day(_year(year, today), month, day)


def read_partial_date(text: str, words: Words, today: date) -> PartialDate | None:
    """A year, a month or a day; "about" or a ~ before it means that even that is a guess."""
    told = text.strip().casefold()
    about = words.say("date.about", date="").strip().casefold()
    guess = told.startswith((about, "~", "c."))
    told = told.removeprefix(about).removeprefix("~").removeprefix("c.").strip()
    parts = _parts(told, words)
    if not parts or len(parts) > 3:
        return None
    if len(parts) == 1:
        return PartialDate(parts[0], about=guess) if 1000 <= parts[0] <= 9999 else None
    if len(parts) == 2:
        month, year = parts
        return PartialDate(_year(year, today), month, about=guess) if 1 <= month <= 12 and year > 12 else None
    day, month, year = parts
    exact = _day(_year(year, today), month, day)
    return PartialDate(exact.year, exact.month, exact.day, about=guess) if exact is not None else None


def read_time(text: str) -> time | None:
    """A time of day: 14:30, 1430, 14.30, 2 pm, 2.30pm."""
    told = re.fullmatch(r"(\d{1,2})(?:[:. ]?(\d{2}))?\s*(am|pm)?", text.strip().casefold())
    if told is None:
        return None
    hour, minute, half = int(told[1]), int(told[2] or 0), told[3]
    if told[2] is None and half is None and len(told[1]) < 2:
        return None  # a lone figure may be the start of anything
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _parts(told: str, words: Words) -> list[int] | None:
    """The figures in order, month names turned into figures."""
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", told):
        return [int(iso[3]), int(iso[2]), int(iso[1])]
    months = {
        words.say(f"date.month_{size}_{month}").casefold(): month
        for size in ("short", "long")
        for month in range(1, 13)
    }
    found = []
    for part in re.findall(r"[^\W_]+", told):
        figure = re.fullmatch(r"(\d+)(?:st|nd|rd|th)?", part)
        if figure is not None and len(figure[1]) <= 4:
            found.append(int(figure[1]))
        elif part in months:
            found.append(months[part])
        else:
            return None
    return found


def _year(year: int, today: date) -> int:
    if year >= CENTURY:
        return year
    full = today.year // CENTURY * CENTURY + year
    return full if full <= today.year + LATEST_SHORT_YEAR else full - CENTURY


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
