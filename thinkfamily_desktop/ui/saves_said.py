"""Tells a screen reader that what was typed is on the disk: once for each field, as it is left."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from thinkfamily_desktop.session.saving import SaveStatus
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.presenter import AssessmentPresenter


class SavesSaid(QObject):
    """The eye has the status line. A pause in typing is written too, and is not spoken: that would talk over the hand.

    A write that was refused is spoken by the page, at once.
    """

    def __init__(self, page: QWidget, presenter: AssessmentPresenter, words: str) -> None:
        super().__init__(page)
        self._page = page
        self._presenter = presenter
        self._words = words
        self._changed = False
        self._left = False
        presenter.state_changed.connect(self._on_changed)
        presenter.field_left.connect(self._on_left)
        presenter.saved_changed.connect(self._on_saved)

    def _on_changed(self) -> None:
        self._changed = True

    def _on_left(self) -> None:
        self._left = self._changed
        self._on_saved(self._presenter.saved)

    def _on_saved(self, status: object) -> None:
        if self._left and isinstance(status, SaveStatus) and status.state == "saved":
            self._changed = self._left = False
            announce(self._page, self._words)
