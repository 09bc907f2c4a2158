"""A practice family in a visit, in any of the forms: what its screen says, paints or speaks, and what may not be."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import combinations

from PySide6.QtCore import QBuffer, QCoreApplication
from PySide6.QtGui import QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QTabBar, QWidget

from tests.session.memory_store import MemoryStore
from tests.ui.practice import shipped
from thinkfamily_desktop.domain.answers import Answer, Room
from thinkfamily_desktop.domain.ids import AnswerKey, PersonId
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.canonical import form_ref
from thinkfamily_desktop.forms.evaluate import evaluate
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.family_card import family_card
from thinkfamily_desktop.session.painting import Listeners
from thinkfamily_desktop.session.practice import PracticeFamily, practice_families
from thinkfamily_desktop.session.rolling import with_a_place
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.pages.workspace import WorkspacePage
from thinkfamily_desktop.ui.presenter import AssessmentPresenter

FORBIDDEN = re.compile(r"\b(safety|risks?|referrals?|thresholds?|concerns?)\b", re.IGNORECASE)
LEAST_LETTERS = 12  # a shorter answer may stand in our own words by chance
TO_ITS_END = 12  # rounds, more than any page takes to be made
TALL = 12_000  # pixels: nothing of a page is scrolled out of sight


class Still:
    """The clock of a practice family."""

    def __init__(self, family: PracticeFamily) -> None:
        self._now = family.now

    def now(self) -> datetime:
        return self._now


class Visit:
    """One practice family in a visit, and what its screen may say."""

    def __init__(self, place: int, words: Words, form_id: str = "full") -> None:
        form, full = shipped().form(form_id), shipped().form("full")
        families = practice_families(resources_folder() / "practice", full)
        self.words, self.form, made_up = words, form, families[place]
        self.clock = Still(made_up)
        self.desk = Desk(MemoryStore(practice=True), {form_id: form}, self.clock)
        worker = made_up.worker
        self.desk.set_worker(worker.name, worker.role, worker.team, worker.phone, worker.cover_phone)
        work = replace(made_up.assessment, form=form_ref(form))
        family, work = with_a_place(form, made_up.family, work)
        state = evaluate(form, family, work.answers, work.raised, self.clock.now())
        self.desk.add(family, work, family_card(form, family, work, state), form)
        self.session: Session = self.desk.open(family.id).result()
        self.session.start_visit(None)
        self.presenter = AssessmentPresenter(self.session)
        self.page = WorkspacePage(self.presenter, Means(words, form, self.clock, visit=True))
        self.page.resize(1366, 768)
        self.heard: list[str] = []  # by a screen reader, since it was last looked at
        self.read = 0  # texts
        self.typed = sorted({_plain(text) for _, answer in self.answers() if (text := _text(answer))}, key=len)[::-1]
        own = _names(made_up)
        self.others = frozenset().union(*(_names(other) for other in families if other is not made_up)) - own

    def hear(self, event: QAccessibleEvent) -> None:
        """What is said to a screen reader."""
        if isinstance(event, QAccessibleAnnouncementEvent):
            self.heard.append(event.message())

    def answers(self) -> list[tuple[AnswerKey, Answer]]:
        return [*self.session.assessment.answers.items(), *self.session.family.facts.items()]

    @property
    def people(self) -> list[PersonId]:
        """Who can be in a room."""
        return [person.id for person in self.session.state.people if not person.is_unborn]

    def some_rooms(self) -> list[Room | None]:
        """Nobody ticked, a stranger, everybody, and each person alone and with a stranger."""
        alone = [Room(frozenset({person})) for person in self.people]
        watched = [replace(room, someone_else=True) for room in alone]
        return [None, Room(someone_else=True), Room(frozenset(self.people)), *alone, *watched]

    def every_room(self) -> list[Room | None]:
        """Each set of people, with and without a stranger; the empty set without one is nobody ticked."""
        sets = [frozenset(some) for size in range(len(self.people) + 1) for some in combinations(self.people, size)]
        return [Room(some, someone_else=stranger) if some or stranger else None for some in sets for stranger in (0, 1)]  # type: ignore[arg-type]

    # -- what is wrong with it

    def wrong(self, room: Room | None, page: str) -> list[str]:
        """What is said on the page, by any of its parts or to a screen reader, and may not be."""
        said = [*said_by(self.page), *((text, True) for text in self.heard)]
        self.heard.clear()
        return self.judge(said, room, page)

    def wrong_in_paint(self, room: Room | None, page: str) -> list[str]:
        """The same of the letters that are painted, however they came to be."""
        return self.judge([(painted(self.page), True)], room, f"{page}, painted")

    def judge(self, texts: list[tuple[str, bool]], room: Room | None, page: str) -> list[str]:
        """Of each text: whether it may be said before these people; of our own words also whether they frighten."""
        listeners = Listeners.of(room, self.session.family.people)
        kept = [
            _plain(text).lower()
            for _, answer in self.answers()
            if answer.kept_from & listeners.people and len(text := _text(answer)) >= LEAST_LETTERS
        ]
        alerts = [self.words.text(alert.says).lower() for alert in self.session.state.alerts]
        alerts.append(self.words.say("workspace.act_today").lower())
        found = []
        for text, ours in {(_plain(text), ours) for text, ours in texts} - {("", True), ("", False)}:
            self.read += 1
            lowered = text.lower()
            found += [f"{page}: alert wording {text!r}" for alert in alerts if alert and alert in lowered]
            found += [f"{page}: kept from somebody here {text!r}" for words in kept if words in lowered]
            found += [f"{page}: another family {text!r}" for _ in [0] if self.others & set(re.findall(r"\w+", text))]
            if ours and FORBIDDEN.search(text) and FORBIDDEN.search(self._without_typed(text)):
                found.append(f"{page}: forbidden word in {text!r}")
        return found

    def _without_typed(self, said: str) -> str:
        for text in self.typed:
            said = said.replace(text, "")
        return said

    def close(self) -> None:
        self.page.close()
        self.page.deleteLater()
        self.desk.rest()


def settle(rounds: int = 1) -> None:
    """Let everything that is due happen."""
    for _ in range(rounds):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()


def said_by(page: QWidget) -> Iterator[tuple[str, bool]]:
    """Everything that can be seen or heard of a page, and whether the words are ours or were typed."""
    for widget in [page, *page.findChildren(QWidget)]:
        if not widget.isVisibleTo(page):
            continue
        for said in (
            widget.accessibleName(),
            widget.accessibleDescription(),
            widget.toolTip(),
            widget.statusTip(),
            widget.whatsThis(),
            widget.windowTitle(),
        ):
            yield said, True
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text(), True
        elif isinstance(widget, QLineEdit):
            yield widget.placeholderText(), True
            yield widget.text(), False
        elif isinstance(widget, QPlainTextEdit):
            yield widget.placeholderText(), True
            yield widget.toPlainText(), False
        elif isinstance(widget, QComboBox):
            yield from ((widget.itemText(place), True) for place in range(widget.count()))
        elif isinstance(widget, QTabBar):
            yield from ((widget.tabText(place), True) for place in range(widget.count()))


def painted(page: QWidget) -> str:
    """Every letter that is painted, in order: the page draws itself into a file that keeps letters as letters."""
    before = page.size()
    paints = page.updatesEnabled()
    page.setUpdatesEnabled(True)
    page.resize(before.width(), TALL)
    held = QBuffer()
    held.open(QBuffer.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(held)
    drawing.setSize(page.size())
    page.render(drawing)
    held.close()
    page.resize(before)
    page.setUpdatesEnabled(paints)
    lines = re.findall(r">([^<>]+)</text>", bytes(held.data().data()).decode("utf-8"))
    return " ".join(_unescaped(line) for line in lines)


def _unescaped(line: str) -> str:
    for code, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        line = line.replace(code, sign)
    return line


def _plain(text: str) -> str:
    return " ".join(text.split())


def _text(answer: Answer) -> str:
    return answer.value if isinstance(answer.value, str) else ""


def _names(made_up: PracticeFamily) -> frozenset[str]:
    names = (
        answer.value
        for key, answer in made_up.family.facts.items()
        if key.item in {"person.given_name", "person.family_name"} and isinstance(answer.value, str)
    )
    return frozenset(part for name in names for part in re.findall(r"\w+", name) if len(part) > 2)
