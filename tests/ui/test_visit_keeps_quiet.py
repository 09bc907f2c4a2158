"""In a visit, with anybody in the room, no page frightens or betrays (practice decisions 1 and 2)."""

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.session.memory_store import MemoryStore
from tests.ui.practice import shipped
from tests.ui.robots import Robot
from thinkfamily_desktop.domain.answers import Answer, Room
from thinkfamily_desktop.domain.ids import AnswerKey, person_subject
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.evaluate import evaluate
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.family_card import family_card
from thinkfamily_desktop.session.painting import Listeners
from thinkfamily_desktop.session.practice import PracticeFamily, practice_families
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.pages.workspace import WorkspacePage
from thinkfamily_desktop.ui.presenter import AssessmentPresenter
from thinkfamily_desktop.ui.theme import Look

FORBIDDEN = re.compile(r"\b(safety|risks?|referrals?|thresholds?|concerns?)\b", re.IGNORECASE)
LEAST_LETTERS = 12  # a shorter answer may stand in our own words by chance
FAMILIES = (0, 1, 2)
TABBED = frozenset({"children", "caring"})  # one tab for each person


class Still:
    """The clock of a practice family."""

    def __init__(self, family: PracticeFamily) -> None:
        self._now = family.now

    def now(self) -> datetime:
        return self._now


class Visit:
    """One practice family in a visit, and what its screen may say."""

    def __init__(self, place: int, words: Words) -> None:
        form = shipped().form("full")
        families = practice_families(resources_folder() / "practice", form)
        self.words, made_up = words, families[place]
        clock = Still(made_up)
        self.desk = Desk(MemoryStore(practice=True), {"full": form}, clock)
        worker = made_up.worker
        self.desk.set_worker(worker.name, worker.role, worker.team, worker.phone, worker.cover_phone)
        work = made_up.assessment
        state = evaluate(form, made_up.family, work.answers, work.raised, clock.now())
        self.desk.add(made_up.family, work, family_card(form, made_up.family, work, state), form)
        self.session: Session = self.desk.open(made_up.family.id).result()
        self.session.start_visit(None)
        self.presenter = AssessmentPresenter(self.session)
        self.page = WorkspacePage(self.presenter, Means(words, form, clock, visit=True))
        self.page.resize(1366, 768)
        self.typed = sorted({text for _, answer in self.answers() if (text := _text(answer))}, key=len, reverse=True)
        own = _names(made_up)
        self.others = frozenset().union(*(_names(other) for other in families if other is not made_up)) - own

    def answers(self) -> list[tuple[AnswerKey, Answer]]:
        return [*self.session.assessment.answers.items(), *self.session.family.facts.items()]

    def rooms(self) -> list[Room | None]:
        """Nobody, a stranger, everybody, and each person alone and with a stranger."""
        people = [person.id for person in self.session.state.people if not person.is_unborn]
        alone = [Room(frozenset({person})) for person in people]
        watched = [Room(frozenset({person}), someone_else=True) for person in people]
        return [None, Room(someone_else=True), Room(frozenset(people)), *alone, *watched]

    def wrong(self, room: Room | None, page: str) -> list[str]:
        """What is on the screen and may not be."""
        listeners = Listeners.of(room, self.session.family.people)
        kept = [
            text
            for _, answer in self.answers()
            if answer.kept_from & listeners.people and len(text := _text(answer)) >= LEAST_LETTERS
        ]
        alerts = [self.words.text(alert.says) for alert in self.session.state.alerts]
        alerts.append(self.words.say("workspace.act_today"))
        found = []
        for said, ours in _said(self.page):
            lowered = said.lower()
            found += [f"{page}: alert wording {said!r}" for alert in alerts if alert and alert.lower() in lowered]
            found += [f"{page}: kept from somebody here {said!r}" for text in kept if text.lower() in lowered]
            found += [f"{page}: another family {said!r}" for _ in [0] if self.others & set(re.findall(r"\w+", said))]
            if ours and FORBIDDEN.search(self._without_typed(said)):
                found.append(f"{page}: forbidden word in {said!r}")
        return found

    def _without_typed(self, said: str) -> str:
        for text in self.typed:
            said = said.replace(text, "")
        return said

    def close(self) -> None:
        self.page.close()
        self.page.deleteLater()
        self.desk.rest()


def _text(answer: Answer) -> str:
    return answer.value if isinstance(answer.value, str) else ""


def _names(made_up: PracticeFamily) -> frozenset[str]:
    names = (
        answer.value
        for key, answer in made_up.family.facts.items()
        if key.item in {"person.given_name", "person.family_name"} and isinstance(answer.value, str)
    )
    return frozenset(part for name in names for part in re.findall(r"\w+", name) if len(part) > 2)


def _said(page: QWidget) -> Iterator[tuple[str, bool]]:
    """Everything that can be seen or heard, and whether the words are ours or were typed."""
    for widget in [page, *page.findChildren(QWidget)]:
        if not widget.isVisibleTo(page):
            continue
        for said in (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle()):
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
            yield widget.currentText(), True


@pytest.fixture(params=FAMILIES, ids=("okafor", "lewis", "nowak"))
def visit(request: pytest.FixtureRequest, qtbot: QtBot, look: Look, words: Words) -> Iterator[Visit]:
    visit = Visit(request.param, words)
    visit.page.show()
    yield visit
    visit.close()


def walk(visit: Visit, pages: int = 99) -> list[str]:
    """Every page, everybody's tab, every set of people in the room."""
    robot, found = Robot(visit.page), []
    for page in [page for page in visit.session.form.pages if page.in_visit][:pages]:
        visit.presenter.set_room(None)
        visit.page.open_page(page.id)
        people = [person.id for person in visit.session.state.people] if page.id in TABBED else [None]
        for person in people:
            if person is not None and visit.page.page is not None:
                visit.page.page.open_tab(person_subject(person))
            for room in visit.rooms():
                visit.presenter.set_room(room)
                if page.alone_gate and room is not None and len(room.people) == 1 and not room.someone_else:
                    visit.presenter.open_gate(page.id)
                robot.settle()
                found += visit.wrong(room, page.id)
    return found


def test_no_page_of_a_visit_frightens_or_betrays(visit: Visit) -> None:
    assert sorted(set(walk(visit))) == []


def test_a_page_for_one_person_alone_says_nothing_of_itself_before_it_is_opened(visit: Visit) -> None:
    gated = [page for page in visit.session.form.pages if page.alone_gate and page.in_visit]
    alone = Room(frozenset({visit.session.state.people[0].id}))
    assert gated
    for page in gated:
        guided = {visit.words.text(line)[:40] for line in (page.guidance.why, *page.guidance.say)} - {""}
        for room, is_open in ((None, False), (alone, False), (alone, True), (None, False)):
            visit.presenter.set_room(room)
            visit.page.open_page(page.id)
            if is_open:
                visit.presenter.open_gate(page.id)
            Robot(visit.page)
            seen = "\n".join(said for said, _ in _said(visit.page))
            assert any(line in seen for line in guided) == is_open


@pytest.mark.parametrize("planted", ["Safety plan", "Is there a risk?", "A Referral", "Act today"])
def test_a_planted_word_is_found(visit: Visit, planted: str) -> None:
    label = next(label for label in visit.page.findChildren(QLabel) if label.isVisibleTo(visit.page))
    label.setToolTip(planted)
    assert visit.wrong(None, "planted")


def test_a_planted_name_of_another_family_is_found(visit: Visit) -> None:
    label = next(label for label in visit.page.findChildren(QLabel) if label.isVisibleTo(visit.page))
    label.setAccessibleName(f"As with {min(visit.others)}")
    assert visit.wrong(None, "planted")


def test_painting_everything_is_found(qtbot: QtBot, look: Look, words: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "may_paint", lambda *_: True)
    visit = Visit(0, words)
    visit.page.show()
    assert any("kept from" in wrong for wrong in walk(visit))
    visit.close()
