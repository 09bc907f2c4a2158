"""Settings: how it looks, who the worker is, what the organisation has fixed, and what this program is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

import thinkfamily_desktop
from thinkfamily_desktop.domain.assessment import Worker
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.model import FormInfo
from thinkfamily_desktop.session.safekeeping import Safekeeping
from thinkfamily_desktop.settings.policy import InForce
from thinkfamily_desktop.settings.preferences import Preferences, Theme
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.pages.first_run import NewWorker
from thinkfamily_desktop.ui.parts.buttons import Button
from thinkfamily_desktop.ui.parts.cards import Card, Scroller
from thinkfamily_desktop.ui.parts.check_cards import OptionButtons
from thinkfamily_desktop.ui.parts.flow import FlowLayout
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.licences_card import LicencesCard
from thinkfamily_desktop.ui.parts.quiet_inputs import LineInput
from thinkfamily_desktop.ui.parts.row import add_row

SIZES = (100, 125, 150, 175, 200)
THEMES: tuple[Theme, ...] = ("system", "light", "dark", "contrast")
FIXED = (
    "idle_lock_minutes",
    "min_passphrase_length",
    "cover_at_desk",
    "allowed_export_folders",
    "written_confirmation_hours",
    "amber_working_days",
)
FIELD_LETTERS = 40


class SettingsPage(QWidget):
    """A choice counts as soon as it is made. What the organisation has fixed is shown, and cannot be chosen."""

    preferences_chosen = Signal(object)  # Preferences
    worker_kept = Signal(object)  # NewWorker
    sheet_requested = Signal()
    passphrase_requested = Signal()
    restore_requested = Signal()
    copy_requested = Signal()
    deleting_requested = Signal()
    on_laptop_requested = Signal()
    access_requested = Signal()

    def __init__(
        self,
        words: Words,
        preferences: Preferences,
        policy: InForce,
        worker: Worker | None,
        forms: Sequence[FormInfo],
        licences: Path | None = None,
        safekeeping: Safekeeping | None = None,  # None where nothing has to be kept: practice
        local_said: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
    ) -> None:
        super().__init__()
        self._local_said = local_said
        self._safekeeping = safekeeping
        self._words = words
        self._preferences = preferences
        self._policy = policy
        self._licences = licences
        self._fields = {part: LineInput() for part in ("name", "role", "team", "phone", "cover")}
        self._kept = Label("", "small", "good")
        self._kept.hide()
        self._done = Label("", "small", "good")
        self._done.hide()
        least = policy.policy.text_size_at_least
        sizes = [(str(size), words.say("settings.text_size_percent", percent=size)) for size in SIZES if size >= least]
        self.sizes = OptionButtons(sizes, words.say("settings.text_size"))
        self.sizes.chosen.connect(self._on_size)
        themes = [(theme, words.say(f"settings.theme_{theme}")) for theme in THEMES]
        self.themes = OptionButtons(themes, words.say("settings.theme"))
        self.themes.chosen.connect(self._on_theme)
        self._show(preferences)
        self._build(worker, forms)

    def _show(self, preferences: Preferences) -> None:
        self.sizes.show_code(str(preferences.text_size))
        self.themes.show_code(preferences.theme)

    # -- building

    def _build(self, worker: Worker | None, forms: Sequence[FormInfo]) -> None:
        page = Scroller()
        page.body.addWidget(Label(self._words.say("settings.title"), "title"))
        cards: list[QWidget] = [self._look_card(), self._worker_card(worker)]
        if self._safekeeping is not None:
            cards.append(self._way_back_card(self._safekeeping))
        cards += [self._fixed_card(), self._local_card(), self._about_card(forms)]
        for card in (*cards, LicencesCard(self._words, self._licences)):
            page.body.addWidget(card)
        page.body.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)

    def _look_card(self) -> Card:
        card = self._card("settings.look")
        least = self._policy.policy.text_size_at_least
        card.body.addWidget(Label(self._words.say("settings.text_size"), "strong"))
        card.body.addWidget(self.sizes)
        if least > SIZES[0]:
            card.body.addWidget(Label(self._words.say("settings.fixed_least", percent=least), "small", "quiet"))
        card.body.addSpacing(6)
        card.body.addWidget(Label(self._words.say("settings.theme"), "strong"))
        card.body.addWidget(self.themes)
        return card

    def _worker_card(self, worker: Worker | None) -> Card:
        card = self._card("settings.you")
        card.body.addWidget(Label(self._words.say("unlock.first_worker_opening"), "small", "quiet"))
        said: Mapping[str, str] = {}
        if worker is not None:
            said = {
                "name": worker.name,
                "role": worker.role,
                "team": worker.team,
                "phone": worker.phone,
                "cover": worker.cover_phone,
            }
        side_by_side = QWidget()
        flow = FlowLayout(side_by_side, 18, 8)
        for part, field in self._fields.items():
            field.show_text(said.get(part, ""))
            cell = QWidget()
            cell.setFixedWidth(self.fontMetrics().averageCharWidth() * FIELD_LETTERS)
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(6)
            add_row(column, self._words.say(f"unlock.first_{part}"), field)
            flow.addWidget(cell)
        card.body.addWidget(side_by_side)
        keep = Button(self._words.say("settings.you_save"))
        keep.clicked.connect(self._on_keep)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(keep)
        row.addWidget(self._kept, 1)
        row.addStretch(1)
        card.body.addSpacing(6)
        card.body.addLayout(row)
        return card

    def _way_back_card(self, safekeeping: Safekeeping) -> Card:
        card = self._card("settings.way_back")
        card.body.addWidget(Label(self._words.say("settings.way_back_says"), "small", "quiet"))
        holder = QWidget()
        flow = FlowLayout(holder, 9, 6)
        for code, asked in (
            ("settings.way_back_make", self.sheet_requested),
            ("settings.keeping_passphrase", self.passphrase_requested),
            ("settings.keeping_restore", self.restore_requested),
            ("settings.keeping_copy", self.copy_requested),
            ("delete.title", self.deleting_requested),
            ("laptop.title", self.on_laptop_requested),
            ("access.page", self.access_requested),
        ):
            button = Button(self._words.say(code))
            button.clicked.connect(asked)
            flow.addWidget(button)
        card.body.addWidget(holder)
        card.body.addWidget(self._done)
        for folder in safekeeping.kept_beside:
            card.body.addWidget(Label(self._words.say("settings.keeping_kept", folder=str(folder)), "small", "quiet"))
        return card

    def say_kept(self, text: str, *, good: bool) -> None:
        """How changing the passphrase, or copying a backup, ended."""
        self._done.show_text(text)
        self._done.show_tone("good" if good else "warn")
        self._done.show()
        announce(self._done, text, urgent=not good)

    def _fixed_card(self) -> Card:
        card = self._card("settings.fixed")
        if not self._policy.origin:
            card.body.addWidget(Label(self._words.say("settings.fixed_none"), "small", "quiet"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(6)
        for column, share in enumerate((4, 2, 6)):
            grid.setColumnStretch(column, share)
        for row, name in enumerate(FIXED):
            what, value = self._words.say(f"settings.fixed_{name}"), self._value(getattr(self._policy.policy, name))
            whose = self._words.say("settings.fixed_by" if name in self._policy.origin else "settings.fixed_default")
            shown = Label(value, "strong")
            shown.setAccessibleName(self._words.say("settings.fixed_line", what=what, value=f"{value}, {whose}"))
            grid.addWidget(Label(what), row, 0)
            grid.addWidget(shown, row, 1)
            grid.addWidget(Label(whose, "small", "quiet"), row, 2)
        card.body.addLayout(grid)
        return card

    def _local_card(self) -> Card:
        """What the organisation has put in for its own area, and what of it nobody has checked for too long."""
        card = self._card("settings.local")
        kinds, again = self._local_said
        for line in kinds or (self._words.say("settings.local_none"),):
            card.body.addWidget(Label(line) if kinds else Label(line, "small", "quiet"))
        if again:
            card.body.addSpacing(6)
            card.body.addWidget(Label(self._words.say("settings.local_again"), "strong"))
        for line in again:
            card.body.addWidget(Label(line, "small", "warn"))
        return card

    def _about_card(self, forms: Sequence[FormInfo]) -> Card:
        card = self._card("settings.about")
        version = self._words.say("settings.about_version", version=thinkfamily_desktop.__version__)
        card.body.addWidget(Label(version))
        if name := self._policy.policy.organisation_name:
            card.body.addWidget(Label(self._words.say("settings.about_organisation", name=name)))
        for form in forms:
            title = self._words.text(form.title)
            card.body.addWidget(Label(self._words.say("settings.about_form", title=title, version=form.version)))
        card.body.addWidget(Label(self._words.say("settings.about_network"), "small", "quiet"))
        return card

    def _card(self, title: str) -> Card:
        card = Card()
        card.body.addWidget(Label(self._words.say(title), "heading"))
        card.body.addSpacing(2)
        return card

    def _value(self, value: object) -> str:
        say = self._words.say
        match value:
            case bool():
                return say("settings.fixed_yes" if value else "settings.fixed_no")
            case None:
                return say("settings.fixed_anywhere")
            case tuple():
                return ", ".join(str(each) for each in value if isinstance(each, Path)) or say("settings.fixed_nowhere")
            case _:
                return str(value)

    # -- what happens

    def _on_size(self, size: str) -> None:
        self._choose(replace(self._preferences, text_size=int(size)))

    def _on_theme(self, code: str) -> None:
        theme = next(theme for theme in THEMES if theme == code)
        self._choose(replace(self._preferences, theme=theme))

    def _choose(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self.preferences_chosen.emit(preferences)

    def _on_keep(self) -> None:
        said = {part: field.text().strip() for part, field in self._fields.items()}
        named = bool(said["name"])
        self._kept.show_text(self._words.say("settings.you_kept" if named else "unlock.first_name_needed"))
        self._kept.show_tone("good" if named else "warn")
        self._kept.show()
        announce(self._kept, self._kept.text(), urgent=not named)
        if named:
            self.worker_kept.emit(NewWorker(said["name"], said["role"], said["team"], said["phone"], said["cover"]))
