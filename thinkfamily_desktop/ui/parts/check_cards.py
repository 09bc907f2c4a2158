"""The numbered cards of Check and refer. They show what they are given and say what was pressed, and no more."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from thinkfamily_desktop.domain.ids import PersonId
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.ui.models.check import AnswerLine, Goal
from thinkfamily_desktop.ui.parts.answer_choice import AnswerChoice
from thinkfamily_desktop.ui.parts.buttons import Button, LinkButton
from thinkfamily_desktop.ui.parts.cards import Card
from thinkfamily_desktop.ui.parts.flow import FlowLayout
from thinkfamily_desktop.ui.parts.labels import Label, Tone
from thinkfamily_desktop.ui.parts.links import LinkRow, LinkRows
from thinkfamily_desktop.ui.parts.quiet_inputs import QuietCombo


class NumberedCard(Card):
    """A heading on the left and how far this step is on the right."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.body.setContentsMargins(18, 9, 18, 10)
        self.body.setSpacing(4)
        self.setAccessibleName(title)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._standing = Label("", "small", "quiet", wrap=False)
        head = QHBoxLayout()
        head.addWidget(Label(title, "heading"), 1)
        head.addWidget(self._standing)
        self.body.addLayout(head)

    def show_standing(self, text: str, tone: Tone = "quiet") -> None:
        """How far this step is, in words."""
        self._standing.show_text(text)
        self._standing.show_tone(tone)


class OptionButtons(QWidget):
    """One of a few, side by side: the reader, the way it travels, the stage."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._codes: list[str] = []
        flow = FlowLayout(self, 9, 6)
        for place, (code, text) in enumerate(options):
            button = Button(text)
            button.setProperty("look", "option")
            button.setCheckable(True)
            button.setAutoDefault(False)
            self._group.addButton(button, place)
            self._codes.append(code)
            flow.addWidget(button)
        self._group.idClicked.connect(self._on_clicked)

    @property
    def code(self) -> str:
        """What is chosen; empty while nothing is."""
        place = self._group.checkedId()
        return self._codes[place] if place >= 0 else ""

    def show_code(self, code: str) -> None:
        """Choose this; says nothing to anybody."""
        if code in self._codes:
            button = self._group.button(self._codes.index(code))
            button.setChecked(True)
            self.setFocusProxy(button)

    def _on_clicked(self, place: int) -> None:
        self.chosen.emit(self._codes[place])


class PersonChoice(QWidget):
    """Whom a copy is about, or whom it is for."""

    chosen = Signal(str)  # a person's id, or nothing

    def __init__(self, label: str, nobody: str) -> None:
        super().__init__()
        self._nobody = nobody
        self._combo = QuietCombo()
        self._combo.setAccessibleName(label)
        self._combo.activated.connect(self._on_activated)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 0)
        row.addWidget(Label(label, "small", "quiet", wrap=False))
        row.addWidget(self._combo)
        row.addStretch(1)

    def show_people(self, people: Sequence[tuple[PersonId, str]], chosen: PersonId | None) -> None:
        """Offer these people."""
        self._combo.clear()
        self._combo.addItem(self._nobody, "")
        for person, name in people:
            self._combo.addItem(name, str(person))
        self._combo.setCurrentIndex(max(self._combo.findData(str(chosen or "")), 0))

    def _on_activated(self, place: int) -> None:
        self.chosen.emit(str(self._combo.itemData(place) or ""))


class KindChoice(QWidget):
    """What is made for this reader: the referral, or a sheet beside it."""

    chosen = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._combo = QuietCombo()
        label = words.say("check.who_as")
        self._combo.setAccessibleName(label)
        self._combo.activated.connect(self._on_activated)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 0)
        row.addWidget(Label(label, "small", "quiet", wrap=False))
        row.addWidget(self._combo)
        row.addStretch(1)

    def show_kinds(self, kinds: Sequence[str], chosen: str) -> None:
        """Offer these."""
        self._combo.clear()
        for kind in kinds:
            self._combo.addItem(self._words.say(f"check.kind_{kind.replace('-', '_')}"), kind)
        self._combo.setCurrentIndex(max(self._combo.findData(chosen), 0))

    def _on_activated(self, place: int) -> None:
        self.chosen.emit(str(self._combo.itemData(place)))


class ReaderCard(NumberedCard):
    """1 Who is it for."""

    reader_chosen = Signal(str)
    about_chosen = Signal(str)
    for_chosen = Signal(str)
    script_requested = Signal()

    def __init__(self, readers: Sequence[tuple[str, str]], words: Words) -> None:
        super().__init__(words.say("check.who"))
        self.readers = OptionButtons(readers, words.say("check.who"))
        self.readers.chosen.connect(self.reader_chosen)
        self.about = PersonChoice(words.say("check.who_about"), words.say("check.who_choose_person"))
        self.about.chosen.connect(self.about_chosen)
        self.whom = PersonChoice(words.say("check.who_for"), words.say("check.who_choose_person"))
        self.whom.chosen.connect(self.for_chosen)
        self.kind = KindChoice(words)
        self._advice = Label("")
        self._script = LinkButton(words.say("check.who_phone_script"))
        self._script.setProperty("dense", "true")
        self._script.clicked.connect(self.script_requested)
        row = QHBoxLayout()
        row.addWidget(self._advice, 1)
        row.addWidget(self._script)
        self.body.addWidget(self.readers)
        self.body.addWidget(self.about)
        self.body.addWidget(self.whom)
        self.body.addWidget(self.kind)
        self.body.addLayout(row)

    def show_asked(self, *, about: bool, whom: bool) -> None:
        """Ask whom the copy is about, and for whom it is, only where the reader needs it."""
        self.about.setVisible(about)
        self.whom.setVisible(whom)

    def show_advice(self, text: str, *, script: bool) -> None:
        """Which authority, and that the phone comes first."""
        self._advice.show_text(text)
        self._advice.setVisible(bool(text))
        self._script.setVisible(script)


class NeedCard(NumberedCard):
    """2 What they need to know: in a sentence, and for whoever asks group by group and answer by answer."""

    opened = Signal()
    left_out = Signal(object, str)  # AnswerKey, the reason
    put_back = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__(words.say("check.need"))
        self._words = words
        self._said = Label("")
        self._by_worker = Label("", "small", "warn")
        self._groups = Label("", "small", "quiet")
        self._answers = AnswerChoice(words)
        self._answers.left_out.connect(self.left_out)
        self._answers.put_back.connect(self.put_back)
        self._toggle = LinkButton(words.say("check.need_choose"))
        self._toggle.setProperty("dense", "true")
        self._toggle.clicked.connect(self._on_toggle)
        row = QHBoxLayout()
        row.addWidget(self._said, 1)
        row.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        for part in (self._by_worker, self._groups, self._answers):
            part.hide()
            self.body.addWidget(part)

    @property
    def open(self) -> bool:
        """Whether the answers are listed one by one."""
        return not self._answers.isHidden()

    def show_need(self, said: str, by_worker: str, groups: Sequence[str]) -> None:
        """What is left out in one sentence, by the worker in another, and group by group for whoever asks."""
        self._said.show_text(said)
        self._by_worker.show_text(by_worker)
        self._by_worker.setVisible(bool(by_worker))
        self._groups.show_text("\n".join(groups))
        self._toggle.setVisible(bool(groups))

    def show_answers(self, lines: Sequence[AnswerLine]) -> None:
        """The answers of this copy one by one."""
        self._answers.show_lines(lines)

    def show_list(self) -> None:
        """List the answers one by one."""
        if not self.open:
            self._on_toggle()

    def _on_toggle(self) -> None:
        shown = not self.open
        if shown:
            self.opened.emit()
        self._groups.setVisible(shown)
        self._answers.setVisible(shown)
        said = self._words.say("check.need_hide" if shown else "check.need_choose")
        self._toggle.setText(said)
        self._toggle.setAccessibleName(said)


class ShareCard(NumberedCard):
    """3 May you share it."""

    followed = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__(words.say("check.share"))
        self._rows = LinkRows()
        self._rows.followed.connect(self.followed)
        self.body.addWidget(self._rows)

    def show_answers(self, said: str, link: str, goals: Sequence[Goal]) -> None:
        """What was recorded, and where to change it."""
        self._rows.show_rows([LinkRow(said, link, goals)])


class BestCard(NumberedCard):
    """4 Test it against the best."""

    followed = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__(words.say("check.best"))
        self._rows = LinkRows()
        self._rows.followed.connect(self.followed)
        self.body.addWidget(self._rows)

    def show_rows(self, rows: Sequence[LinkRow]) -> None:
        """One row for each quality."""
        self._rows.show_rows(rows)
