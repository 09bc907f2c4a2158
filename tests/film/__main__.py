"""`python -m tests.film [light dark contrast large small]`: every screen as a picture in shots/, which git ignores."""

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from tests.film.screens import screens
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.settings.words import load_words
from thinkfamily_desktop.ui.pages.check_refer import CheckReferPage
from thinkfamily_desktop.ui.parts.frame import Frame
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
PDF_SECONDS = 30


def take(page: QWidget, size: tuple[int, int], file: Path) -> None:
    """One picture of a page as large as the screen; a PDF beside it is waited for."""
    page.resize(*size)
    page.show()
    _settle()
    until = time.monotonic() + PDF_SECONDS
    body = page.body if isinstance(page, Frame) else page
    while isinstance(body, CheckReferPage) and not body.preview.pdf and time.monotonic() < until:
        _settle()
    _settle()
    page.grab().save(str(file))


def _settle() -> None:
    for _ in range(8):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def main() -> int:
    """Every look, or those that are named on the command line."""
    app = QApplication(sys.argv[:1])
    look = Look(app, resources_folder(), "light")
    words = load_words(resources_folder() / "words")
    taken = 0
    for name, theme, percent, size in LOOKS:
        if name in sys.argv[1:] or not sys.argv[1:]:
            look.choose(theme, percent)  # type: ignore[arg-type]  # one of the theme names above
            folder = SHOTS / name
            folder.mkdir(parents=True, exist_ok=True)
            shown: QWidget | None = None
            with tempfile.TemporaryDirectory() as own:
                for number, (screen, page) in enumerate(screens(words, Path(own)), 1):
                    if shown is not None and shown is not page:
                        shown.hide()
                        shown.deleteLater()  # what lingers is laid out again with each change of look
                    shown = page
                    take(page, size, folder / f"{number:02}_{screen}.png")
                    taken += 1
            if shown is not None:
                shown.hide()
    sys.stdout.write(f"{taken} pictures in {SHOTS.name}/\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
