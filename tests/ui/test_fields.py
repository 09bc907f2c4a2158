"""Every kind of question can be answered with the keyboard alone and with the mouse, and loses no word."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.conftest import OpenScreen
from tests.ui.made_up import MadeUp
from thinkfamily_desktop.domain.answers import PartialDate, PersonRef
from thinkfamily_desktop.forms.model import PersonItem
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.fields.options import PersonField
from thinkfamily_desktop.ui.parts.options import ChoiceCard, OptionCards, TickCard
from thinkfamily_desktop.ui.parts.quiet_inputs import LineInput

TYPED = [
    ("A line", "k.text", "ring the bell", "ring the bell"),
    ("A story", "k.long", "first this", "first this"),
    ("How many", "k.number", "1.10", Decimal("1.10")),
    ("Which day", "k.date", "14 2 2027", date(2027, 2, 14)),
    ("About when", "k.partial", "Mar 2019", PartialDate(2019, 3)),
    ("What time", "k.time", "14:30", time(14, 30)),
    ("NHS number of this one", "k.nhs", "999 291 4173", "9992914173"),
]
PICKED = [
    ("Yes", "k.yes", True),
    ("No", "k.yes", False),
    ("Ife", "k.person", "Ife"),
]


@pytest.mark.parametrize(("name", "item", "typed", "kept"), TYPED)
def test_a_field_that_is_typed_in_is_reached_by_tab(
    open_screen: OpenScreen, family: MadeUp, name: str, item: str, typed: str, kept: Any
) -> None:
    open_screen().robot.tab_to(name).type(typed)
    assert family.said(item) == kept
    assert str(family.said(item)) == str(kept)


@pytest.mark.parametrize(("name", "item", "typed", "kept"), TYPED)
def test_a_field_that_is_typed_in_is_reached_by_a_click(
    open_screen: OpenScreen, family: MadeUp, name: str, item: str, typed: str, kept: Any
) -> None:
    open_screen().robot.click(name).type(typed)
    assert family.said(item) == kept


def test_yes_and_no_by_keyboard_arrows_move_and_space_chooses(open_screen: OpenScreen, family: MadeUp) -> None:
    robot = open_screen().robot.tab_to("Yes")
    robot.press(Qt.Key.Key_Right)
    assert robot.focus == "No"
    assert family.said("k.yes") is None, "moving is not choosing"
    robot.press(Qt.Key.Key_Space)
    assert family.said("k.yes") is False


def test_delete_takes_a_choice_back(open_screen: OpenScreen, family: MadeUp) -> None:
    robot = open_screen().robot.tab_to("Yes").press(Qt.Key.Key_Space)
    assert family.said("k.yes") is True
    robot.press(Qt.Key.Key_Delete)
    assert family.said("k.yes") is None


def test_a_second_press_does_not_take_a_choice_back(open_screen: OpenScreen, family: MadeUp) -> None:
    open_screen().robot.click("Yes").click("Yes")
    assert family.said("k.yes") is True


def test_one_of_three_by_click_and_another_takes_its_place(open_screen: OpenScreen, family: MadeUp) -> None:
    open_screen().robot.click("Steady", ChoiceCard).click("Changes", ChoiceCard)
    assert family.said("k.choice") == "changes"


def test_one_of_many_by_arrow_keys(open_screen: OpenScreen, family: MadeUp) -> None:
    open_screen().robot.tab_to("One of many").press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert family.said("k.list") == "c1"


def test_some_of_three_by_keyboard_and_none_of_these_stands_alone(open_screen: OpenScreen, family: MadeUp) -> None:
    robot = open_screen().robot
    robot.find("Steady", TickCard).setFocus()
    robot.press(Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert family.said("k.several") == ("steady", "mostly")
    robot.click("None of these")
    assert family.said("k.several") == ("none",)
    robot.click("Steady", TickCard)
    assert family.said("k.several") == ("steady",)


def test_somebody_in_the_family(open_screen: OpenScreen, family: MadeUp) -> None:
    open_screen().robot.click("Ife", ChoiceCard)
    assert family.said("k.person") == PersonRef(family.ife)


def test_when_somebody_is_renamed_their_old_card_stands_nowhere(open_screen: OpenScreen, family: MadeUp) -> None:
    screen = open_screen()
    screen.presenter.answer(family.key("person.given_name", family.tunde), "Tobi")
    QApplication.processEvents()  # shows the new, and does not yet take the old away
    groups = [group for group in screen.robot.window.findChildren(OptionCards) if group.accessibleName() == "Who"]
    shown = [[card.accessibleName() for card in group.cards] for group in groups if not group.isHidden()]
    assert shown == [["Grace", "Tobi", "Ife"]]


def test_who_is_the_answer_stays_on_offer_when_their_roles_are_others(open_screen: OpenScreen, family: MadeUp) -> None:
    family.say("k.person", PersonRef(family.ife))
    screen = open_screen()
    question = family.session.state.questions[family.key("k.person")]
    assert isinstance(question.item, PersonItem)
    means = Means(screen.words, family.session.form, family.clock)
    field = PersonField(question, question.item.model_copy(update={"roles": ("parent",)}), means, "Who")
    field.show_question(question, family.session.state)
    cards = [card for card in field.inputs() if isinstance(card, ChoiceCard)]
    assert [(card.accessibleName(), card.isChecked()) for card in cards] == [("Grace", False), ("Ife", True)]
    field.deleteLater()


def test_rows_are_added_filled_and_taken_away_by_keyboard(open_screen: OpenScreen, family: MadeUp) -> None:
    robot = open_screen().robot.tab_to("Add a call").press(Qt.Key.Key_Space)
    assert robot.focus == "Whom you rang"
    robot.type("duty desk").press(Qt.Key.Key_Tab).type("1405")
    rows = family.said("k.rows")
    assert len(rows) == 1
    cells = {key.item: answer.value for key, answer in family.session.assessment.answers.items() if key.row == rows[0]}
    assert cells == {"k.rows.who": "duty desk", "k.rows.when": time(14, 5)}
    robot.tab_to("Remove line 1 of: Calls").press(Qt.Key.Key_Space)
    assert family.said("k.rows") is None


@pytest.mark.parametrize(
    ("name", "item", "typed"),
    [("How many", "k.number", "a few"), ("Which day", "k.date", "last week"), ("What time", "k.time", "noonish")],
)
def test_what_is_no_such_value_is_kept_as_it_was_typed(
    open_screen: OpenScreen, family: MadeUp, name: str, item: str, typed: str
) -> None:
    open_screen().robot.click(name).type(typed)
    assert family.said(item) == typed


def test_a_date_is_read_back_in_words(open_screen: OpenScreen) -> None:
    robot = open_screen().robot.click("Which day").type("14/2/27")
    assert "Sunday 14 February 2027" in robot.reads()


def test_nothing_is_rewritten_under_the_hand_that_types(open_screen: OpenScreen) -> None:
    robot = open_screen().robot.click("How many").type("1.")
    assert robot.value("How many") == "1."
    robot.type("50")
    assert robot.value("How many") == "1.50"


def test_an_emptied_field_is_unanswered(open_screen: OpenScreen, family: MadeUp) -> None:
    robot = open_screen().robot.click("A line").type("x")
    robot.press(Qt.Key.Key_Backspace)
    assert family.session.current(family.key("k.text")) is None


def test_undo_brings_back_what_stood_there(open_screen: OpenScreen, family: MadeUp) -> None:
    family.say("k.text", "before")
    screen = open_screen()
    screen.robot.click("A line").press(Qt.Key.Key_End).type("!")
    screen.presenter.undo()
    assert screen.robot.value("A line") == "before"


def test_the_wheel_changes_nothing(open_screen: OpenScreen, family: MadeUp) -> None:
    family.say("k.list", "c3")
    family.say("k.long", "line\n" * 40)
    robot = open_screen().robot
    before = dict(family.session.assessment.answers)
    for widget in robot.visible():
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            robot.wheel(widget)
    robot.tab_to("One of many")
    robot.wheel(robot.find("One of many"))
    assert dict(family.session.assessment.answers) == before


def test_a_long_text_grows_with_its_words(open_screen: OpenScreen) -> None:
    robot = open_screen().robot
    box = robot.find("A story")
    low = box.height()
    robot.click("A story")
    for _ in range(8):
        robot.press(Qt.Key.Key_Return)
    assert box.height() > low


def test_markup_stays_words(open_screen: OpenScreen, family: MadeUp) -> None:
    family.session.answer(family.key("person.given_name", family.tunde), "<b>Tunde</b> & <img src=x>")
    robot = open_screen("children").robot
    assert "What does <b>Tunde</b> & <img src=x> see?" in robot.reads()


def test_a_help_is_read_out_after_the_name(open_screen: OpenScreen) -> None:
    widget: QWidget = open_screen().robot.find("A story")
    assert widget.accessibleDescription() == "As long as it takes"


def test_a_line_that_was_left_shows_its_beginning(open_screen: OpenScreen, family: MadeUp) -> None:
    robot = open_screen().robot
    robot.click("A line").type("Home Treatment Team North, in the next town. " * 4)
    line = robot.find("A line", LineInput)
    assert isinstance(line, LineInput)
    assert line.cursorPosition() == len(line.text()), "while it is typed, its end is what one sees"
    robot.press(Qt.Key.Key_Tab)
    assert line.cursorPosition() == 0
    assert str(family.said("k.text")).startswith("Home Treatment")
