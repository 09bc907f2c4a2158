"""Who said it, from whom it is kept, and why there is no answer: all by keyboard, and also before the answer."""

from PySide6.QtCore import Qt

from tests.ui.conftest import OpenScreen, Screen
from tests.ui.made_up import MadeUp
from thinkfamily_desktop.domain.answers import Answer, Gap, Room, Source, SourceKind
from thinkfamily_desktop.domain.ids import PersonId
from thinkfamily_desktop.ui.parts.chips import Chip

STORY = "On a low day, what is Tunde's morning like?"
ASKED = "What does Tunde see?"


def told(screen: Screen, family: MadeUp) -> Answer:
    answer = screen.presenter.session.current(family.key("ch.unwell", family.tunde))
    assert answer is not None
    return answer


def at(screen: Screen, family: MadeUp) -> Screen:
    screen.robot.tab_to(ASKED)
    return screen


def test_who_told_you_is_chosen_with_the_keyboard(open_screen: OpenScreen, family: MadeUp) -> None:
    screen = at(open_screen("children"), family)
    screen.robot.type("She stays in bed").tab_to("Tunde").press(Qt.Key.Key_Space)
    assert told(screen, family).source == Source(SourceKind.PERSON, family.tunde)
    screen.robot.press(Qt.Key.Key_Space)
    assert told(screen, family).source is None


def test_who_told_you_may_be_said_before_what_they_told(open_screen: OpenScreen, family: MadeUp) -> None:
    screen = at(open_screen("children"), family)
    screen.robot.tab_to("Seen by me").press(Qt.Key.Key_Return)
    assert screen.presenter.session.current(family.key("ch.unwell", family.tunde)) is None
    screen.robot.click(ASKED).type("x")
    assert told(screen, family).source == Source(SourceKind.SEEN)


def test_with_one_person_in_the_room_it_is_they_who_tell(open_screen: OpenScreen, family: MadeUp) -> None:
    screen = open_screen("children", visit=True, room=Room(frozenset([family.grace])))
    screen.robot.click(STORY).type("x")
    assert told(screen, family).source == Source(SourceKind.PERSON, family.grace)
    lit = [chip for chip in screen.robot.window.findChildren(Chip) if chip.isVisible() and chip.isChecked()]
    assert [chip.words for chip in lit] == ["Grace", "Grace"], "in the room, and as who told it"


def test_with_two_in_the_room_nobody_is_guessed(open_screen: OpenScreen, family: MadeUp) -> None:
    screen = open_screen("children", visit=True, room=Room(frozenset([family.grace, family.tunde])))
    screen.robot.click(STORY).type("x")
    assert told(screen, family).source is None


def test_another_service_is_named(open_screen: OpenScreen, family: MadeUp) -> None:
    screen = at(open_screen("children"), family)
    screen.robot.type("x").tab_to("Another service").press(Qt.Key.Key_Space)
    screen.robot.tab_to(screen.say("workspace.which_source")).type("school")
    assert told(screen, family).source == Source(SourceKind.SERVICE, None, "school")


def test_exact_words_are_marked(open_screen: OpenScreen, family: MadeUp) -> None:
    screen = at(open_screen("children"), family)
    screen.robot.type("x").tab_to("Exact words").press(Qt.Key.Key_Space)
    assert told(screen, family).exact_words


def test_a_confidence_is_kept_from_somebody_with_its_promise(open_screen: OpenScreen, family: MadeUp) -> None:
    screen = at(open_screen("children"), family)
    screen.robot.type("x").tab_to(screen.say("workspace.keep_from")).press(Qt.Key.Key_Space)
    assert screen.robot.focus == "Grace"
    screen.robot.press(Qt.Key.Key_Space).tab_to(screen.say("workspace.promised")).type("ask first")
    answer = told(screen, family)
    assert answer.kept_from == frozenset[PersonId]([family.grace])
    assert answer.condition == "ask first"
    assert "Keep from: Grace" in screen.robot.reads()


def test_why_there_is_no_answer_with_a_word_and_back(open_screen: OpenScreen, family: MadeUp) -> None:
    screen = at(open_screen("children"), family)
    screen.robot.tab_to(screen.say("workspace.no_answer")).press(Qt.Key.Key_Space)
    screen.robot.tab_to("Chose not to say").press(Qt.Key.Key_Space)
    assert told(screen, family).gap is Gap.DECLINED
    screen.robot.tab_to(screen.say("workspace.gap_note")).type("tired")
    assert told(screen, family).gap_note == "tired"
    screen.robot.click("Chose not to say")
    assert screen.presenter.session.current(family.key("ch.unwell", family.tunde)) is None


def test_an_answer_takes_the_place_of_a_reason(open_screen: OpenScreen, family: MadeUp) -> None:
    family.session.give_gap(family.key("ch.unwell", family.tunde), Gap.NOT_ASKED)
    screen = at(open_screen("children"), family)
    screen.robot.type("after all")
    assert told(screen, family).value == "after all"
    assert told(screen, family).gap is None


def test_an_answer_that_nobody_visits_says_quietly_who_told_it(open_screen: OpenScreen, family: MadeUp) -> None:
    key = family.key("ch.what", family.tunde)
    family.say("ch.more", True, family.tunde)
    family.session.answer(key, "words")
    family.session.annotate(key, source=Source(SourceKind.PERSON, family.tunde), exact_words=True)
    robot = open_screen("children").robot
    assert "Tunde told you · Exact words" in robot.reads()
    robot.click("Tunde told you · Exact words")
    chips = [chip for chip in robot.window.findChildren(Chip) if chip.words == "Exact words" and chip.isChecked()]
    assert len(chips) == 1
