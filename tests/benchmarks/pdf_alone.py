"""One document made once in a process of its own: `python -m tests.benchmarks.pdf_alone WHAT FILE` says ms, MB and KB.

FILE holds a pickled release; WHAT is one of WAYS, or `nothing` for what the process takes by itself.
"""

import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

from thinkfamily_desktop.forms.releases import Release

RESOURCES = Path(__file__).parents[2] / "resources"
WAYS = ("ours, tagged and saved", "ours, untagged", "weasyprint, UA-1", "typst, UA-1")


def maker(what: str, release: Release) -> Callable[[], bytes]:
    """What makes the document; only what this way needs is imported."""
    if what == "nothing":
        return lambda: b""
    if what in WAYS[2:]:
        from tests.benchmarks.pdf_others import others  # noqa: PLC0415, RUF100  not into the others' memory

        return others(release, only=what)[what]
    from tests.benchmarks.pdf import draw_untagged  # noqa: PLC0415, RUF100  as above
    from thinkfamily_desktop.report.build import build_referral  # noqa: PLC0415, RUF100  as above
    from thinkfamily_desktop.settings.words import load_words  # noqa: PLC0415, RUF100  as above

    words = load_words(RESOURCES / "words")
    if what == WAYS[1]:
        return lambda: draw_untagged(release, words)
    return lambda: build_referral(release, words, RESOURCES / "fonts")


def main() -> None:
    """Make it and say what that took, the imports included."""
    what, file = sys.argv[1:]
    release = pickle.loads(Path(file).read_bytes())  # noqa: S301  our own file
    started = process_time()
    size = len(maker(what, release)())
    took = (process_time() - started) * 1000
    print(f"{took:.0f} {_peak()} {size // 1024}")  # noqa: T201


def _peak() -> int:
    """The most memory this process has held, in megabytes; `getrusage` would say what its parent held at the fork."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) // 1024


if __name__ == "__main__":
    main()
