"""What Windows tells a window about the session, the power and the lid, read out of its messages: nothing is called.

Numbers and layouts are those of winuser.h, wtsapi32.h and winnt.h in the Windows SDK.
"""

import ctypes
from ctypes import wintypes
from enum import Enum, auto
from uuid import UUID

WM_QUERYENDSESSION, WM_ENDSESSION, WM_SHOWWINDOW, WM_WINDOWPOSCHANGING = 0x0011, 0x0016, 0x0018, 0x0046
WM_POWERBROADCAST, WM_WTSSESSION_CHANGE = 0x0218, 0x02B1
PBT_APMSUSPEND, PBT_POWERSETTINGCHANGE = 0x0004, 0x8013
WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK = 0x2, 0x4, 0x6, 0x7
SWP_SHOWWINDOW = 0x0040
LID_SWITCH = UUID("ba3e0f4d-b817-4094-a2d1-d56379e6a0f3").bytes_le  # GUID_LIDSWITCH_STATE_CHANGE; 0 says shut

_AWAY = frozenset({WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK})


class Told(Enum):
    """What a message says, as far as it matters here."""

    NOTHING = auto()
    AWAY = auto()  # locked, logged off, or another user or machine has the screen
    SLEEPS = auto()
    LID_SHUT = auto()
    LID_OPEN = auto()
    MAY_END = auto()  # the session asks to end; another program can still refuse
    ENDS = auto()
    SHOWN = auto()  # this window is about to appear


class PowerSetting(ctypes.Structure):
    """POWERBROADCAST_SETTING."""

    _fields_ = (("setting", ctypes.c_ubyte * 16), ("length", ctypes.c_uint32), ("data", ctypes.c_ubyte * 4))


class WindowPlace(ctypes.Structure):
    """WINDOWPOS."""

    _fields_ = (
        ("window", ctypes.c_void_p), ("after", ctypes.c_void_p),
        *((name, ctypes.c_int32) for name in ("x", "y", "width", "height")), ("flags", ctypes.c_uint32),
    )  # fmt: skip


def told(message: wintypes.MSG) -> Told:
    """What a message says. A pointer in it is followed: it has to come from Windows."""
    kind, detail, pointer = int(message.message), int(message.wParam or 0), int(message.lParam or 0)
    if kind == WM_WTSSESSION_CHANGE:
        return Told.AWAY if detail in _AWAY else Told.NOTHING
    if kind == WM_POWERBROADCAST:
        return _power(detail, pointer)
    if kind == WM_QUERYENDSESSION:
        return Told.MAY_END
    if kind == WM_ENDSESSION:
        return Told.ENDS if detail else Told.NOTHING
    return Told.SHOWN if _appears(kind, detail, pointer) else Told.NOTHING


def _power(event: int, pointer: int) -> Told:
    if event == PBT_APMSUSPEND:
        return Told.SLEEPS
    if event == PBT_POWERSETTINGCHANGE and pointer:
        setting = PowerSetting.from_address(pointer)
        if bytes(setting.setting) == LID_SWITCH and setting.length:
            return Told.LID_OPEN if setting.data[0] else Told.LID_SHUT
    return Told.NOTHING


def _appears(kind: int, detail: int, pointer: int) -> bool:
    """Two messages say it: a window that is shown maximised at once gets the second alone."""
    if kind == WM_WINDOWPOSCHANGING and pointer:
        return bool(WindowPlace.from_address(pointer).flags & SWP_SHOWWINDOW)
    return kind == WM_SHOWWINDOW and bool(detail)
