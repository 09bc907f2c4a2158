"""The window's part of the self-test: Qt starts, dresses and paints here."""

import sys

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication, QLabel

from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.ui.theme import Look


def show_a_window(house: House) -> str:
    """Paint a label and look at the picture. Raises ThinkFamilyError when nothing was painted."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError("a window needs a QApplication")
    look = Look(application, house.resources)
    label = QLabel(house.words.say("cli.selftest_passed"))
    label.show()
    application.processEvents()
    picture = label.grab().toImage()
    colours = {picture.pixel(x, picture.height() // 2) for x in range(picture.width())}
    label.deleteLater()
    if len(colours) < 2:
        raise ThinkFamilyError("cli.window_blank")
    return f"Qt {qVersion()}, platform {application.platformName()}, theme {look.theme_name}"
