"""In a visit, with anybody in the room, no page frightens or betrays (practice decisions 1 and 2)."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QAccessible, QClipboard
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.practice import shipped
from tests.ui.visits import TO_ITS_END, Visit, painted, said_by, settle
from thinkfamily_desktop.domain.answers import Room
from thinkfamily_desktop.domain.ids import AnswerKey, person_subject
from thinkfamily_desktop.domain.records import Place
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.open_family import OpenFamily
from thinkfamily_desktop.ui.pages.help import HelpPage
from thinkfamily_desktop.ui.pages.start_visit import StartVisitPage
from thinkfamily_desktop.ui.parts.cover import Cover
from thinkfamily_desktop.ui.services import Services
from thinkfamily_desktop.ui.theme import Look

FAMILIES = {"okafor": 0, "lewis": 1, "nowak": 2}
KEPT = 0  # the family in which something is kept from somebody

Enter = Callable[..., Visit]


@pytest.fixture
def enter(qtbot: QtBot, look: Look, words: Words, monkeypatch: pytest.MonkeyPatch) -> Iterator[Enter]:
    """Begins a visit. Its page is never painted to a screen: what is painted is asked for."""
    visits: list[Visit] = []

    def enter_it(place: int = KEPT, form: str = "full") -> Visit:
        visit = Visit(place, words, form)
        monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(visit.hear))
        visit.page.setUpdatesEnabled(False)
        visit.page.show()
        visits.append(visit)
        return visit

    yield enter_it
    for visit in visits:
        visit.close()


class Walked:
    """What was looked at, and what was found wrong."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.count: Counter[str] = Counter()


def walk(
    visit: Visit,
    rooms: list[Room | None],
    *,
    paint: int = 1,
    only: str = "",
    tabs: int | None = None,
    in_turn: bool = False,
) -> Walked:
    """Every page (or `only` one), the first `tabs` tabs, each of these rooms; every `paint`-th view is also painted.

    With the rooms `in_turn` each tab is seen with nobody ticked and in one of them, the next tab in the next.
    """
    walked = Walked()
    for page in [page for page in visit.form.pages if page.in_visit and only in ("", page.id)]:
        visit.presenter.set_room(None)
        visit.page.open_page(page.id)
        walked.count["pages"] += 1
        each = any(section.asked_of != "once" for section in page.sections)
        for person in [person.id for person in visit.session.state.people][:tabs] if each else [None]:
            if person is not None and visit.page.page is not None:
                visit.page.page.open_tab(person_subject(person))
            walked.count["tabs"] += person is not None
            settle(TO_ITS_END)
            turn = walked.count["turns"]
            walked.count["turns"] += 1
            for room in [None, rooms[turn % len(rooms)]] if in_turn else rooms:
                visit.presenter.set_room(room)
                if page.alone_gate and room is not None and len(room.people) == 1 and not room.someone_else:
                    visit.presenter.open_gate(page.id)
                settle()
                walked.wrong += visit.wrong(room, page.id)
                if walked.count["views"] % paint == 0:
                    walked.wrong += visit.wrong_in_paint(room, page.id)
                    walked.count["painted"] += 1
                walked.count["views"] += 1
    walked.count["texts"] += visit.read
    return walked


def test_no_page_of_a_visit_frightens_or_betrays(enter: Enter) -> None:
    visit = enter()
    rooms = visit.some_rooms()
    walked = walk(visit, rooms, paint=9, tabs=2, in_turn=True)
    assert sorted(set(walked.wrong)) == []
    assert walked.count["turns"] >= len(rooms)


def test_nor_does_any_page_of_the_first_questions(enter: Enter) -> None:
    visit = enter(KEPT, "screening")
    assert sorted(set(walk(visit, visit.some_rooms(), paint=9, tabs=1, in_turn=True).wrong)) == []


@pytest.mark.long
@pytest.mark.parametrize("form", sorted(shipped().forms))
@pytest.mark.parametrize("family", FAMILIES)
def test_no_page_of_any_form_frightens_or_betrays_before_any_set_of_people(
    enter: Enter, family: str, form: str
) -> None:
    visit = enter(FAMILIES[family], form)
    rooms = visit.every_room()
    walked = walk(visit, rooms, paint=7)
    print(f"\n{family} in {form}: {len(rooms)} sets of people, {dict(walked.count)}")  # noqa: T201
    assert sorted(set(walked.wrong)) == []


def test_a_page_for_one_person_alone_says_nothing_of_itself_before_it_is_opened(enter: Enter) -> None:
    visit = enter()
    gated = [page for page in visit.form.pages if page.alone_gate and page.in_visit]
    alone = Room(frozenset({visit.session.state.people[0].id}))
    assert gated
    for page in gated:
        guided = {visit.words.text(line)[:40] for line in (page.guidance.why, *page.guidance.say)} - {""}
        for room, is_open in ((None, False), (alone, False), (alone, True), (None, False)):
            visit.presenter.set_room(room)
            visit.page.open_page(page.id)
            if is_open:
                visit.presenter.open_gate(page.id)
            settle(2)
            seen = "\n".join(said for said, _ in said_by(visit.page))
            assert any(line in seen for line in guided) == is_open


# -- what is not a page of the form


@pytest.fixture
def opened(enter: Enter, words: Words) -> Iterator[OpenFamily]:
    visit = enter()
    services = Services(words, visit.clock, None, None, None, None)  # type: ignore[arg-type]  # nothing is printed
    opened = OpenFamily(services, visit.desk, visit.session)
    opened.setUpdatesEnabled(False)
    opened.resize(1366, 768)
    opened.show_desk(Place())
    opened.show()
    opened.visit = visit  # type: ignore[attr-defined]
    yield opened
    opened.close()
    opened.deleteLater()


def judged(opened: OpenFamily, room: Room | None = None) -> list[str]:
    settle(2)
    visit: Visit = opened.visit  # type: ignore[attr-defined]
    heard = [(text, True) for text in visit.heard]
    return visit.judge([*said_by(opened), *heard, (painted(opened), True)], room, "beside the form")


def test_notes_the_private_question_and_help_keep_quiet_too(opened: OpenFamily) -> None:
    assert opened.workspace is not None
    buttons = {each.accessibleName(): each for each in opened.workspace.findChildren(QPushButton)}
    say = opened.visit.words.say  # type: ignore[attr-defined]
    for code in ("workspace.notes", "visit.note_dot", "workspace.show_guidance", "workspace.undo"):
        buttons[say(code)].click()
        assert judged(opened) == []
    opened.show_help()
    assert opened.findChildren(HelpPage)
    assert judged(opened) == []


def test_the_questions_that_a_visit_asks_in_a_window_of_their_own_keep_quiet(
    opened: OpenFamily, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, bool]] = []
    monkeypatch.setattr(Dialogs, "ask", lambda _, *said: asked.extend((text, True) for text in said))
    visit: Visit = opened.visit  # type: ignore[attr-defined]
    end = visit.words.say("visit.end_visit")
    next(each for each in opened.findChildren(QPushButton) if each.accessibleName() == end).click()
    assert asked
    assert visit.judge(asked, None, "a question") == []


def test_the_page_before_a_visit_and_the_cover_keep_quiet(enter: Enter, words: Words) -> None:
    visit = enter()
    for page in (StartVisitPage(words, visit.session.state), Cover(words)):
        page.show()
        if isinstance(page, Cover):
            page.ask_for(code=True)
        assert visit.judge([*said_by(page), (painted(page), True)], None, type(page).__name__) == []
        page.close()
        page.deleteLater()


def test_what_was_copied_at_the_desk_is_gone_in_the_visit(
    opened: OpenFamily, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)
    opened.presenter.session.end_visit()
    opened.ask_for_visit()
    qapp.clipboard().setText("Tunde asked that nobody be told this.")
    page = opened.currentWidget()
    assert isinstance(page, StartVisitPage)
    page.started.emit(None, "2468")
    assert opened.in_visit
    assert qapp.clipboard().text() == ""


# -- each of these looks would see it


def some_label(visit: Visit) -> QLabel:
    return next(label for label in visit.page.findChildren(QLabel) if label.isVisibleTo(visit.page) and label.text())


@pytest.mark.parametrize("planted", ["Safety plan", "Is there a risk?", "A Referral", "Act today"])
def test_a_planted_word_is_found(enter: Enter, planted: str) -> None:
    visit = enter()
    label = some_label(visit)
    label.setToolTip(planted)
    assert visit.wrong(None, "planted")
    label.setToolTip("")
    assert visit.wrong(None, "planted") == []
    announce(visit.page, planted)
    assert visit.wrong(None, "planted")


def test_a_word_that_is_only_painted_is_found(enter: Enter) -> None:
    visit = enter()
    assert visit.wrong_in_paint(None, "planted") == []
    some_label(visit).setText("A threshold")
    assert visit.wrong_in_paint(None, "planted")


def test_a_planted_name_of_another_family_is_found(enter: Enter) -> None:
    visit = enter()
    some_label(visit).setAccessibleName(f"As with {min(visit.others)}")
    assert visit.wrong(None, "planted")


def test_painting_everything_before_somebody_ticked_alone_is_found(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = enter()
    kept_from = {person for _, answer in visit.answers() for person in answer.kept_from}
    rooms = [room for room in visit.some_rooms() if room is not None and room.people & kept_from]
    may_paint = Session.may_paint

    def careless(self: Session, key: AnswerKey) -> bool:
        return bool(self.room is not None and self.room.people) or may_paint(self, key)

    monkeypatch.setattr(Session, "may_paint", careless)
    found = walk(visit, [*rooms], only="children", tabs=2, in_turn=True).wrong
    assert any("kept from" in wrong for wrong in found)


def test_painting_everything_is_found(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "may_paint", lambda *_: True)
    visit = enter()
    found = walk(visit, [None], only="children", tabs=2).wrong
    assert any("kept from" in wrong for wrong in found)
    assert any("painted: kept from" in wrong for wrong in found)
