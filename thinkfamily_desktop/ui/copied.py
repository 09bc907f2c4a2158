"""What was copied out of this program and still stands in the system's clipboard."""

from PySide6.QtGui import QClipboard, QGuiApplication


def forget_copied() -> None:
    """Clear what is still ours, now: also what is merely marked with the mouse, where the system keeps that."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
