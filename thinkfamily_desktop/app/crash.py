"""What is kept when the program fails: where, never what. Exception messages and locals can quote a family's words."""

import faulthandler
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from thinkfamily_desktop import __version__

NOTES_KEPT = 10
PACKAGE = Path(__file__).resolve().parent.parent

Told = Callable[[str], None]


def safe_trace(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The kind of failure and its lines, innermost last: no message, no source text, no locals, no user's folder."""
    frames = (f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace))
    return "\n".join((f"{kind.__module__}.{kind.__qualname__} at", *frames))


def crash_note(kind: type[BaseException], trace: TracebackType | None, moment: datetime) -> str:
    """A whole note: when, which versions, where."""
    import platform  # noqa: PLC0415, RUF100  the unlock screen is painted without it

    versions = (
        f"thinkfamily {__version__}, python {platform.python_version()}, {platform.system()} {platform.release()}"
    )
    return f"{moment.isoformat(timespec='seconds')}\n{versions}\n{safe_trace(kind, trace)}\n"


class CrashNotes:
    """Catches what nobody caught, writes a note into a folder and tells one listener that it did.

    The listener is called on the thread that failed; a window has to cross to its own thread first.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime], told: Told) -> None:
        self._folder = folder
        self._now = now
        self._told = told
        self._faults: TextIO | None = None

    def install(self) -> None:
        """Listen from now on to failures in any thread and in the interpreter itself."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        sys.excepthook = self._on_failure
        threading.excepthook = self._on_thread_failure
        self._faults = (self._folder / "faults.txt").open("a", encoding="utf-8")
        faulthandler.enable(self._faults)

    def uninstall(self) -> None:
        """Give the interpreter its own hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        faulthandler.disable()
        if self._faults is not None:
            self._faults.close()
            self._faults = None

    def keep(self, kind: type[BaseException], trace: TracebackType | None) -> str:
        """Write one note, let the oldest go, and return what it says. A disk that refuses is no second failure."""
        moment = self._now()
        note = crash_note(kind, trace, moment)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            (self._folder / f"crash-{moment:%Y%m%d-%H%M%S-%f}.txt").write_text(note, encoding="utf-8")
            for old in sorted(self._folder.glob("crash-*.txt"))[:-NOTES_KEPT]:
                old.unlink(missing_ok=True)
        except OSError:
            return note
        return note

    def _on_failure(self, kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        self._told(self.keep(kind, trace))

    def _on_thread_failure(self, failure: threading.ExceptHookArgs) -> None:
        if failure.exc_type is not SystemExit:
            self._told(self.keep(failure.exc_type, failure.exc_traceback))


def _place(file: str) -> str:
    """A file as we know it: inside the program from the package on, elsewhere its name alone."""
    path = Path(file)
    return path.relative_to(PACKAGE.parent).as_posix() if path.is_relative_to(PACKAGE) else path.name
