"""The family: people once, from one typed line each; how they belong together; and the map that draws itself."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.ids import THE_FAMILY, PersonId, person_subject
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.state import FormState, Question
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.family_line import LineReader
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.models.family import line_in_words, map_of, new_person, person_in_words
from thinkfamily_desktop.ui.pages.writing_person import write_person
from thinkfamily_desktop.ui.parts.buttons import LinkButton, PrimaryButton, QuietLinkButton
from thinkfamily_desktop.ui.parts.cards import Card, Panel, Scroller
from thinkfamily_desktop.ui.parts.family_map import FamilyMapView
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.person_row import PersonRow
from thinkfamily_desktop.ui.parts.question_list import QuestionList
from thinkfamily_desktop.ui.parts.quiet_inputs import LineInput
from thinkfamily_desktop.ui.presenter import AssessmentPresenter

SEEN_BELOW = 220  # pixels of what is asked about somebody that come into sight with the heading
BESIDE = 100  # average letters: from this width on people stand beside the map


class FamilyPage(QWidget):
    """One line, one person. Everything else about them is asked by the same fields as anywhere."""

    def __init__(self, presenter: AssessmentPresenter, means: Means) -> None:
        super().__init__()
        self._presenter = presenter
        self._means = means
        self._words: Words = means.words
        self._reader = LineReader(means.words)
        self._rows: dict[PersonId, PersonRow] = {}
        self._person: PersonId | None = None
        self._together = False  # the family's own questions are shown; at first nobody's, so that the page opens fast
        self._removed: PersonId | None = None
        self._map_shown: tuple[object, ...] = ()
        self.line = LineInput()
        self.line.setPlaceholderText(self._words.say("family.line_hint"))
        self.line.setAccessibleName(self._words.say("family.line"))
        self.line.setAccessibleDescription(self._words.say("family.line_help"))
        self.line.textChanged.connect(self._on_line_changed)
        self.line.returnPressed.connect(self._on_add)
        self._adds = Label("", "small", "quiet")
        self.map = FamilyMapView(self._words)
        self.map.chosen.connect(self._on_map_chosen)
        self.details = QuestionList(presenter, means)
        self._details_title = Label("", "heading")
        self._remove = QuietLinkButton("")
        self._remove.clicked.connect(self._on_remove)
        self._notice = Panel("notice")
        self._notice_words = Label("", "small")
        self._bring_back = LinkButton("")
        self._bring_back.clicked.connect(self._on_bring_back)
        self._people = QVBoxLayout()
        self._scroller = Scroller()
        self._everybody = PersonRow(PersonId(""))
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        presenter.state_changed.connect(self.show_state)
        self.show_state(presenter.state)

    @property
    def says(self) -> str:
        """How the line that is being typed is understood."""
        return self._adds.text()

    def open_person(self, person: PersonId | None) -> None:
        """Show what is known about somebody, or about the family together."""
        self._person = person
        self._together = person is None
        self.show_state(self._presenter.state)
        QTimer.singleShot(0, self._see_details)

    def show_state(self, state: object) -> None:
        """Show the register as it stands."""
        if not isinstance(state, FormState):
            return
        if self._person is not None and state.person(self._person) is None:
            self._person = None
        self._show_people(state)
        self._show_map(state)
        self._show_details(state)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Ready for the next line."""
        super().showEvent(event)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """What was typed is written."""
        self._presenter.flush()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """On a narrow screen the map stands below the people."""
        super().resizeEvent(event)
        beside = self.width() >= self.fontMetrics().averageCharWidth() * BESIDE
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._body.direction() != way:
            self._body.setDirection(way)

    # -- building

    def _build(self) -> None:
        say = self._words.say
        page = self._scroller
        page.body.setContentsMargins(30, 14, 30, 20)
        page.body.setSpacing(8)
        page.body.addWidget(Label(say("family.title"), "title"))
        page.body.addWidget(Label(say("family.opening"), "", "quiet"))
        page.body.addLayout(self._line_row())
        page.body.addWidget(self._adds)
        page.body.addWidget(self._make_notice())
        self._body.setSpacing(16)
        self._body.addWidget(self._people_card(), 36)
        self._body.addLayout(self._right_column(), 64)
        page.body.addLayout(self._body)
        page.body.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)

    def _line_row(self) -> QHBoxLayout:
        add = PrimaryButton(self._words.say("family.add"))
        add.clicked.connect(self._on_add)
        row = QHBoxLayout()
        row.setSpacing(12)
        label = Label(self._words.say("family.line"), "strong", wrap=False)
        label.setBuddy(self.line)
        row.addWidget(label)
        row.addWidget(self.line, 1)
        row.addWidget(add)
        return row

    def _make_notice(self) -> Panel:
        row = QHBoxLayout(self._notice)
        row.setContentsMargins(14, 2, 10, 2)
        row.addWidget(self._notice_words, 1)
        row.addWidget(self._bring_back)
        self._notice.hide()
        return self._notice

    def _people_card(self) -> QWidget:
        card = Card()
        card.body.setContentsMargins(0, 10, 0, 10)
        card.body.setSpacing(0)
        self._everybody.show_person(self._words.say("family.everybody"), self._words.say("family.relationships"))
        self._everybody.clicked.connect(self._on_row)
        self._nobody = Label(self._words.say("family.nobody"), "small", "quiet")
        self._nobody.setContentsMargins(14, 4, 14, 4)
        self._people.setSpacing(0)
        card.body.addWidget(self._nobody)
        card.body.addLayout(self._people)
        card.body.addWidget(self._everybody)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        return holder

    def _right_column(self) -> QVBoxLayout:
        card = Card()
        card.body.addWidget(self.map)
        head = QHBoxLayout()
        head.addWidget(self._details_title, 1)
        head.addWidget(self._remove)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(card)
        column.addLayout(head)
        column.addWidget(self.details)
        column.addStretch(1)
        return column

    # -- showing

    def _show_people(self, state: FormState) -> None:
        session = self._presenter.session
        wanted = {person.id for person in state.people}
        for gone in [person for person in self._rows if person not in wanted]:
            row = self._rows.pop(gone)
            self._people.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, person in enumerate(state.people):
            row = self._rows.get(person.id) or self._new_row(person.id, place)
            row.show_person(*person_in_words(person, session.form, session.family, self._words))
            row.setChecked(person.id == self._person)
        self._everybody.setChecked(self._together)
        self._everybody.setVisible(bool(state.people))
        self._nobody.setVisible(not state.people)

    def _new_row(self, person: PersonId, place: int) -> PersonRow:
        row = self._rows[person] = PersonRow(person)
        row.clicked.connect(self._on_row)
        self._people.insertWidget(place, row)
        return row

    def _show_map(self, state: FormState) -> None:
        session = self._presenter.session
        drawn, said = map_of(session.form, session.family, state, self._words)
        if (drawn, said) != self._map_shown:
            self._map_shown = (drawn, said)
            self.map.show_map(drawn, said)

    def _show_details(self, state: FormState) -> None:
        person = state.person(self._person) if self._person is not None else None
        self._details_title.setVisible(bool(state.people))
        self._remove.setVisible(person is not None)
        if person is not None:
            self._details_title.show_text(self._words.say("family.details", name=person.name))
            remove = self._words.say("family.remove", name=person.name)
            self._remove.setText(remove.replace("&", "&&"))
            self._remove.setAccessibleName(remove)
        else:
            self._details_title.show_text(self._words.say("family.together" if self._together else "family.choose"))
        shown = person is not None or (self._together and bool(state.people))
        self._details_title.show_tone("" if shown else "quiet")
        self.details.show_questions(self._asked(state) if shown else (), state)

    def _asked(self, state: FormState) -> tuple[Question, ...]:
        """The register's own questions about whoever is chosen, as the form has them."""
        subject = person_subject(self._person) if self._person is not None else THE_FAMILY
        own = {item.id for item in (*self._means.form.people.person_items, *self._means.form.people.family_items)}
        return tuple(
            question
            for section in state.sections
            if section.subject == subject
            for question in section.questions
            if question.item.id in own
        )

    # -- what happens

    def _on_line_changed(self, text: str) -> None:
        self._adds.show_text(self._understood() if text.strip() else "")

    def _understood(self) -> str:
        today = self._means.clock.now().date()
        line = self._reader.read(self.line.text(), today)
        if not line.names and not line.unborn:
            return self._words.say("family.line_needs_name")
        state = self._presenter.state
        new = new_person(line, self._means.form, state, today)
        said = line_in_words(line, new, self._means.form, state, self._words)
        return self._words.say("family.line_adds", what=said)

    def _on_add(self) -> None:
        today = self._means.clock.now().date()
        line = self._reader.read(self.line.text(), today)
        if not line.names and not line.unborn:
            self._adds.show_text(self._words.say("family.line_needs_name"))
            announce(self._adds, self._adds.text(), urgent=True)
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        person = write_person(new_person(line, self._means.form, self._presenter.state, today), self._presenter)
        self.line.clear()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        added = self._presenter.state.person(person)
        self._adds.show_text(self._words.say("family.added", name=added.name if added is not None else ""))
        announce(self._adds, self._adds.text())

    def _on_row(self) -> None:
        row = self.sender()
        if isinstance(row, PersonRow):
            self.open_person(row.person or None)

    def _on_map_chosen(self, place: int) -> None:
        people = self._presenter.state.people
        if 0 <= place < len(people):
            self.open_person(people[place].id)

    def _on_remove(self) -> None:
        person = self._presenter.state.person(self._person) if self._person is not None else None
        if person is None:
            return
        self._removed = person.id
        self._presenter.remove_person(person.id)
        self._presenter.flush()
        self._notice_words.show_text(self._words.say("family.removed", name=person.name))
        back = self._words.say("family.bring_back", name=person.name)
        self._bring_back.setText(back.replace("&", "&&"))
        self._bring_back.setAccessibleName(back)
        self._notice.show()
        announce(self._notice, self._notice_words.text())

    def _on_bring_back(self) -> None:
        if self._removed is not None:
            self._presenter.bring_back_person(self._removed)
            self._presenter.flush()
            self.open_person(self._removed)
            self._removed = None
        self._notice.hide()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _see_details(self) -> None:
        self._scroller.ensureWidgetVisible(self._details_title, 0, SEEN_BELOW)
