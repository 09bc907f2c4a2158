"""A page that goes takes nothing with it and leaves nothing behind: locking must let go of every answer."""

import gc
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.made_up import StillClock
from tests.ui.practice import Practice
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.ui.documents import Documents
from thinkfamily_desktop.ui.pages.action_card import ActionCardPage
from thinkfamily_desktop.ui.pages.caseload import CaseloadPage
from thinkfamily_desktop.ui.pages.check_refer import CheckReferPage
from thinkfamily_desktop.ui.pages.family import FamilyPage
from thinkfamily_desktop.ui.pdf_pages import PdfPages
from thinkfamily_desktop.ui.theme import Look

Make = Callable[[Practice, Words, Documents, PdfPages, Path], QWidget]


def caseload(practice: Practice, words: Words, *_: object) -> QWidget:
    return CaseloadPage(practice.desk, words)


def family(practice: Practice, _words: Words, *_: object) -> QWidget:
    page = FamilyPage(practice.presenter, practice.means)
    page.open_person(practice.session.state.people[0].id)
    return page


def card(practice: Practice, _words: Words, *_: object) -> QWidget:
    page = ActionCardPage(practice.presenter, practice.means, private=True)
    page.show_alert(practice.session.state.alerts[0].key)
    return page


def check(practice: Practice, words: Words, documents: Documents, pages: PdfPages, folder: Path) -> QWidget:
    return CheckReferPage(practice.presenter, practice.desk, documents, pages, words, folder)


@pytest.fixture
def makers(words: Words) -> Iterator[tuple[Documents, PdfPages]]:
    documents, pages = Documents(words, resources_folder() / "fonts"), PdfPages()
    yield documents, pages
    documents.close()
    pages.close()


@pytest.mark.parametrize("make", [caseload, family, card, check])
def test_a_page_that_is_dropped_is_gone(
    make: Make, words: Words, look: Look, qtbot: QtBot, makers: tuple[Documents, PdfPages], tmp_path: Path
) -> None:
    practice = Practice(StillClock(), words)
    page = make(practice, words, *makers, tmp_path)
    page.resize(1366, 700)
    page.show()
    qtbot.waitExposed(page)
    QCoreApplication.processEvents()
    gone, session = weakref.ref(page), weakref.ref(practice.session)
    page.hide()
    page.deleteLater()
    practice.presenter.deleteLater()
    practice.close()
    del page, practice
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
    gc.collect()
    assert gone() is None
    assert session() is None
