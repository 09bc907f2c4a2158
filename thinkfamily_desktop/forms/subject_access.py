"""All that the review copy holds, marked for whoever answers a subject-access request: nothing is cut here.

What another person said or is the subject of, and what may do serious harm if it were let out, carries a mark in front
of its question. Whether it goes out is decided by people, line by line.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from thinkfamily_desktop.domain.answers import SourceKind
from thinkfamily_desktop.domain.ids import ItemId
from thinkfamily_desktop.domain.text import Text, Words
from thinkfamily_desktop.forms.releases import Line, Release, ReleasedAlert, ReleasedSection, Table

OTHERS = frozenset({SourceKind.RECORD, SourceKind.SERVICE})  # written or told by somebody who did not tell us alone


@dataclass(frozen=True, slots=True)
class Marker:
    """Marks a review copy for one of its people. `safety` are the items that rules of the form read."""

    made: Release
    subject: int  # position in `made.people`
    safety: frozenset[ItemId]
    words: Words

    def marked(self, more: Sequence[ReleasedSection]) -> Release:
        """The copy with its marks, what it is for said on every page, and more sections after its own."""
        name = self.made.people[self.subject].name
        people = tuple(self._within(person, index) for index, person in enumerate(self.made.people))
        made: Release = self._within(self.made, None)
        return replace(
            made,
            title=Text.of(self.words.say("access.title", name=name)),
            reader_title=Text.of(self.words.say("access.reader")),
            people=people,
            sections=(*made.sections, *more),
            sheets=(),
        )

    def _within(self, part: Any, about: int | None) -> Any:
        if isinstance(part, Line):
            return self._line(part, about)
        if isinstance(part, tuple):
            return tuple(self._within(each, about) for each in part)
        if isinstance(part, Table):
            whose = part.about or (about,) * len(part.rows)
            return replace(part, rows=tuple(self._within(row, of) for row, of in zip(part.rows, whose, strict=True)))
        if not is_dataclass(part) or isinstance(part, Text | type):
            return part
        whom = getattr(part, "about", about)
        whom = whom if isinstance(whom, int) else about
        parts = [each.name for each in fields(part) if each.name != "people"]
        found = {name: self._within(getattr(part, name), whom) for name in parts}
        changed = replace(part, **found)
        if isinstance(changed, ReleasedAlert):
            return replace(changed, title=self._said(changed.title, third=whom not in (None, self.subject), harm=True))
        return changed

    def _line(self, line: Line, about: int | None) -> Line:
        cells = [cell for row in line.rows for cell in row]
        third = about not in (None, self.subject) or any(self._is_anothers(each) for each in (line, *cells))
        harm = any(each.condition or each.item in self.safety for each in (line, *cells))
        return replace(line, label=self._said(line.label, third=third, harm=bool(harm)))

    def _is_anothers(self, line: Line) -> bool:
        named = line.source is SourceKind.PERSON and line.source_name != self.made.people[self.subject].name
        return named or line.source in OTHERS

    def _said(self, label: Text, *, third: bool, harm: bool) -> Text:
        """The marks before the question; as it was where there is none."""
        kind = "both" if third and harm else "third_party" if third else "harm" if harm else ""
        if not kind:
            return label
        return Text.of(self.words.say(f"access.{kind}", label=label.in_language(self.made.language)))
