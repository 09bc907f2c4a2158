"""Cheap hardening at start: files for their owner only, no core dumps, no reading of our memory by other programs."""

import contextlib
import ctypes
import os
import sys

PR_SET_DUMPABLE = 4


def harden() -> None:
    """Set what this system offers. What it refuses is left as it is: none of this replaces the encryption."""
    os.umask(0o077)
    if sys.platform.startswith("linux"):
        import resource  # noqa: PLC0415, RUF100  not on Windows

        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
