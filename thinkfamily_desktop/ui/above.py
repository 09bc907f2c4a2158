"""What may stand above the window: a menu, an opened list, a question. The cover lies under none of them."""

from PySide6.QtWidgets import QApplication


def close_above() -> None:
    """Close all of it; a question is answered as if nobody had: the safe way."""
    popup = QApplication.activePopupWidget()
    while popup is not None:
        popup.close()
        after = QApplication.activePopupWidget()
        popup = after if after is not popup else None
    for window in QApplication.topLevelWidgets():
        if window.isModal() and window.isVisible():
            window.close()
