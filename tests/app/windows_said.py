"""Messages as Windows sends them to a window, made up here: the pointers in them are real."""

import ctypes
from ctypes import wintypes
from typing import Any

from thinkfamily_desktop.app import windows_messages as win
from thinkfamily_desktop.app.windows_session import Messages

DISPLAY_STATE = bytes(range(16))  # some other power setting


def message(kind: int, detail: int = 0, points_to: ctypes.Structure | None = None, window: int = 7) -> wintypes.MSG:
    made = wintypes.MSG()
    made.hWnd, made.message, made.wParam = window, kind, detail
    if points_to is not None:
        made.lParam = ctypes.addressof(points_to)
        made.keeps_alive = points_to
    return made


def setting(value: int, guid: bytes = win.LID_SWITCH, length: int = 4) -> wintypes.MSG:
    said = win.PowerSetting((ctypes.c_ubyte * 16)(*guid), length, (ctypes.c_ubyte * 4)(value))
    return message(win.WM_POWERBROADCAST, win.PBT_POWERSETTINGCHANGE, said)


def placed(flags: int) -> wintypes.MSG:
    return message(win.WM_WINDOWPOSCHANGING, 0, win.WindowPlace(7, 0, 0, 0, 10, 10, flags))


def hand_over(messages: Messages, said: wintypes.MSG) -> Any:
    """As Qt does it."""
    return messages.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(said))
