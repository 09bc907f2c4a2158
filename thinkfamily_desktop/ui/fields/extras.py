"""Who told you, exact words, from whom it is kept, and why there is no answer: chips under a question."""

from dataclasses import dataclass

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from thinkfamily_desktop.domain.answers import Answer, Gap, Source, SourceKind
from thinkfamily_desktop.domain.ids import PersonId
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.model import ItemBase, LongTextItem, RowsItem, TextItem
from thinkfamily_desktop.session.answering import Annotations
from thinkfamily_desktop.ui.fields.base import stacked
from thinkfamily_desktop.ui.parts.chips import Chip
from thinkfamily_desktop.ui.parts.flow import FlowLayout
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.quiet_inputs import LineInput

CLOSER = -6  # the chips are painted lower than they can be pressed


@dataclass(frozen=True, slots=True)
class Teller:
    """Somebody who may have said it, or from whom it may be kept."""

    person: PersonId
    name: str


class Extras(QWidget):
    """One line of chips; three of them unfold a second line. Made only when a question is first visited."""

    told = Signal(dict)  # Annotations
    gap_given = Signal(object, str)  # Gap, note
    taken_back = Signal()

    def __init__(self, item: ItemBase, words: Words, near: tuple[Teller, ...], all_: tuple[Teller, ...]) -> None:
        super().__init__()
        self._words = words
        self._item = item
        self._all = all_
        self._said: Annotations = {}
        self._gap: Gap | None = None
        self._shown: tuple[object, ...] = ()  # what the chips show, until one of them is used
        self._sources: list[Chip] = []
        self._line = FlowLayout(None, 8, CLOSER)
        self._body = stacked(self)
        self._body.setSpacing(0)
        self._body.addLayout(self._line)
        self._exact: Chip | None = None
        self._keep: Chip | None = None
        self._none: Chip | None = None
        for used in (self.told, self.gap_given, self.taken_back):
            used.connect(self._on_used)
        if item.who_said:
            self._add_sources(near)
        self._others = _Fold(words.say("workspace.somebody_else"))
        self._kept = _Fold(words.say("workspace.keep_from"))
        self._gaps = _Fold(words.say("workspace.no_answer_because"))
        if item.who_said:
            self._add_others(tuple(teller for teller in all_ if teller not in near))
            self._add_kept()
        if item.gaps:
            self._add_gaps()
        for fold in (self._others, self._kept, self._gaps):
            fold.hide()
            self._body.addWidget(fold)

    def first_chip(self) -> QWidget | None:
        """Where the focus goes when this is opened by hand."""
        return next(iter(self.findChildren(Chip)), None)

    def show_said(self, answer: Answer | None, said: Annotations) -> None:
        """Show who said it and so on; says nothing to anybody. What is shown already costs nothing."""
        shown = (dict(said), answer.gap if answer is not None else None, answer.gap_note if answer is not None else "")
        if shown == self._shown:
            return
        self._said, self._shown = said, shown
        source = said.get("source")
        bare = Source(source.kind, source.person) if source is not None else None
        for chip in self._sources:
            chip.show_on(chip.stands_for == bare)
        if source is not None and source.kind in (SourceKind.RECORD, SourceKind.SERVICE):
            self._others.show_words(source.detail)
        if self._exact is not None:
            self._exact.show_on(said.get("exact_words", False))
        self._show_kept(said)
        self._show_gap(answer)

    def _on_used(self) -> None:
        self._shown = ()

    # -- who told you

    def _add_sources(self, near: tuple[Teller, ...]) -> None:
        say = self._words.say
        label = Label(say("workspace.who_told_you"), "tiny", "quiet", wrap=False)
        label.setContentsMargins(0, 0, 6, 0)
        label.setMinimumHeight(44)
        self._line.addWidget(label)
        for teller in near:
            self._add_source(self._line, teller.name, Source(SourceKind.PERSON, teller.person))
        self._add_source(self._line, say("workspace.seen_by_me"), Source(SourceKind.SEEN))
        self._add_source(self._line, say("workspace.another_service"), Source(SourceKind.SERVICE))
        self._other = self._opener(say("workspace.other_source"), say("workspace.somebody_else"))
        if isinstance(self._item, TextItem | LongTextItem):
            self._exact = Chip(say("workspace.exact_words"))
            self._exact.used.connect(self._on_exact)
            self._line.addWidget(self._exact)

    def _add_source(self, layout: FlowLayout, words: str, source: Source) -> None:
        chip = Chip(words, stands_for=source)
        chip.used.connect(self._on_source)
        self._sources.append(chip)
        layout.addWidget(chip)

    def _opener(self, words: str, name: str) -> Chip:
        chip = Chip(words, toggles=False)
        chip.setAccessibleName(name)
        chip.used.connect(self._on_fold)
        self._line.addWidget(chip)
        return chip

    def _add_others(self, rest: tuple[Teller, ...]) -> None:
        for teller in rest:
            self._add_source(self._others.line, teller.name, Source(SourceKind.PERSON, teller.person))
        self._add_source(self._others.line, self._words.say("workspace.the_record"), Source(SourceKind.RECORD))
        self._add_source(self._others.line, self._words.say("workspace.my_view"), Source(SourceKind.MY_VIEW))
        self._others.add_words(self._words.say("workspace.which_source")).connect(self._on_detail)

    def _on_source(self, source: object, on: bool) -> None:  # noqa: FBT001, RUF100  a slot
        chosen = source if on and isinstance(source, Source) else None
        if chosen is not None and chosen.kind in (SourceKind.SERVICE, SourceKind.RECORD):
            self._others.show()
        self.told.emit({"source": chosen})

    def _on_detail(self) -> None:
        source = self._said.get("source")
        if source is not None:
            self.told.emit({"source": Source(source.kind, source.person, self._others.words())})

    def _on_exact(self, _: object, on: bool) -> None:  # noqa: FBT001, RUF100  a slot
        self.told.emit({"exact_words": on})

    def _on_fold(self) -> None:
        folds = {id(self._keep): self._kept, id(self._none): self._gaps}
        fold = folds.get(id(self.sender()), self._others)
        fold.setVisible(fold.isHidden())
        if fold.isVisible():
            fold.focus_first()

    # -- kept from

    def _add_kept(self) -> None:
        self._keep = self._opener(self._words.say("workspace.keep_from_opener"), self._words.say("workspace.keep_from"))
        for teller in self._all:
            chip = Chip(teller.name, stands_for=teller.person)
            chip.used.connect(self._on_kept)
            self._kept.line.addWidget(chip)
        self._kept.add_words(self._words.say("workspace.promised")).connect(self._on_condition)

    def _show_kept(self, said: Annotations) -> None:
        kept = said.get("kept_from", frozenset())
        names = ", ".join(teller.name for teller in self._all if teller.person in kept)
        say = self._words.say
        for chip in self._kept.chips():
            chip.show_on(chip.stands_for in kept)
        self._kept.show_words(said.get("condition", ""))
        if self._keep is not None:
            says = say("workspace.kept_from", names=names) if names else say("workspace.keep_from_opener")
            _show_opener(self._keep, says, say("workspace.keep_from"), names)

    def _on_kept(self, person: object, on: bool) -> None:  # noqa: FBT001, RUF100  a slot
        kept = self._said.get("kept_from", frozenset())
        if isinstance(person, str):
            who = PersonId(person)
            self.told.emit({"kept_from": kept | {who} if on else kept - {who}})

    def _on_condition(self) -> None:
        self.told.emit({"condition": self._kept.words()})

    # -- no answer

    def _add_gaps(self) -> None:
        say = self._words.say
        self._none = self._opener(say("workspace.no_answer_opener"), say("workspace.no_answer"))
        for gap in self._item.gaps:
            chip = Chip(say(f"workspace.gap_{gap.value}"), stands_for=gap)
            chip.used.connect(self._on_gap)
            self._gaps.line.addWidget(chip)
        self._gaps.add_words(say("workspace.gap_note")).connect(self._on_gap_note)

    def _show_gap(self, answer: Answer | None) -> None:
        gap = answer.gap if answer is not None else None
        self._gap = gap
        for chip in self._gaps.chips():
            chip.show_on(chip.stands_for == gap)
        if answer is not None:
            self._gaps.show_words(answer.gap_note)
        if self._none is not None:
            says = self._words.say(f"workspace.gap_{gap.value}") if gap is not None else ""
            closed = self._words.say("workspace.no_answer_opener")
            _show_opener(self._none, says or closed, self._words.say("workspace.no_answer"), says)
        if gap is not None and self._gaps.isHidden() and not self._item_needs_rows():
            self._gaps.setVisible(True)

    def _item_needs_rows(self) -> bool:
        return isinstance(self._item, RowsItem)

    def _on_gap(self, gap: object, on: bool) -> None:  # noqa: FBT001, RUF100  a slot
        if not on:
            self.taken_back.emit()
        elif isinstance(gap, Gap):
            self.gap_given.emit(gap, self._gaps.words())
            if gap in self._item.gap_note:
                self._gaps.focus_words()

    def _on_gap_note(self) -> None:
        if self._gap is not None:
            self.gap_given.emit(self._gap, self._gaps.words())


def _show_opener(chip: Chip, words: str, name: str, chosen: str) -> None:
    """A chip that opens a second line says what was chosen there."""
    chip.show_text(words)
    chip.setAccessibleName(f"{name}: {chosen}" if chosen else name)
    chip.show_on(bool(chosen))


class _Fold(QWidget):
    """A second line of chips, and a line for words."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.line = FlowLayout(None, 8, CLOSER)
        words = Label(label, "tiny", "quiet", wrap=False)
        words.setContentsMargins(0, 0, 6, 0)
        words.setMinimumHeight(44)
        self.line.addWidget(words)
        self._body = stacked(self)
        self._body.setSpacing(0)
        self._body.addLayout(self.line)
        self._input: LineInput | None = None

    def add_words(self, placeholder: str) -> "SignalInstance[tuple[str]]":
        """A line to type in under the chips."""
        self._input = LineInput()
        self._input.setPlaceholderText(placeholder)
        self._input.setAccessibleName(placeholder)
        self._body.addWidget(self._input)
        return self._input.textEdited

    def chips(self) -> list[Chip]:
        """The chips."""
        return self.findChildren(Chip)

    def words(self) -> str:
        """What was typed."""
        return self._input.text().strip() if self._input is not None else ""

    def show_words(self, words: str) -> None:
        """Show these, unless they are what is being typed."""
        if self._input is not None and words != self._input.text().strip():
            self._input.show_text(words)

    def focus_first(self) -> None:
        """Go to the first chip."""
        for chip in self.chips()[:1]:
            chip.setFocus()

    def focus_words(self) -> None:
        """Go to the line."""
        if self._input is not None:
            self._input.setFocus()
