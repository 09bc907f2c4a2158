"""Nothing more on this page today: one reason for every blank, undone at once; what needs its own answer is named."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.answers import Gap
from thinkfamily_desktop.domain.ids import AnswerKey, Subject
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.parse_condition import reads
from thinkfamily_desktop.forms.state import FormState, Question
from thinkfamily_desktop.ui.fields.base import stacked
from thinkfamily_desktop.ui.parts.buttons import LinkButton, QuietLinkButton
from thinkfamily_desktop.ui.parts.chips import Chip
from thinkfamily_desktop.ui.parts.flow import FlowLayout
from thinkfamily_desktop.ui.parts.labels import Label

REASONS = (Gap.NOT_ASKED, Gap.DECLINED, Gap.NOT_KNOWN)


def asked_by_alarms(form: Form) -> frozenset[str]:
    """The items that a rule which asks to act now reads: a reason for a whole page never fills them."""
    alarms = (rule for rule in form.rules.rules if rule.level is Level.ACT_NOW)
    return frozenset(item for rule in alarms for item in reads(rule.when))


def blanks(
    state: FormState, page: str, subject: Subject | None, own: frozenset[str], *, visit: bool
) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    """The blank questions of a page, for one subject or all: those that may be closed together, and those that not."""
    together: list[Question] = []
    alone: list[Question] = []
    for section in state.sections:
        if section.page != page or subject not in (None, section.subject):
            continue
        for question in section.questions:
            item = question.item
            if question.answer is not None or question.calculated is not None or (visit and item.worker_only):
                continue
            its_own = item.id in own or item.kept_for_leaving or Gap.NOT_ASKED not in item.gaps
            (alone if its_own else together).append(question)
    return tuple(together), tuple(alone)


class NothingMore(QWidget):
    """The quiet link, the reasons it unfolds, and what was done, with its undo."""

    closed = Signal(object, object)  # keys, Gap
    reopened = Signal(object)  # keys

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._together: tuple[Question, ...] = ()
        self._alone: tuple[Question, ...] = ()
        self._done: tuple[AnswerKey, ...] = ()
        self._open = QuietLinkButton(words.say("workspace.nothing_more"))
        self._open.clicked.connect(self._on_open)
        self._reasons = QWidget()
        line = FlowLayout(self._reasons, 8, 0)
        why = Label(words.say("workspace.nothing_more_why"), "small")
        why.setMinimumHeight(44)
        line.addWidget(why)
        for gap in REASONS:
            chip = Chip(words.say(f"workspace.gap_{gap.value}"), toggles=False, stands_for=gap)
            chip.used.connect(self._on_reason)
            line.addWidget(chip)
        self._reasons.hide()
        self._report = QWidget()
        row = QHBoxLayout(self._report)
        row.setContentsMargins(0, 0, 0, 0)
        self._says = Label("", "small", "quiet")
        row.addWidget(self._says, 1)
        self._undo = LinkButton(words.say("workspace.nothing_more_undo"))
        self._undo.clicked.connect(self._on_undo)
        row.addWidget(self._undo)
        self._report.hide()
        body = stacked(self)
        body.setSpacing(0)
        for part in (self._open, self._reasons, self._report):
            body.addWidget(part)

    def show_blanks(self, together: tuple[Question, ...], alone: tuple[Question, ...]) -> None:
        """What there is to close."""
        self._together, self._alone = together, alone
        self._open.setVisible(bool(together) or not self._reasons.isHidden())

    def forget(self) -> None:
        """Another page: what was done before can be undone there, not here."""
        self._done = ()
        self._reasons.hide()
        self._report.hide()

    def _on_open(self) -> None:
        self._reasons.setVisible(self._reasons.isHidden())

    def _on_reason(self, gap: object, _: bool) -> None:  # noqa: FBT001, RUF100  a slot
        if not isinstance(gap, Gap):
            return
        self._done = tuple(question.key for question in self._together)
        alone = self._alone
        says = self._words.say(
            "workspace.closed", count=len(self._done), gap=self._words.say(f"workspace.gap_{gap.value}")
        )
        if alone:
            names = "; ".join(self._words.text(question.item.printed) for question in alone)
            says += " " + self._words.say("workspace.each_on_its_own", questions=names)
        self._reasons.hide()
        self._says.show_text(says)
        self._report.show()
        self.closed.emit(self._done, gap)
        self._undo.setFocus()

    def _on_undo(self) -> None:
        done, self._done = self._done, ()
        self._report.hide()
        self.reopened.emit(done)
