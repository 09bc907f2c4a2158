"""The last cards of Check and refer: how the PDF travels, and signing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.ids import AlertKey
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.ui.models.check import Goal
from thinkfamily_desktop.ui.parts.buttons import Button, LinkButton, PrimaryButton
from thinkfamily_desktop.ui.parts.check_cards import NumberedCard, OptionButtons
from thinkfamily_desktop.ui.parts.labels import Label, Tone
from thinkfamily_desktop.ui.parts.links import LinkRow, LinkRows

MINIMUM_PASSWORD = 12
FEW = 6


class TravelCard(NumberedCard):
    """5 How will it travel."""

    save_requested = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__(words.say("check.travel"))
        self._words = words
        self.ways = OptionButtons(
            [("secure", words.say("check.travel_secure")), ("other", words.say("check.travel_other"))],
            words.say("check.travel"),
        )
        self.ways.chosen.connect(self._on_way)
        self._password = QLineEdit()
        self._password.setAccessibleName(words.say("check.travel_password"))
        self._password.setAccessibleDescription(words.say("check.travel_password_help"))
        self._password.setPlaceholderText(words.say("check.travel_password"))
        self._box = QWidget()
        inside = QVBoxLayout(self._box)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.addWidget(self._password)
        inside.addWidget(Label(words.say("check.travel_password_help"), "small", "quiet"))
        self._box.hide()
        self.save = PrimaryButton(words.say("check.travel_save"))
        self.save.clicked.connect(self.save_requested)
        row = QHBoxLayout()
        row.addWidget(self.ways, 1)
        row.addWidget(self.save, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)
        self.body.addWidget(self._box)
        self._said = Label("", "small")
        self._said.hide()
        self.body.addWidget(self._said)
        self.ways.show_code("secure")
        self.show_standing(words.say("check.travel_then"))

    @property
    def password(self) -> str:
        """The password asked for, or nothing where it goes by secure email."""
        return self._password.text() if self.ways.code == "other" else ""

    @property
    def lacks_password(self) -> bool:
        """Whether it needs a password and has none that is long enough."""
        return self.ways.code == "other" and len(self._password.text().strip()) < MINIMUM_PASSWORD

    @property
    def message(self) -> str:
        """What is said of the last save, or nothing."""
        return self._said.text() if self._said.isVisibleTo(self) else ""

    def forget(self) -> None:
        """Empty the password."""
        self._password.clear()

    def show_result(self, text: str, tone: Tone) -> None:
        """What became of the last save."""
        self._said.show_text(text)
        self._said.show_tone(tone)
        self._said.setVisible(bool(text))

    def _on_way(self) -> None:
        self._box.setVisible(self.ways.code == "other")
        if self.ways.code == "other":
            self._password.setFocus(Qt.FocusReason.OtherFocusReason)


class SignCard(NumberedCard):
    """6 Sign: by stage, with what each still waits for."""

    stage_chosen = Signal()
    sign_requested = Signal()
    followed = Signal(object)

    def __init__(self, stages: Sequence[tuple[str, str]], signing_as: str, words: Words) -> None:
        super().__init__(words.say("check.sign"))
        self._words = words
        self._all: tuple[Goal, ...] = ()
        self.stages = OptionButtons(stages, words.say("check.sign"))
        self.stages.chosen.connect(self._on_stage)
        self.sign = Button(words.say("check.sign_do", name=signing_as))
        self.sign.clicked.connect(self.sign_requested)
        self._rows = LinkRows()
        self._rows.followed.connect(self.followed)
        self._more = LinkButton("")
        self._more.setProperty("dense", "true")
        self._more.clicked.connect(self._on_more)
        self._said = Label("", "small", "good")
        self._said.hide()
        row = QHBoxLayout()
        row.addWidget(self.stages, 1)
        row.addWidget(self.sign)
        self.body.addLayout(row)
        self.body.addWidget(self._rows)
        self.body.addWidget(self._more)
        self.body.addWidget(self._said)
        self.body.addWidget(Label(words.say("check.sign_opening"), "tiny", "quiet"))

    def show_blocking(self, goals: Sequence[Goal]) -> None:
        """What a signature waits for: the first few, and the rest for whoever asks."""
        changed = tuple(goals) != self._all
        self._all = tuple(goals)
        self.sign.setEnabled(not goals)
        if goals:
            self.show_standing(self._words.say("check.sign_waiting", count=len(goals)), "warn")
        else:
            self.show_standing(self._words.say("check.sign_ready"), "good")
        if changed:
            self._show(self._all[:FEW])

    def show_signed(self, text: str) -> None:
        """Who signed what and when."""
        self._said.show_text(text)
        self._said.setVisible(bool(text))

    def _show(self, goals: Sequence[Goal]) -> None:
        answer, card = self._words.say("check.best_answer_now"), self._words.say("check.open_card")
        rows = [LinkRow(goal.says, card if isinstance(goal.key, AlertKey) else answer, (goal,)) for goal in goals]
        self._rows.show_rows(rows)
        self._rows.setVisible(bool(goals))
        more = len(self._all) > len(goals)
        self._more.setVisible(more)
        said = self._words.say("check.sign_more", count=len(self._all))
        self._more.setText(said)
        self._more.setAccessibleName(said)

    def _on_more(self) -> None:
        self._show(self._all)

    def _on_stage(self) -> None:
        self.stage_chosen.emit()
