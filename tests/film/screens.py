"""Every screen of the program over the made-up family, one after another, from first run to export."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from tests.ui.made_up import StillClock
from tests.ui.practice import Practice
from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.answers import Room
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.unlocking import Unlocking
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.settings.policy import InForce, Policy
from thinkfamily_desktop.settings.preferences import Preferences
from thinkfamily_desktop.ui.documents import Documents
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.models.help import TOPICS
from thinkfamily_desktop.ui.pages.action_card import ActionCardPage
from thinkfamily_desktop.ui.pages.caseload import CaseloadPage
from thinkfamily_desktop.ui.pages.check_refer import CheckReferPage
from thinkfamily_desktop.ui.pages.family import FamilyPage
from thinkfamily_desktop.ui.pages.first_run import FirstRunPage
from thinkfamily_desktop.ui.pages.help import HelpPage
from thinkfamily_desktop.ui.pages.settings import SettingsPage
from thinkfamily_desktop.ui.pages.start_visit import StartVisitPage
from thinkfamily_desktop.ui.pages.unlock import UnlockPage
from thinkfamily_desktop.ui.pages.workspace import WorkspacePage
from thinkfamily_desktop.ui.parts.cover import Cover
from thinkfamily_desktop.ui.parts.frame import Frame
from thinkfamily_desktop.ui.pdf_pages import PdfPages

FOUR_WORDS = "anchor velvet meadow trumpet"
TO_DISCUSS = (("pmh.insight_child", "not-yet"), ("pmh.outlook_time", "too-long"))


def screens(words: Words, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """The name of each screen and its page. A page lives until the next one is asked for."""
    yield from _door(words, folder)
    practice = Practice(StillClock(), words)
    practice.add_the_others()
    yield "caseload", _framed(CaseloadPage(practice.desk, words), words)
    yield "settings", _framed(_settings(practice), words)
    for topic in TOPICS:
        yield f"help_{topic}", _framed(HelpPage(words, topic), words)
    yield "family", _framed(FamilyPage(practice.presenter, practice.means), words)
    one_person = FamilyPage(practice.presenter, practice.means)
    one_person.open_person(practice.people["tunde"])
    yield "family_details", _framed(one_person, words)
    yield from _cards(practice)
    yield from _workspace(practice, "desk", visit=False)
    yield from _check(practice, folder)
    yield "start_visit", _framed(StartVisitPage(words, practice.session.state), words)
    practice.session.start_visit(Room(frozenset({practice.people["grace"]})))
    yield from _workspace(practice, "visit", visit=True)
    yield "visit_help", _framed(HelpPage(words, "visit", visit=True), words)
    cover = Cover(words)
    cover.ask_for(code=True)
    yield "cover", cover
    practice.close()


def _door(words: Words, folder: Path) -> Iterator[tuple[str, QWidget]]:
    unlocking = Unlocking(folder / "vault", folder / "tries.json", StillClock())
    yield "first_run", FirstRunPage(unlocking, words, lambda: FOUR_WORDS)
    yield "unlock", UnlockPage(unlocking, words)
    unlocking.close()


def _framed(page: QWidget, words: Words) -> Frame:
    """A page between its bars, as the program shows it."""
    frame = Frame(page, (words.say("workspace.encrypted"), words.say("workspace.no_connection")))
    frame.top.show_place(words.say("workspace.program"), "Home Treatment Team North")
    frame.status.show_saved(words.say("workspace.all_saved"))
    frame.top.add_button(words.say("settings.back"))
    frame.top.add_button(words.say("workspace.lock"))
    return frame


def _settings(practice: Practice) -> SettingsPage:
    fixed = InForce(Policy(idle_lock_minutes=3), (), {"idle_lock_minutes": "policy.json"})
    form = practice.session.form.info
    return SettingsPage(practice.words, Preferences(), fixed, practice.desk.worker, (form,))


def _cards(practice: Practice) -> Iterator[tuple[str, QWidget]]:
    red = ActionCardPage(practice.presenter, practice.means)
    red.show_alert(next(alert.key for alert in practice.session.state.alerts if alert.level is Level.ACT_NOW))
    yield "card", _framed(red, practice.words)
    for item, value in TO_DISCUSS:
        practice.session.answer(practice.key(item), value)
    talk = ActionCardPage(practice.presenter, practice.means)
    talk.show_alert(practice.alert("A07").key)
    yield "discussion", _framed(talk, practice.words)


def _workspace(practice: Practice, mode: str, *, visit: bool) -> Iterator[tuple[str, QWidget]]:
    form = practice.session.form
    workspace = WorkspacePage(practice.presenter, Means(practice.words, form, practice.clock, visit=visit))
    for number, page in enumerate(form.pages, 1):
        if page.in_visit or not visit:
            workspace.open_page(page.id)
            yield f"{mode}_{number:02}_{page.id}", workspace


def _check(practice: Practice, folder: Path) -> Iterator[tuple[str, QWidget]]:
    documents, pages = Documents(practice.words, resources_folder() / "fonts"), PdfPages()
    check = CheckReferPage(practice.presenter, practice.desk, documents, pages, practice.words, folder)
    framed = _framed(check, practice.words)
    yield "check", framed
    check.column.need.show_list()
    yield "check_answers", framed
    framed.hide()
    documents.close()
    pages.close()
