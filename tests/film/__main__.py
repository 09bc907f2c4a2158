"""`python -m tests.film`: the workspace's pages and what lies over it, as pictures in shots/, which git ignores."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.made_up import StillClock
from tests.ui.practice import Practice
from thinkfamily_desktop.domain.answers import Room
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.settings.words import load_words
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.pages.action_card import ActionCardPage
from thinkfamily_desktop.ui.pages.caseload import CaseloadPage
from thinkfamily_desktop.ui.pages.family import FamilyPage
from thinkfamily_desktop.ui.pages.workspace import WorkspacePage
from thinkfamily_desktop.ui.theme import Look

SHOTS = Path(__file__).resolve().parents[2] / "shots"
WIDE, SMALL = (1366, 768), (1024, 600)
LOOKS = (
    ("light", "light", 100, WIDE),
    ("dark", "dark", 100, WIDE),
    ("contrast", "contrast", 100, WIDE),
    ("large", "light", 200, WIDE),
    ("small", "light", 100, SMALL),
)


class Camera:
    """Takes one picture after another in one look."""

    def __init__(self, folder: Path, size: tuple[int, int]) -> None:
        self._folder, self._size = folder, size
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, name: str, page: QWidget) -> None:
        """One picture of a page as large as the screen."""
        page.resize(*self._size)
        page.show()
        for _ in range(8):
            QApplication.sendPostedEvents()
            QApplication.processEvents()
        page.grab().save(str(self._folder / f"{name}.png"))


def film(camera: Camera) -> None:
    """Every screen of the made-up family, at the desk and in a visit."""
    words = load_words(resources_folder() / "words")
    practice = Practice(StillClock(), words)
    camera.take("caseload", CaseloadPage(practice.desk, words))
    camera.take("family", FamilyPage(practice.presenter, practice.means))
    card = ActionCardPage(practice.presenter, practice.means, private=False)
    card.show_alert(practice.session.state.alerts[0].key)
    camera.take("card", card)
    _walk(camera, practice, "desk", visit=False)
    practice.session.start_visit(Room(frozenset({practice.people["grace"]})))
    _walk(camera, practice, "visit", visit=True)
    practice.close()


def _walk(camera: Camera, practice: Practice, mode: str, *, visit: bool) -> None:
    form = practice.session.form
    workspace = WorkspacePage(practice.presenter, Means(practice.words, form, practice.clock, visit=visit))
    for number, page in enumerate(form.pages, 1):
        if page.in_visit or not visit:
            workspace.open_page(page.id)
            camera.take(f"{mode}_{number:02}_{page.id}", workspace)
    workspace.hide()


def main() -> int:
    """Every look, or those that are named on the command line."""
    app = QApplication(sys.argv[:1])
    look = Look(app, resources_folder(), "light")
    for name, theme, percent, size in LOOKS:
        if name in sys.argv[1:] or not sys.argv[1:]:
            look.choose(theme, percent)  # type: ignore[arg-type]  # one of the theme names above
            film(Camera(SHOTS / name, size))
    sys.stdout.write(f"{len(list(SHOTS.rglob('*.png')))} pictures in {SHOTS.name}/\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
