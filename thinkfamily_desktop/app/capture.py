"""Keeps our windows out of screen captures and screen sharing, where the system has a way to (Windows alone)."""

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes

from PySide6.QtCore import QCoreApplication, QObject

from thinkfamily_desktop.app.windows_messages import Told
from thinkfamily_desktop.app.windows_session import Messages

NOTHING, BLACK, LEFT_OUT = 0x00, 0x01, 0x11
"""WDA_NONE, WDA_MONITOR and, from Windows 10 2004 on, WDA_EXCLUDEFROMCAPTURE."""


class CaptureCover(QObject):
    """Covers each window of ours before it appears: menus, questions and tool tips as well.

    A file picker is the system's own window, and is not covered; what it shows are names of files.
    """

    def __init__(self, parent: QObject, cover: "Callable[[int], int] | None" = None) -> None:
        super().__init__(parent)
        self._cover = cover_window if cover is None else cover
        self.messages = Messages(self._on_told)

    def start(self, *shown: int) -> int:
        """Cover these native windows, and each that appears from now on. Returns how these are covered: the least."""
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self.messages)
        return min(map(self._cover, shown), default=NOTHING)

    def _on_told(self, what: Told, window: int) -> None:
        if what is Told.SHOWN:
            self._cover(window)


def cover_window(window: int) -> int:
    """Leave the window, or the one it stands in, out of captures; black where that is not to be had.

    Returns what Windows made of it, read back: NOTHING where it refused.
    """
    made = wintypes.DWORD(NOTHING)
    if sys.platform == "win32":
        user, whole = ctypes.WinDLL("user32"), 2  # GA_ROOT
        user.GetAncestor.restype = wintypes.HWND
        handle = wintypes.HWND(user.GetAncestor(wintypes.HWND(window), whole))
        _ = user.SetWindowDisplayAffinity(handle, LEFT_OUT) or user.SetWindowDisplayAffinity(handle, BLACK)
        user.GetWindowDisplayAffinity(handle, ctypes.byref(made))
    return int(made.value)
