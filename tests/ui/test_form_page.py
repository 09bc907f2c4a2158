"""A page is made from the state: tabs, questions that come and go, and one reason for what is left blank."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import OpenScreen
from tests.ui.made_up import MadeUp
from thinkfamily_desktop.domain.answers import Gap, Room
from thinkfamily_desktop.domain.ids import person_subject


def test_each_child_has_a_tab_and_answers_of_their_own(open_screen: OpenScreen, family: MadeUp) -> None:
    screen = open_screen("children")
    screen.robot.click("What does Tunde see?").type("t")
    screen.robot.tab_to("Person").press(Qt.Key.Key_Right)
    screen.robot.click("What does Ife see?").type("i")
    assert family.said("ch.unwell", family.tunde) == "t"
    assert family.said("ch.unwell", family.ife) == "i"


def test_a_question_comes_when_it_is_asked_for_and_the_focus_stays(open_screen: OpenScreen, family: MadeUp) -> None:
    robot = open_screen("children").robot
    assert not robot.has("What more?")
    robot.tab_to("Yes").press(Qt.Key.Key_Space)
    assert robot.has("What more?")
    assert robot.focus == "Yes"
    robot.tab_to("What more?").type("this")
    robot.click("No")
    assert not robot.has("What more?")
    assert family.said("ch.what", family.tunde) == "this", "hidden is not deleted"


def test_a_name_that_changes_changes_in_the_question(open_screen: OpenScreen, family: MadeUp) -> None:
    screen = open_screen("children")
    screen.presenter.answer(family.key("person.preferred_name", family.tunde), "Tun")
    assert "What does Tun see?" in screen.robot.settle().reads()
    assert screen.robot.has("What does Tun see?")


def test_nothing_more_today_gives_every_blank_one_reason_and_can_be_undone(
    open_screen: OpenScreen, family: MadeUp
) -> None:
    screen = open_screen("children")
    family.say("ch.unwell", "told", family.tunde)
    screen.presenter.state_changed.emit(screen.presenter.state)
    screen.robot.click(screen.say("workspace.nothing_more")).click("Not asked")
    gap = family.session.current(family.key("ch.more", family.tunde))
    assert gap is not None
    assert gap.gap is Gap.NOT_ASKED
    assert gap.bulk
    assert family.said("ch.unwell", family.tunde) == "told"
    assert family.session.current(family.key("ch.more", family.ife)) is None, "only the open tab"
    screen.robot.click(screen.say("workspace.nothing_more_undo"))
    assert family.session.current(family.key("ch.more", family.tunde)) is None


def test_a_reason_for_the_page_never_fills_what_an_alarm_reads(open_screen: OpenScreen, family: MadeUp) -> None:
    screen = open_screen("worry")
    screen.robot.click(screen.say("workspace.nothing_more")).click("Not asked")
    assert family.session.current(family.key("worry.now")) is None
    assert family.session.current(family.key("worry.calm")) is not None
    assert "Is it urgent?" in screen.robot.reads().split("These need their own answer or reason:")[1]


def test_finished_is_said_by_the_worker_and_taken_back(open_screen: OpenScreen, family: MadeUp) -> None:
    screen = open_screen("children")
    screen.robot.click(screen.say("workspace.page_done"))
    assert any("children/person" in name for name in family.session.assessment.finished_sections)
    screen.robot.click(screen.say("workspace.page_open_again"))
    assert family.session.assessment.finished_sections == frozenset()


def test_a_page_for_one_person_alone_opens_only_when_the_worker_says_so(
    open_screen: OpenScreen, family: MadeUp
) -> None:
    screen = open_screen("alone", visit=True, room=Room(frozenset([family.grace, family.tunde])))
    assert "People close to you" not in screen.robot.reads()
    assert "Has anybody hurt you?" not in screen.robot.reads()
    screen.presenter.set_room(Room(frozenset([family.grace])))
    assert "Has anybody hurt you?" not in screen.robot.settle().reads()
    screen.robot.click("I am alone with Grace")
    assert "Has anybody hurt you?" in screen.robot.reads()
    screen.presenter.set_room(Room(frozenset([family.grace, family.ife])))
    assert "Has anybody hurt you?" not in screen.robot.settle().reads()
    assert "People close to you" not in screen.robot.reads()


def test_what_nobody_here_may_read_is_kept_and_can_be_added_to_as_a_note(
    open_screen: OpenScreen, family: MadeUp
) -> None:
    key = family.key("ch.unwell", family.tunde)
    family.session.answer(key, "listens at the door")
    family.session.annotate(key, kept_from=frozenset([family.grace]))
    screen = open_screen("children", visit=True, room=Room(frozenset([family.grace])))
    assert "listens at the door" not in screen.robot.reads()
    assert screen.say("visit.kept") in screen.robot.reads()
    screen.robot.click(screen.say("visit.add_to_kept")).press(Qt.Key.Key_End).type("and this")
    screen.robot.click(screen.say("workspace.note_keep"))
    assert "and this" in family.session.assessment.notes[0].text
    assert family.said("ch.unwell", family.tunde) == "listens at the door"
    screen.presenter.set_room(Room(frozenset([family.tunde])))
    assert "listens at the door" not in screen.robot.settle().reads(), "it was not said in front of Tunde alone"


def test_the_workers_own_lines_are_not_in_a_visit(open_screen: OpenScreen) -> None:
    screen = open_screen("children", visit=True)
    assert "Worker's own line" not in screen.robot.reads()
    assert "Is there more?" in screen.robot.reads()


def test_opening_a_question_goes_to_its_page_and_tab(open_screen: OpenScreen, family: MadeUp) -> None:
    screen = open_screen("kinds")
    screen.page.open_question(family.key("ch.unwell", family.ife))
    assert screen.robot.settle().focus == "What does Ife see?"
    assert screen.page.page is not None
    assert screen.page.page.subject == person_subject(family.ife)


def test_what_did_not_change_is_not_shown_again(open_screen: OpenScreen, family: MadeUp) -> None:
    screen = open_screen("kinds")
    field = screen.robot.find("A line")
    written: list[str] = []
    field.textChanged.connect(written.append)  # type: ignore[attr-defined]
    screen.robot.click("A story").type("abc")
    assert written == []
    assert QApplication.focusWidget() is screen.robot.find("A story")
