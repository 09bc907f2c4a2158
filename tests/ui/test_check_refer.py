"""Check and refer over the made-up family and the real report: what is shown is what is saved."""

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Show
from tests.ui.made_up import StillClock
from tests.ui.practice import Practice
from thinkfamily_desktop.domain.assessment import Stage
from thinkfamily_desktop.domain.ids import AlertKey
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.session.exporting import Document
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.settings.policy import Policy
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.documents import Documents
from thinkfamily_desktop.ui.pages.check_refer import CheckReferPage
from thinkfamily_desktop.ui.pdf_pages import PdfPages

LONG_MS = 20_000  # the report draws twenty pages


class Making(Documents):
    """The real maker, which counts."""

    def __init__(self, words: Words) -> None:
        super().__init__(words, resources_folder() / "fonts")
        self.made = 0

    def make(self, release: Release, kind: str = "referral") -> Future[Document]:
        self.made += 1
        return super().make(release, kind)


@pytest.fixture
def practice(words: Words) -> Iterator[Practice]:
    practice = Practice(StillClock(), words)
    yield practice
    practice.close()


@pytest.fixture
def documents(words: Words) -> Iterator[Making]:
    documents = Making(words)
    yield documents
    documents.close()


@pytest.fixture
def page(practice: Practice, documents: Making, words: Words, tmp_path: Path) -> Iterator[CheckReferPage]:
    pages = PdfPages()
    yield CheckReferPage(practice.presenter, practice.desk, documents, pages, words, tmp_path)
    pages.close()


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the folder dialog answers: the last path in the list, or nothing when it is empty."""
    answers: list[Path] = []

    def answer(parent: object, title: str, suggested: Path, kinds: str) -> Path | None:
        if not answers:
            return None
        return answers[-1] / suggested.name if answers[-1].is_dir() else answers[-1]

    monkeypatch.setattr(Dialogs, "choose_file_to_save", answer)
    return answers


def ready(page: CheckReferPage, qtbot: QtBot) -> bytes:
    qtbot.waitUntil(lambda: page.document is not None and bool(page.preview.pdf), timeout=LONG_MS)
    return page.preview.pdf


def test_the_bytes_in_the_preview_are_the_bytes_that_are_saved(
    show: Show, page: CheckReferPage, practice: Practice, words: Words, choose: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    robot = show(page)
    shown = ready(page, qtbot)
    choose.append(tmp_path)
    with qtbot.waitSignal(page.saved, timeout=LONG_MS) as saved:
        robot.click(words.say("check.travel_save"))
    path: Path = saved.args[0]
    assert path.read_bytes() == shown
    assert not list(tmp_path.glob("*.part"))
    exports = practice.store.exports(practice.session.assessment.id).result()
    assert [Path(export.path) for export in exports] == [path]
    assert exports[0].reader == "social-care"
    assert not exports[0].password
    assert path.name in robot.reads()


def test_the_crisis_plan_is_made_saved_and_entered_as_what_it_is(
    show: Show, page: CheckReferPage, practice: Practice, words: Words, choose: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    robot = show(page)
    whole = ready(page, qtbot)
    combo = robot.find(words.say("check.who_as"), QComboBox)
    assert isinstance(combo, QComboBox)
    place = combo.findText(words.say("check.kind_crisis_plan"))
    assert combo.findText(words.say("check.kind_child_page")) == -1  # a service has no child's page
    combo.setCurrentIndex(place)
    combo.activated.emit(place)
    qtbot.waitUntil(lambda: page.document is not None and page.preview.pdf not in (b"", whole), timeout=LONG_MS)
    choose.append(tmp_path)
    with qtbot.waitSignal(page.saved, timeout=LONG_MS):
        robot.click(words.say("check.travel_save"))
    (path,) = tmp_path.iterdir()
    assert "-social-care-crisis-plan-" in path.name
    with pikepdf.open(path) as plan:
        assert len(plan.pages) == 1
    qtbot.waitUntil(lambda: bool(practice.store.exports(practice.session.assessment.id).result()), timeout=LONG_MS)
    assert practice.store.exports(practice.session.assessment.id).result()[0].kind == "crisis-plan"


def test_a_file_name_holds_nobodys_name(
    show: Show, page: CheckReferPage, words: Words, choose: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    robot = show(page)
    ready(page, qtbot)
    choose.append(tmp_path)
    with qtbot.waitSignal(page.saved, timeout=LONG_MS):
        robot.click(words.say("check.travel_save"))
    (saved,) = tmp_path.iterdir()
    assert saved.name.startswith("TF-2026-")
    for name in ("Okafor", "Grace", "Tunde", "Ife", "David"):
        assert name.casefold() not in saved.name.casefold()


def test_a_folder_that_cannot_be_written_is_said_plainly_and_nothing_is_lost(
    show: Show, page: CheckReferPage, practice: Practice, words: Words, choose: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    robot = show(page)
    ready(page, qtbot)
    choose.append(tmp_path / "nowhere" / "file.pdf")
    robot.click(words.say("check.travel_save"))
    qtbot.waitUntil(lambda: bool(page.column.travel.message), timeout=LONG_MS)
    assert str(tmp_path / "nowhere") in page.column.travel.message
    assert "Errno" not in page.column.travel.message
    assert practice.store.exports(practice.session.assessment.id).result() == ()
    choose.append(tmp_path)
    with qtbot.waitSignal(page.saved, timeout=LONG_MS):
        robot.click(words.say("check.travel_save"))


def test_a_folder_that_the_organisation_does_not_allow_is_not_written(
    show: Show, practice: Practice, documents: Making, words: Words, choose: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    allowed, other = tmp_path / "allowed", tmp_path / "other"
    allowed.mkdir()
    other.mkdir()
    policy = Policy.model_validate({"allowed_export_folders": [str(allowed)]})
    pages = PdfPages()
    page = CheckReferPage(practice.presenter, practice.desk, documents, pages, words, allowed, policy=policy)
    robot = show(page)
    ready(page, qtbot)
    choose.append(other)
    robot.click(words.say("check.travel_save"))
    assert page.column.travel.message == words.say("check.not_allowed", folders=str(allowed))
    assert list(other.iterdir()) == []
    choose.append(allowed)
    with qtbot.waitSignal(page.saved, timeout=LONG_MS):
        robot.click(words.say("check.travel_save"))
    pages.close()


def test_thinking_better_of_it_saves_nothing(
    show: Show, page: CheckReferPage, words: Words, choose: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    robot = show(page)
    ready(page, qtbot)
    robot.click(words.say("check.travel_save"))
    assert list(tmp_path.iterdir()) == []
    assert page.column.travel.message == ""


def test_any_way_but_secure_email_puts_it_behind_a_password(
    show: Show, page: CheckReferPage, practice: Practice, words: Words, choose: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    robot = show(page)
    ready(page, qtbot)
    choose.append(tmp_path)
    robot.click(words.say("check.travel_other")).click(words.say("check.travel_save"))
    assert page.column.travel.message == words.say("check.travel_password_needed", count=12)
    assert list(tmp_path.iterdir()) == []
    robot.find(words.say("check.travel_password")).setFocus()
    robot.type("a long enough one")
    with qtbot.waitSignal(page.saved, timeout=LONG_MS) as saved:
        robot.click(words.say("check.travel_save"))
    path: Path = saved.args[0]
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(path)
    with pikepdf.open(path, password="a long enough one") as opened:
        assert len(opened.pages) > 1
    assert practice.store.exports(practice.session.assessment.id).result()[0].password
    assert robot.value(words.say("check.travel_password")) == ""


def test_another_reader_gets_another_pdf_and_is_told_what_is_left_out(
    show: Show, page: CheckReferPage, practice: Practice, words: Words, qtbot: QtBot
) -> None:
    robot = show(page)
    first = ready(page, qtbot)
    robot.click("School or nursery")
    qtbot.waitUntil(lambda: page.preview.pdf == b"", timeout=LONG_MS)
    assert words.say("check.who_choose_person") in robot.reads()
    assert not robot.find(words.say("check.travel_save")).isEnabled()
    page.column.who.about.chosen.emit(practice.people["tunde"])
    second = ready(page, qtbot)
    assert second != first
    assert words.say("check.need_all") not in robot.reads()


def test_an_answer_changed_makes_the_pdf_anew_and_until_then_nothing_old_can_be_saved(
    show: Show, page: CheckReferPage, practice: Practice, documents: Making, words: Words, qtbot: QtBot
) -> None:
    robot = show(page)
    first = ready(page, qtbot)
    practice.presenter.answer(practice.key("send.why_now"), "Something else happened on Thursday.")
    assert page.document is None
    assert not robot.find(words.say("check.travel_save")).isEnabled()
    assert ready(page, qtbot) != first
    assert documents.made == 2


def test_out_of_sight_nothing_is_made(
    show: Show, page: CheckReferPage, practice: Practice, documents: Making, qtbot: QtBot
) -> None:
    show(page)
    ready(page, qtbot)
    page.hide()
    practice.presenter.answer(practice.key("send.why_now"), "Typed elsewhere.")
    qtbot.wait(400)
    assert documents.made == 1


def test_page_keys_turn_the_pages_and_plus_enlarges(
    show: Show, page: CheckReferPage, words: Words, qtbot: QtBot
) -> None:
    robot = show(page)
    ready(page, qtbot)
    qtbot.waitUntil(lambda: page.preview.says.startswith("Page 1 of"), timeout=LONG_MS)
    page.preview.setFocus()
    robot.press(Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: page.preview.says.startswith("Page 2 of"), timeout=LONG_MS)
    robot.press(Qt.Key.Key_End)
    last = page.preview.says.split(" of ")[1].split(",")[0]
    qtbot.waitUntil(lambda: page.preview.says.startswith(f"Page {last} of"), timeout=LONG_MS)
    before = page.preview.paper_rect().width()
    robot.press(Qt.Key.Key_Plus)
    assert page.preview.paper_rect().width() > before
    robot.press(Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: page.preview.says.startswith("Page 1 of"), timeout=LONG_MS)


def test_a_screen_reader_reads_the_page_that_is_shown(show: Show, page: CheckReferPage, qtbot: QtBot) -> None:
    robot = show(page)
    ready(page, qtbot)
    qtbot.waitUntil(lambda: "PRACTICE" in robot.reads(), timeout=LONG_MS)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_criterion_leads_to_the_answers_that_show_it(
    show: Show, page: CheckReferPage, practice: Practice, words: Words, qtbot: QtBot
) -> None:
    robot = show(page)
    ready(page, qtbot)
    criterion = next(
        each for each in practice.session.state.criteria if len(each.met_by) > 1 and not each.criterion.each_child
    )
    title = words.text(criterion.criterion.title)
    link = f"{title}: {words.say('check.best_answers', count=len(criterion.met_by))}"
    robot.click(link)
    (menu,) = page.findChildren(QMenu)
    with qtbot.waitSignal(page.answer_requested) as asked:
        menu.actions()[1].trigger()
    assert asked.args == [criterion.met_by[1]]
    menu.close()


def test_what_blocks_a_signature_is_listed_as_links(
    show: Show, page: CheckReferPage, practice: Practice, words: Words, qtbot: QtBot
) -> None:
    key = practice.red()
    robot = show(page)
    ready(page, qtbot)
    assert practice.session.blocking(Stage.REFERRAL)
    assert not robot.find(words.say("check.sign_do", name=practice.session.worker.name)).isEnabled()
    said = words.text(practice.alert(key.rule).says)
    level = words.say("card.title_act_now")
    name = f"{words.say('check.problem_alert', level=level, says=said)}: {words.say('check.open_card')}"
    with qtbot.waitSignal(page.card_requested) as asked:
        robot.click(name)
    assert isinstance(asked.args[0], AlertKey)


def test_signing_keeps_a_version_and_says_who_and_when(
    show: Show, page: CheckReferPage, practice: Practice, words: Words, qtbot: QtBot
) -> None:
    robot = show(page)
    ready(page, qtbot)
    if practice.session.blocking(Stage.SCREENING):
        pytest.fail("the made-up family can be signed as a screening")
    robot.click(words.say("check.sign_screening"))
    robot.click(words.say("check.sign_do", name=practice.session.worker.name))
    qtbot.waitUntil(lambda: bool(practice.session.assessment.versions), timeout=LONG_MS)
    assert practice.session.assessment.versions[0].stage is Stage.SCREENING
    qtbot.waitUntil(lambda: practice.session.worker.name in robot.reads(), timeout=LONG_MS)
    ready(page, qtbot)


def test_on_a_narrow_screen_cards_and_pdf_take_turns(
    show: Show, page: CheckReferPage, words: Words, qtbot: QtBot
) -> None:
    robot = show(page, 800, 600)
    ready(page, qtbot)
    assert not page.preview.isVisible()
    robot.click(words.say("check.preview_show"))
    assert page.preview.isVisible()
    assert not page.column.isVisible()
    robot.click(words.say("check.preview_hide"))
    assert page.column.isVisible()


def test_a_file_where_a_folder_is_meant_is_said_plainly_and_left_alone(
    show: Show, page: CheckReferPage, words: Words, choose: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    shut = tmp_path / "shut"
    shut.write_text("a file where a folder is meant")
    robot = show(page)
    ready(page, qtbot)
    choose.append(shut / "x.pdf")
    robot.click(words.say("check.travel_save"))
    qtbot.waitUntil(lambda: str(shut) in page.column.travel.message, timeout=LONG_MS)
    assert shut.read_text() == "a file where a folder is meant"
