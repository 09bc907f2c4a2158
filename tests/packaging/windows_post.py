"""Runs under a Windows Python: tells a window of another process what Windows would tell it, and waits for its answer.

python windows_post.py TITLE MESSAGE DETAIL        prints what the window answered, or "no window"
python windows_post.py TITLE affinity              prints how it is kept out of captures: 0 not, 1 black, 17 left out
"""

# mypy: ignore-errors
# What it calls is there on Windows alone.

import ctypes
import sys
from ctypes import wintypes

WAIT_MS = 10_000


def main(title, what, detail="0"):
    user = ctypes.WinDLL("user32")
    user.FindWindowW.restype = wintypes.HWND
    window = wintypes.HWND(user.FindWindowW(None, title))
    if not window:
        return "no window"
    if what == "affinity":
        made = wintypes.DWORD()
        return made.value if user.GetWindowDisplayAffinity(window, ctypes.byref(made)) else "not known"
    answer = ctypes.c_size_t()
    hung = 2  # SMTO_ABORTIFHUNG
    there = user.SendMessageTimeoutW(
        window, int(what, 16), wintypes.WPARAM(int(detail)), wintypes.LPARAM(0), hung, WAIT_MS, ctypes.byref(answer)
    )
    return answer.value if there else "no answer"


if __name__ == "__main__":
    sys.stdout.write(f"{main(*sys.argv[1:])}\n")
