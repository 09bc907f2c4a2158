"""The card of one alert: what to say on the phone and whom to ring, beside the record of what was done."""

from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.ids import AlertKey
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.domain.wording import day_in_words, moment_in_words
from thinkfamily_desktop.forms.state import AlertState, FormState
from thinkfamily_desktop.settings.local_content import LocalContent
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.models.check import Goal, question_in_words
from thinkfamily_desktop.ui.models.discussing import latest_day, matters, stands_for, to_discuss
from thinkfamily_desktop.ui.parts.alert_aside import AlertAside
from thinkfamily_desktop.ui.parts.alert_head import AlertHead
from thinkfamily_desktop.ui.parts.buttons import Button
from thinkfamily_desktop.ui.parts.cards import Scroller
from thinkfamily_desktop.ui.parts.discussion import Discussion
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.question_list import QuestionList
from thinkfamily_desktop.ui.phone_script import address_of, phone_script, told_at
from thinkfamily_desktop.ui.presenter import AssessmentPresenter

BESIDE = 110  # average letters: from this width on the record stands beside the script
IDLE_MS = 120_000  # the private view closes by itself
HANDS = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel)


class ActionCardPage(QWidget):
    """At the desk a page like any other; `private` makes it the view that a worker opens when no-one can see.

    It shows nothing in red but the words "Act today", and it never blocks: what is typed is saved as it is typed.
    """

    close_requested = Signal()
    answer_requested = Signal(object)  # AnswerKey

    def __init__(
        self,
        presenter: AssessmentPresenter,
        means: Means,
        local: LocalContent | None = None,
        *,
        confirm_within_hours: int = 24,
        discuss_within_days: int = 5,
        private: bool = False,
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._words: Words = means.words
        self._means = replace(means, visit=False)  # the worker's own words, also in the private view
        self._local = local or LocalContent()
        self._within = timedelta(hours=confirm_within_hours)
        self._discuss_within = discuss_within_days
        self._private = private
        self._covered: frozenset[AlertKey] = frozenset()  # by the one discussion that is recorded here
        self._key: AlertKey | None = None
        self.head = AlertHead(self._words, private=private)
        self.head.next_requested.connect(self._on_next)
        self.head.withdrawn.connect(self._on_withdrawn)
        self.head.followed.connect(self.answer_requested)
        self.aside = AlertAside(self._words)
        self.discussion = Discussion(self._words)
        self.record = QuestionList(presenter, self._means)
        self.record.left.connect(self._on_left)
        self._stands = Button(self._words.say("card.stands_too"))
        self._stands.setAccessibleDescription(self._words.say("card.stands_too_help"))
        self._stands.clicked.connect(self._on_stands_too)
        self._stands_help = Label(self._words.say("card.stands_too_help"), "small", "quiet")
        self._title = Label("", "heading")
        self._missing = Label("", "small", "quiet")
        self._clock = Label("", "strong")
        self._left, self._right = Scroller(), Scroller()
        self._idle = QTimer(self, interval=IDLE_MS, singleShot=True)
        self._idle.timeout.connect(self.close_requested)
        self._build()
        presenter.state_changed.connect(self.show_state)
        if private:
            QGuiApplication.instance().applicationStateChanged.connect(self._on_application)

    @property
    def alert(self) -> AlertKey | None:
        """The alert that is shown."""
        return self._key

    def show_alert(self, key: AlertKey) -> None:
        """Show this alert's card."""
        self._on_left()
        self._key = key
        self._covered = frozenset()
        self.head.forget()
        self._left.verticalScrollBar().setValue(0)
        self._right.verticalScrollBar().setValue(0)
        self.show_state(self._presenter.state)

    def show_state(self, state: object) -> None:
        """Show how the alert stands now."""
        if not isinstance(state, FormState) or self._key is None:
            return
        alert = next((alert for alert in state.alerts if alert.key == self._key), None)
        if alert is None:
            return
        others = [other for other in state.alerts if other.is_open and other.key != self._key]
        together = [other for other in others if other.level is alert.level is Level.DISCUSS]
        self.head.show_alert(alert, self._because(alert, state), more=len(others), together=len(together))
        red = alert.level is Level.ACT_NOW
        session = self._presenter.session
        form, worker, reference = session.form, session.worker, session.family.reference
        script = phone_script(alert, form, state, worker, reference, self._words) if red else ()
        actions = tuple(self._words.text(action) for action in self._filled(alert, state))
        self._show_discussion(alert, state)
        if alert.level is Level.DISCUSS:
            actions = ()  # each stands with its matter
        numbers = self._local.numbers_for(alert.rule.contacts, address_of(alert.key.subject, state))
        self.aside.show_aside(script, numbers, actions, self._means.clock.now().date())
        self._title.show_text(self._words.say("card.record" if red else "card.discussion"))
        self._show_missing(alert)
        self._show_clock(alert)
        self.record.show_questions(alert.record, state)

    # -- Qt

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The private view counts its idle minutes from here on."""
        super().showEvent(event)
        app = QApplication.instance()
        if self._private and app is not None:
            app.installEventFilter(self)
            self._idle.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """What was typed is written."""
        app = QApplication.instance()
        if self._private and app is not None:
            app.removeEventFilter(self)
            self._idle.stop()
        self._on_left()
        self._presenter.flush()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802
        """A hand on the keyboard or the mouse begins the idle minutes anew."""
        if event.type() in HANDS:
            self._idle.start()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """On a narrow screen the record stands below the script."""
        super().resizeEvent(event)
        beside = self.width() >= self.fontMetrics().averageCharWidth() * BESIDE
        if beside != self._left.isVisibleTo(self):
            self._left.setVisible(beside)
            self._right.body.setContentsMargins(8 if beside else 30, 6, 30, 20)
            body = self._left.body if beside else self._right.body
            body.insertWidget(0, self.aside)
            body.insertWidget(0, self.discussion)

    # -- building

    def _build(self) -> None:
        self._left.body.setContentsMargins(30, 4, 8, 20)
        self._left.body.addWidget(self.discussion)
        self._left.body.addWidget(self.aside)
        self._left.body.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._missing, 1)
        self._missing.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        right = self._right.body
        right.setContentsMargins(8, 6, 30, 20)
        right.setSpacing(8)
        right.addWidget(self.aside.numbers)
        right.addLayout(head)
        right.addWidget(self._clock)
        right.addWidget(self._stands_help)
        right.addWidget(self._stands)
        right.addWidget(self.record)
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self._left, 46)
        columns.addWidget(self._right, 54)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.head)
        page.addLayout(columns, 1)

    # -- showing

    def _filled(self, alert: AlertState, state: FormState) -> tuple:  # type: ignore[type-arg]  # of Text
        parent = state.person(state.assessed) if state.assessed is not None else None
        subject = alert.key.subject
        person = next((each for each in state.people if subject.kind == "person" and each.id == subject.id), None)
        names = {"parent": parent.name} if parent is not None else {}
        if person is not None:
            names |= {"name": person.name, "child": person.name, "person": person.name}
        return tuple(action.filled(**names) for action in alert.rule.first_actions)

    def _because(self, alert: AlertState, state: FormState) -> tuple[Goal, ...]:
        return tuple(Goal(said, key) for key in alert.because if (said := question_in_words(key, state, self._words)))

    def _show_missing(self, alert: AlertState) -> None:
        if alert.complete:
            self._missing.show_text(self._words.say("card.record_complete"))
            self._missing.show_tone("good")
        else:
            self._missing.show_text(self._words.say("card.record_missing", count=max(len(alert.missing), 1)))
            self._missing.show_tone("warn")

    def _show_clock(self, alert: AlertState) -> None:
        """Until when the call is to be confirmed in writing, or the discussion is to be."""
        said = self._discuss_by() if alert.level is Level.DISCUSS and alert.is_open else self._written_by(alert)
        self._clock.show_text(said)
        self._clock.setVisible(bool(said))

    def _written_by(self, alert: AlertState) -> str:
        """Once somebody outside has been told."""
        told = told_at(alert, self._presenter.session.form) if alert.level is Level.ACT_NOW else None
        if told is None:
            return ""
        now: datetime = self._means.clock.now()
        due = told.replace(tzinfo=now.tzinfo) + self._within
        return self._words.say(
            "card.written_due" if due >= now else "card.written_late", when=moment_in_words(due, self._words)
        )

    def _discuss_by(self) -> str:
        day = latest_day(to_discuss(self._presenter.state), self._discuss_within)
        return self._words.say("card.discuss_by", date=day_in_words(day, self._words)) if day is not None else ""

    def _show_discussion(self, alert: AlertState, state: FormState) -> None:
        """One record answers for all that wait to be talked over; what was closed here stays in sight."""
        if alert.level is not Level.DISCUSS:
            self.discussion.hide()
            self._stands.hide()
            self._stands_help.hide()
            return
        if alert.is_open:
            self._covered |= {other.key for other in to_discuss(state)}
        self.discussion.show_matters(*matters(state, self._covered or {alert.key}, self._words))
        self.discussion.show()
        answered = all(question.answer is not None for question in alert.record)
        for part in (self._stands, self._stands_help):
            part.setVisible(alert.is_open and answered)

    # -- what happens

    def _on_left(self) -> None:
        """What was recorded stands for every matter that the discussion covers, once it is whole."""
        state = self._presenter.state
        alert = next((each for each in state.alerts if each.key == self._key), None)
        if alert is not None and alert.level is Level.DISCUSS:
            others = [each for each in state.alerts if each.key in self._covered and each.key != alert.key]
            if covered := stands_for(alert, others, state):
                self._presenter.stands_for(alert.key, covered)

    def _on_stands_too(self) -> None:
        if self._key is not None:
            self._presenter.stands_for(self._key, self._covered)
            self._presenter.flush()

    def _on_next(self) -> None:
        alerts = [alert.key for alert in self._presenter.state.alerts if alert.is_open or alert.key == self._key]
        if self._key in alerts and len(alerts) > 1:
            self.show_alert(alerts[(alerts.index(self._key) + 1) % len(alerts)])

    def _on_withdrawn(self, reason: str) -> None:
        if self._key is not None:
            self._presenter.withdraw(self._key, reason)

    def _on_application(self, now: Qt.ApplicationState) -> None:
        if self.isVisible() and now != Qt.ApplicationState.ApplicationActive:
            self.close_requested.emit()
