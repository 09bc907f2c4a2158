"""In the window too a copy is signed where the organisation says so, and one that cannot be is saved and said."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.report.made_up_certificate import PASSWORD, certificate, pdfsig
from tests.ui.conftest import Show
from tests.ui.made_up import StillClock
from tests.ui.practice import Practice
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.settings.policy import Policy
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.documents import Documents
from thinkfamily_desktop.ui.pages.check_refer import CheckReferPage
from thinkfamily_desktop.ui.pdf_pages import PdfPages

LONG_MS = 20_000


@pytest.fixture
def page(words: Words, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CheckReferPage]:
    monkeypatch.setattr(Dialogs, "choose_file_to_save", lambda _parent, _title, suggested, _kinds: suggested)
    policy = Policy.model_validate({
        "signing_certificate": str(tmp_path / "team.p12"), "signing_password_file": str(tmp_path / "password.txt"),
    })  # fmt: skip
    (tmp_path / "password.txt").write_text(PASSWORD, encoding="utf-8")
    practice, pages = Practice(StillClock(), words), PdfPages()
    documents = Documents(words, resources_folder() / "fonts", policy)
    (tmp_path / "out").mkdir()
    yield CheckReferPage(practice.presenter, practice.desk, documents, pages, words, tmp_path / "out", policy=policy)
    pages.close()
    documents.close()
    practice.close()


def test_a_copy_is_signed_as_the_organisation_says_or_saved_with_a_word_about_it(
    show: Show, page: CheckReferPage, words: Words, tmp_path: Path, qtbot: QtBot
) -> None:
    robot = show(page)
    qtbot.waitUntil(lambda: page.document is not None, timeout=LONG_MS)
    for content, valid in ((certificate(), True), (b"no certificate", False)):
        (tmp_path / "team.p12").write_bytes(content)
        with qtbot.waitSignal(page.saved, timeout=LONG_MS) as saved:
            robot.click(words.say("check.travel_save"))
        written: Path = saved.args[0]
        assert ("Signature is Valid." in pdfsig(written.read_bytes(), tmp_path)) is valid
        assert (words.say("report.no_signing_key") in page.column.travel.message) is not valid
        assert written.name in page.column.travel.message
