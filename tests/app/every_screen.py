"""Every screen of the program, one after another, in a window of a process of its own: each line read shows the next.

The line `again` asks once more about the one that is shown. What it prints is the name of the screen and what takes
the focus on it, as the program itself knows it.
"""

import json
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.accessible import shown_screens, spoken, stops
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.settings.words import load_words
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.theme import Look


def main() -> None:
    app = QApplication(["thinkfamily"])
    Look(app, resources_folder(), "light")
    folder = tempfile.TemporaryDirectory()
    shown = shown_screens(load_words(resources_folder() / "words"), Path(folder.name), (1366, 768))
    planted = "--planted" in sys.argv

    current = ("", QWidget())

    def answer() -> None:
        nonlocal current
        asked = sys.stdin.readline().strip()
        if not asked:
            app.quit()
            return
        if asked != "again":
            current = next(shown, ("", current[1]))
            if current[0]:
                announce(current[1], f"This is {current[0]}")
        name, page = current
        found = stops(page) if name else []
        if planted and found:
            found[-1].setAccessibleName(" ")
        told = [[text, description] for text, _, description in map(spoken, found)]
        sys.stdout.write(json.dumps([name, told] if name else None) + "\n")
        sys.stdout.flush()

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(answer)
    app.exec()


main()
