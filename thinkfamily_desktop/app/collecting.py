"""Unused objects that hold each other go on the window's thread alone: elsewhere a widget among them ends the process.

Python looks for them on whichever thread happens to make the next object. A page that failed while it was being built
belongs to nobody yet; taken apart on the store's thread it takes the program with it, without a word.
"""

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 1_000


class Collecting(QObject):
    """Takes Python's own search over from the moment it is made."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        timer = QTimer(self, interval=LOOK_MS)
        timer.timeout.connect(self.look)
        timer.start()
        gc.disable()

    def look(self) -> None:
        """Search as far back as Python itself would by now."""
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > limits[generation]:
                gc.collect(generation)
                return

    def keep_for_good(self) -> None:
        """What has been read by now stays until the end; to look through it again would hold up typing."""
        gc.freeze()
