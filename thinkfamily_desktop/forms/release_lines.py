"""Lines of a Release: answers with typed values, labels in the reader's words, and no id of anybody."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from thinkfamily_desktop.domain.answers import Answer, PersonRef, Source, SourceKind, Value
from thinkfamily_desktop.domain.ids import ItemId, PersonId, Subject
from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.forms.blocks import named
from thinkfamily_desktop.forms.form_items import form_items
from thinkfamily_desktop.forms.model import ChoiceItem, Form, Item, RowsItem, SeveralItem
from thinkfamily_desktop.forms.releases import Line, Printable
from thinkfamily_desktop.forms.state import FormState, Question


@dataclass(frozen=True)
class Placed:
    """A line with what it is about, for finding it again; never leaves the making of a Release."""

    item: ItemId
    subject: Subject
    line: Line
    people: frozenset[PersonId] = frozenset()  # whom the row of a cell points to
    in_row: bool = False


class Liner:
    """Makes the lines of one copy from a state that is already cut for its reader."""

    def __init__(self, form: Form, state: FormState, assessed: PersonId | None = None) -> None:
        self._form, self._state, self._said = form, state, form.people.said
        self._assessed = assessed or state.assessed
        self._labels: dict[ItemId, Mapping[str, Text]] = {}
        self.places = {item.id: place for place, item in enumerate(form_items(form))}

    def label(self, text: Text, subject: Subject) -> Text:
        """A text with the names by which this reader may know people."""
        parent = self._name(self._assessed) or self._said.no_parent
        person = self._state.person(PersonId(subject.id)) if subject.kind == "person" else None
        name = person.name if person is not None else parent
        label = person.label if person is not None else parent
        pairs = (("name", name), ("child", name), ("person", name), ("parent", parent), ("label", label))
        return _begun(named(text, pairs), self._said.no_parent)

    def option(self, item: Item, code: str) -> Text | str:
        """The label of an option, or the code itself when the form no longer has it."""
        if item.id not in self._labels:
            options = self._form.options(item) if isinstance(item, ChoiceItem | SeveralItem) else ()
            self._labels[item.id] = {option.code: option.label for option in options}
        return self._labels[item.id].get(code, code)

    def _option(self, item: Item, code: str, about: Subject) -> Text | str:
        """The label of an option, with names."""
        label = self.option(item, code)
        return self.label(label, about) if isinstance(label, Text) else label

    def line(self, question: Question, about: Subject) -> Line | None:
        """The line of a question, or None while it has neither a value nor a gap."""
        item, answer = question.item, question.answer
        label = self.label(item.printed, about)
        if question.calculated is not None:
            values = self._values(item, question.calculated, about)
            place = self.places.get(item.id, 0)
            return Line(item.id, label, values, nature=item.nature, kind=item.kind, place=place)
        if answer is None or (answer.gap is None and answer.value in ("", ())):
            return None
        kind, name = self._source(answer.source, question.key.account)
        return Line(
            item=item.id,
            label=label,
            values=() if answer.value is None or question.rows else self._values(item, answer.value, about),
            gap=answer.gap,
            gap_note=answer.gap_note,
            exact_words=answer.exact_words,
            source=kind,
            source_name=name,
            happened=answer.happened,
            said_on=answer.at.date() if answer.at is not None else None,
            condition=self._condition(answer, name),
            nature=item.nature,
            columns=self._columns(item, about) if question.rows else (),
            rows=tuple(self._row(question, row.cells, about) for row in question.rows),
            codes=_codes(item, answer.value),
            kind=item.kind,
            place=self.places.get(item.id, 0),
        )  # fmt: skip

    def cells(self, question: Question, about: Subject) -> Iterator[Placed]:
        """The answered cells of a table, each with the people its row points to."""
        for row in question.rows:
            values = [cell.answer.value for cell in row.cells if cell.answer is not None]
            people = frozenset(value.person for value in values if isinstance(value, PersonRef))
            for cell in row.cells:
                line = self.line(cell, about)
                if line is not None:
                    yield Placed(cell.key.item, question.key.subject, line, people, in_row=True)

    def _columns(self, item: Item, about: Subject) -> tuple[Text, ...]:
        cells = item.items if isinstance(item, RowsItem) else ()
        return tuple(self.label(cell.printed, about) for cell in cells)

    def _row(self, question: Question, cells: tuple[Question, ...], about: Subject) -> tuple[Line, ...]:
        """One line for each column; a cell that is not asked or not answered is a line that says nothing."""
        by_item = {cell.key.item: cell for cell in cells}
        row: list[Line] = []
        for item in question.item.items if isinstance(question.item, RowsItem) else ():
            cell = by_item.get(item.id)
            line = self.line(cell, about) if cell is not None else None
            row.append(line or Line(item.id, self.label(item.printed, about), kind=item.kind))
        return tuple(row)

    def _values(self, item: Item, value: Value, about: Subject) -> tuple[Printable, ...]:
        if isinstance(value, PersonRef):
            person = self._state.person(value.person)
            return (person.full_name,) if person is not None else ()
        if isinstance(value, tuple):
            return tuple(self._option(item, code, about) for code in value)
        if isinstance(value, str) and isinstance(item, ChoiceItem):
            return (self._option(item, value, about),)
        return (value,)

    def _source(self, source: Source | None, account: str) -> tuple[SourceKind | None, str]:
        if source is None:
            return (SourceKind.PERSON, self._name(PersonId(account))) if account else (None, "")
        if source.kind is SourceKind.PERSON and source.person is not None:
            return source.kind, self._name(source.person)
        return source.kind, source.detail

    def _condition(self, answer: Answer, source_name: str) -> str:
        """What was promised about a confidence. One that goes out always says whom it was kept from."""
        if not answer.kept_from:
            return ""
        if answer.condition.strip():
            return answer.condition
        names = sorted(filter(None, map(self._name, answer.kept_from)))
        who = source_name or self._said.somebody
        return str(self._form.recipients.confidence.filled(who=who, names=self._said.names(names)))

    def _name(self, person: PersonId | None) -> str:
        known = self._state.person(person) if person is not None else None
        return known.name if known is not None else ""


def _codes(item: Item, value: Value | None) -> tuple[str, ...]:
    """The options chosen, by code: of one choice or of several."""
    if isinstance(value, tuple) and not isinstance(item, RowsItem):
        return value
    return (value,) if isinstance(value, str) and isinstance(item, ChoiceItem) else ()


def _begun(text: Text, stand_in: Text) -> Text:
    """The text with a capital where what stands for a name comes first."""
    said = [(language, words, stand_in.in_language(language)) for language, words in text.versions]
    if not any(stand and words.startswith(stand) for _, words, stand in said):
        return text
    return Text(
        tuple(
            (language, words[:1].upper() + words[1:] if stand and words.startswith(stand) else words)
            for language, words, stand in said
        )
    )
