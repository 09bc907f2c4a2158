"""The last write of a family that is being left: nothing is let go of before the disk has it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.ui.futures import when_done

if TYPE_CHECKING:  # the window imports this before it is painted
    from thinkfamily_desktop.session.session import Session

LOOK_AGAIN_MS = 20  # while an earlier write is still under way
NOT_SAVED = "workspace.not_saved"


class LastWrite(QObject):
    """Writes until nothing is left. Each try ends in `done` or in `refused`; it holds the session meanwhile."""

    done = Signal()
    refused = Signal(str)  # the code of what stands in the way

    def __init__(self, session: "Session", parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._again = QTimer(self, interval=LOOK_AGAIN_MS, singleShot=True)
        self._again.timeout.connect(self.write)

    def write(self) -> None:
        """Try now."""
        writing = self._session.save()
        if writing is not None:
            when_done(self, writing, self._on_written, self._on_refused)
        elif self._session.unsaved:
            self._again.start()
        else:
            self.done.emit()

    def _on_written(self, _: object) -> None:
        self.write()  # what an earlier write could not take is waiting again

    def _on_refused(self, error: Exception) -> None:
        self.refused.emit(error.code if isinstance(error, ThinkFamilyError) else NOT_SAVED)
