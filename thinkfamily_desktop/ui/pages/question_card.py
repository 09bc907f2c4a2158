"""One question as a card: asked by name, helped, answered, and who said it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thinkfamily_desktop.domain.answers import Gap, SourceKind
from thinkfamily_desktop.domain.ids import PersonId
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.state import FormState, Problem, Question
from thinkfamily_desktop.session.answering import Annotations
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.fields import make_field
from thinkfamily_desktop.ui.fields.base import Field, Means
from thinkfamily_desktop.ui.fields.extras import Extras, Teller
from thinkfamily_desktop.ui.pages.question_hints import QuestionHints, same_as
from thinkfamily_desktop.ui.parts.buttons import QuietLinkButton, WrappingLink
from thinkfamily_desktop.ui.parts.cards import Card
from thinkfamily_desktop.ui.parts.labels import Label

BELOW_CHIPS = 5  # the chips bring room of their own


class QuestionCard(Card):
    """A question about one subject. It grows when visited and never shrinks, so that nothing moves under a finger."""

    edited = Signal(object, object)
    left = Signal(object)
    row_wanted = Signal(object)
    row_unwanted = Signal(object, str)
    told = Signal(object, object)  # key, Annotations
    gap_given = Signal(object, object, str)
    note_wanted = Signal(object)
    confirmed = Signal(object)  # an answer from last time still holds

    def __init__(self, question: Question, means: Means, state: FormState) -> None:
        super().__init__()
        self.key = question.key
        self._means = means = means.about(question.key.subject, state)
        self._shown: Question | None = None
        self._people: tuple[object, ...] = ()
        self._said: Annotations = {}
        self._extras: Extras | None = None
        self._summary: WrappingLink | None = None
        self._problem: Label | None = None
        self._kept: QWidget | None = None
        self._hints: QuestionHints | None = None
        self._ask = self._words_of(question)
        heading = Label(self._ask, "heading")
        self._heading = heading
        self.body.addWidget(heading)
        help_text = means.text(question.item.help)
        if help_text:
            self.body.addWidget(Label(help_text, "small", "quiet"))
        self._field = make_field(question, means, self._ask)
        self._field.edited.connect(self.edited)
        self._field.left.connect(self._on_left)
        self._field.row_wanted.connect(self.row_wanted)
        self._field.row_unwanted.connect(self.row_unwanted)
        self._help = help_text
        if help_text:
            self._field.describe(help_text)
        self.body.addSpacing(2)
        self.body.addWidget(self._field)

    @property
    def question(self) -> Question | None:
        """The question as last shown."""
        return self._shown

    @property
    def help_text(self) -> str:
        """The help that stands under the question."""
        return self._help

    @property
    def field(self) -> Field:
        """The field."""
        return self._field

    def show_question(
        self, question: Question, state: FormState, said: Annotations, problem: Problem | None, *, painted: bool
    ) -> None:
        """Show how the question stands. What did not change costs nothing."""
        if painted == (self._kept is not None):
            self._show_kept(kept=not painted)
        if not painted:
            return
        if question is not self._shown or said != self._said or state.people is not self._people:
            fresh = question is not self._shown or state.people is not self._people
            self._shown, self._said, self._people = question, said, state.people
            asked = self._words_of(question)
            if asked != self._ask:
                self._ask = asked
                self._heading.show_text(asked)
                self._field.rename(asked)
            if fresh:
                self._field.show_question(question, state)
            self._field.show_exact(exact=said.get("exact_words", False))
            if self._extras is not None:
                self._extras.show_said(question.answer, said)
            else:
                self._show_summary(question, state)
            self._show_hints(question, state)
        elif self._hints is not None:  # the words may have changed under the other child
            self._show_hints(question, state)
        self._show_problem(problem)

    def visit(self, state: FormState, room: frozenset[PersonId]) -> None:
        """The focus came: offer who told you and the rest."""
        question = self._shown
        if self._extras is not None or question is None or question.calculated is not None:
            return
        if not (question.item.who_said or question.item.gaps):
            return
        near, everybody = _tellers(question, state, self._said, room)
        self._extras = Extras(question.item, self._means.words, near, everybody)
        self._extras.told.connect(self._on_told)
        self._extras.gap_given.connect(self._on_gap)
        self._extras.taken_back.connect(self._on_taken_back)
        self._extras.show_said(question.answer, self._said)
        if self._summary is not None:
            self._summary.hide()
        self.body.addWidget(self._extras)
        self._lower_foot()

    # -- within

    def _lower_foot(self) -> None:
        edges = self.body.contentsMargins()
        edges.setBottom(BELOW_CHIPS)
        self.body.setContentsMargins(edges)

    def _words_of(self, question: Question) -> str:
        return self._means.words.text(question.ask if self._means.visit else question.desk or question.ask)

    def _show_summary(self, question: Question, state: FormState) -> None:
        told = told_in_words(question, state, self._means.words)
        if self._summary is None:
            if not told:
                return
            self._summary = WrappingLink(told)
            self._summary.clicked.connect(self._on_summary)
            self.body.addWidget(self._summary)
            self._lower_foot()
        self._summary.show_text(told)
        self._summary.setVisible(bool(told))

    def _show_problem(self, problem: Problem | None) -> None:
        says = problem_in_words(problem, self._means.words) if problem is not None else ""
        if self._problem is None:
            if not says:
                return
            self._problem = Label("", "small", "warn")
            self.body.insertWidget(self.body.indexOf(self._field) + 1, self._problem)
        if says != self._problem.text():
            self._problem.setText(says)
            self._field.describe(f"{says} {self._help}".strip())
        self._problem.setVisible(bool(says))

    def _show_hints(self, question: Question, state: FormState) -> None:
        carried = question.answer is not None and question.answer.carried
        about, other = ("", "") if self._means.visit else same_as(question, state)
        if self._hints is None:
            if not (carried or other):
                return
            self._hints = QuestionHints(self._means.words, self._ask)
            self._hints.confirmed.connect(self._on_confirmed)
            self.body.insertWidget(self.body.indexOf(self._field) + 1, self._hints)
        self._hints.show_hints(carried=carried, about=about, same_as=other)

    def _on_confirmed(self) -> None:
        self._field.focus_first()
        self.confirmed.emit(self.key)

    def _show_kept(self, *, kept: bool) -> None:
        """Nobody who is here now may read it: its place says so, and a note can be added to it."""
        self._field.setVisible(not kept)
        if self._hints is not None and kept:
            self._hints.hide()
        for part in (self._extras, self._summary, self._problem):
            if part is not None:
                part.setVisible(not kept and part is not self._summary)
        if kept:
            self._kept = QWidget()
            row = QHBoxLayout(self._kept)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(Label(self._means.words.say("visit.kept"), "small", "quiet"), 1)
            note = QuietLinkButton(self._means.words.say("visit.add_to_kept"))
            note.setAccessibleDescription(self._ask)
            note.clicked.connect(self._on_note)
            row.addWidget(note)
            self.body.insertWidget(self.body.indexOf(self._field) + 1, self._kept)
        elif self._kept is not None:
            self._kept.hide()
            self._kept.deleteLater()
            self._kept = None
            self._shown = None

    def _on_left(self, key: object) -> None:
        """What does not fit is said once, as the field is left; while it is typed nothing interrupts."""
        self.left.emit(key)
        if self._problem is not None and self._problem.text():
            announce(self._problem, self._problem.text(), urgent=True)
        if self._hints is not None and self._hints.says and not self._hints.isHidden():
            announce(self._hints, self._hints.says)

    def _on_told(self, said: object) -> None:
        self.told.emit(self.key, said)

    def _on_gap(self, gap: object, note: str) -> None:
        self.gap_given.emit(self.key, gap, note)

    def _on_taken_back(self) -> None:
        self.edited.emit(self.key, None)

    def _on_note(self) -> None:
        self.note_wanted.emit(self.key)

    def _on_summary(self) -> None:
        self._field.focus_first()
        if self._extras is not None and (chip := self._extras.first_chip()) is not None:
            chip.setFocus(Qt.FocusReason.TabFocusReason)


def _tellers(
    question: Question, state: FormState, said: Annotations, room: frozenset[PersonId]
) -> tuple[tuple[Teller, ...], tuple[Teller, ...]]:
    """Who is offered first (the parent, the child it is about, who is in the room, who did say it), and everybody."""
    source = said.get("source")
    first = {state.assessed, question.key.subject.id, source.person if source is not None else None}
    if room:
        first = {*room, source.person if source is not None else None}
    everybody = tuple(Teller(person.id, person.name) for person in state.people if not person.is_unborn)
    return tuple(teller for teller in everybody if teller.person in first), everybody


def told_in_words(question: Question, state: FormState, words: Words) -> str:
    """Who said it, and so on, in one quiet line: "Grace told you · exact words · kept from David"."""
    answer = question.answer
    if answer is None:
        return ""
    parts = []
    if answer.gap is not None:
        parts.append(words.say(f"workspace.gap_{answer.gap.value}"))
        if answer.gap_note:
            parts.append(answer.gap_note)
    if answer.source is not None:
        person = state.person(answer.source.person) if answer.source.person is not None else None
        named = words.say("workspace.told_you", name=person.name if person is not None else "")
        kinds = {
            SourceKind.PERSON: named,
            SourceKind.SEEN: words.say("workspace.seen_by_me"),
            SourceKind.RECORD: words.say("workspace.the_record"),
            SourceKind.SERVICE: words.say("workspace.another_service"),
            SourceKind.MY_VIEW: words.say("workspace.my_view"),
        }
        parts.append(kinds[answer.source.kind])
    if answer.exact_words:
        parts.append(words.say("workspace.exact_words"))
    if answer.kept_from:
        names = ", ".join(person.name for person in state.people if person.id in answer.kept_from)
        parts.append(words.say("workspace.kept_from", names=names))
    return " · ".join(parts)


def problem_in_words(problem: Problem, words: Words) -> str:
    """What a problem says."""
    if problem.says is not None:
        return words.text(problem.says)
    return words.say(problem.code, **dict(problem.parameters))


def is_blank(question: Question) -> bool:
    """Whether there is neither an answer nor a reason."""
    return question.answer is None and question.calculated is None


GAPS_FOR_A_PAGE = (Gap.NOT_ASKED, Gap.DECLINED, Gap.NOT_KNOWN)
