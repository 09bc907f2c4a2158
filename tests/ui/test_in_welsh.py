"""The questions in Welsh, where a form has them, and local services under the plan's question for one."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from tests.forms.case import item, make_form, page, section
from tests.ui.conftest import Show
from tests.ui.made_up import MadeUp, StillClock
from tests.ui.practice import shipped
from tests.ui.robots import Robot
from thinkfamily_desktop.domain.ids import AnswerKey, ItemId
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.pages.workspace import WorkspacePage
from thinkfamily_desktop.ui.presenter import AssessmentPresenter


class Opened:
    """A family in any form, in the workspace."""

    def __init__(self, form: Form) -> None:
        self.family = MadeUp(form)
        self.presenter = AssessmentPresenter(self.family.session)

    def page(self, words: Words, *, visit: bool = False, services: tuple[str, ...] = ()) -> WorkspacePage:
        return WorkspacePage(
            self.presenter, Means(words, self.family.session.form, StillClock(), visit=visit, services=services)
        )


@pytest.fixture
def screening() -> Iterator[Opened]:
    opened = Opened(shipped().form("screening"))
    yield opened
    opened.family.close()


def test_one_button_asks_the_screening_in_welsh_and_another_in_english_again(
    screening: Opened, show: Show, words: Words
) -> None:
    first = screening.family.session.form.pages[0]
    title = first.desk_title or first.title
    assert "cy" in title.languages()
    page = screening.page(words)
    asked: list[str] = []
    page.language_requested.connect(asked.append)
    robot = show(page)
    assert title.in_language("en") in robot.reads()
    robot.click("Cymraeg")
    assert asked == ["cy"]
    welsh = screening.page(words.in_language("cy"))
    robot = show(welsh)
    assert title.in_language("cy") in robot.reads()
    assert title.in_language("en") not in robot.reads()
    assert robot.has("English")
    assert not robot.has("Cymraeg")


def test_what_is_typed_in_one_language_stands_in_the_other(screening: Opened, show: Show, words: Words) -> None:
    key = next(
        question.key
        for question in screening.presenter.state.questions.values()
        if question.item.kind in ("text", "long_text")
    )
    screening.presenter.answer(key, "Ana, most evenings")
    welsh = screening.page(words.in_language("cy"))
    robot = show(welsh)
    welsh.open_question(key)
    assert "Ana, most evenings" in robot.settle().reads()


SERVICE = AnswerKey(ItemId("plan.action.service"))
KNOWN = ("Eastwell Carers", "Northfield Young Carers", "Riverside Hub")


@pytest.fixture
def planned() -> Iterator[Opened]:
    form = make_form(page(section(item(SERVICE.item, "text", ask="Which service"), item("x.y", "text", ask="Other"))))
    opened = Opened(form)
    yield opened
    opened.family.close()


def popup() -> QListView:
    opened = QApplication.activePopupWidget()
    assert isinstance(opened, QListView)
    return opened


def offered() -> list[str]:
    if QApplication.activePopupWidget() is None:
        return []
    model = popup().model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_local_services_are_offered_as_one_types_and_all_of_them_at_down(
    planned: Opened, show: Show, words: Words
) -> None:
    robot = open_at(planned, show, words, SERVICE)
    robot.press(Qt.Key.Key_Down)
    assert offered() == list(KNOWN)
    QTest.keyClick(popup(), Qt.Key.Key_Escape)
    robot.type("carers")
    assert offered() == ["Eastwell Carers", "Northfield Young Carers"]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(popup(), key)
    kept = planned.presenter.session.current(SERVICE)
    assert kept is not None
    assert kept.value == "Northfield Young Carers"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_service_that_is_on_no_list_is_kept_as_typed_and_other_lines_offer_nothing(
    planned: Opened, show: Show, words: Words
) -> None:
    robot = open_at(planned, show, words, SERVICE)
    robot.type("The church on the corner")
    assert offered() == []
    kept = planned.presenter.session.current(SERVICE)
    assert kept is not None
    assert kept.value == "The church on the corner"
    open_at(planned, show, words, AnswerKey(ItemId("x.y"))).press(Qt.Key.Key_Down)
    assert offered() == []


def open_at(planned: Opened, show: Show, words: Words, key: AnswerKey) -> Robot:
    page = planned.page(words, services=KNOWN)
    robot = show(page)
    page.open_question(key)
    return robot.settle()
