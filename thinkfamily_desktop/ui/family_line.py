"""One typed line becomes one person: "Tunde 4 Mar 2015 son", "Baby due 14 Feb 2027", "Abeni about 1965 grandmother"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from thinkfamily_desktop.domain.answers import PartialDate
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.ui.fields.reading_dates import read_date, read_partial_date

_ROLE, _SEX, _KIN, _MARK = "family.line_role_", "family.line_sex_", "family.line_kin_", "family.line_mark_"
_TOKEN = re.compile(r"[^\s,;()]+")


@dataclass(frozen=True, slots=True)
class PersonLine:
    """What a typed line says of somebody. What it does not say is empty or None; only the sex a word implies is taken.

    `kin` is the kind of relationship with the person assessed, in the form's codes; `kin_from_new` says which way it
    reads: the new person is the KIND of the assessed one (partner), or the other way round (birth parent of the new).
    """

    names: tuple[str, ...] = ()
    role: str = ""
    sex: str = ""
    kin: str = ""
    kin_from_new: bool = False
    kin_word: str = ""  # the word that was typed for it
    born: PartialDate | None = None
    due: date | None = None
    unborn: bool = False
    elsewhere: bool = False


class LineReader:
    """Reads lines with the words of one language: `family.line_role_child = "son daughter child"` and so on."""

    def __init__(self, words: Words) -> None:
        self._roles = _vocabulary(words, _ROLE)
        self._sexes = _vocabulary(words, _SEX)
        self._kin = _vocabulary(words, _KIN)
        self._marks = _vocabulary(words, _MARK)
        self._words = words

    def read(self, line: str, today: date) -> PersonLine:
        """The person a line describes. A bare number of two digits or fewer is an age, so the birth year is about."""
        tokens = _TOKEN.findall(line)
        said: dict[str, str] = {}
        marks: set[str] = set()
        left: list[str] = []
        for token in tokens:
            word = token.casefold().strip(".")
            for kind, vocabulary in (("role", self._roles), ("sex", self._sexes), ("kin", self._kin)):
                if word in vocabulary and kind not in said:
                    said[kind] = vocabulary[word]
                    said[f"{kind}_word"] = word
            if word in self._marks:
                marks.add(self._marks[word])
            if not any(word in each for each in (self._roles, self._sexes, self._kin, self._marks)):
                left.append(token)
        when, names = self._date(left, today, ahead="due" in marks)
        kin, _, from_new = said.get("kin", "").partition("__")
        unborn = bool(marks & {"due", "unborn"})
        exact = when.earliest if when is not None and when.is_exact else None
        about = when is not None and (when.about or "about" in marks)
        return PersonLine(
            names=tuple(names),
            role=said.get("role", ""),
            sex="" if unborn else said.get("sex", ""),
            kin=kin,
            kin_from_new=from_new == "new",
            kin_word=said.get("kin_word", ""),
            born=None if unborn or when is None else PartialDate(when.year, when.month, when.day, about),
            due=exact if unborn else None,
            unborn=unborn,
            elsewhere="elsewhere" in marks,
        )

    def _date(self, tokens: list[str], today: date, *, ahead: bool) -> tuple[PartialDate | None, list[str]]:
        """The longest run of words that is a date, and the words that are not part of it."""
        for length in (3, 2, 1):
            for start in range(len(tokens) - length + 1):
                found = self._as_date(" ".join(tokens[start : start + length]), today, ahead=ahead)
                if found is not None:
                    return found, tokens[:start] + tokens[start + length :]
        return None, tokens

    def _as_date(self, run: str, today: date, *, ahead: bool) -> PartialDate | None:
        if ahead and (day := read_date(run, self._words, today)) is not None:
            day = day if day >= today or str(day.year) in run else _a_year_on(day)
            return PartialDate(day.year, day.month, day.day)
        if run.isdigit() and len(run) <= 2:
            return PartialDate(today.year - int(run), about=True)
        return read_partial_date(run, self._words, today)


def _vocabulary(words: Words, prefix: str) -> Mapping[str, str]:
    """Every word of every sentence whose code starts so, with the rest of its code."""
    codes = (code for code in words.codes() if code.startswith(prefix))
    return {word.casefold(): code.removeprefix(prefix) for code in codes for word in words.say(code).split()}


def _a_year_on(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)
