"""The one command before a push, the same in CI: format, lint, types, floors, forms, tests.

  python tests/check.py                 everything of every day
  python tests/check.py --full          also what needs a JDK, a window under Xvfb, or packages
  python tests/check.py --long [NAME]   the fault campaigns alone, or those whose name holds NAME
  python tests/check.py --windows       the Windows package alone, built and tried under Wine
  python tests/check.py --only STEP     one step; after `tests`, files or folders may be named

Every step runs even when one before it fails; the exit code is 1 when any did.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree  # reads one report that we have just written

ROOT = Path(__file__).resolve().parent.parent
MODULE = (sys.executable, "-m")
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"  # it has no __main__
STEPS: dict[str, tuple[str, ...]] = {
    "format": (*MODULE, "ruff", "format", "--check", "."),
    "lint": (*MODULE, "ruff", "check", "."),
    "types": (*MODULE, "mypy"),
    "floors": (sys.executable, "-c", LINT_IMPORTS, "--no-cache", "--no-logo"),
    "forms": (*MODULE, "thinkfamily_desktop", "forms", "check"),
    "tests": (*MODULE, "pytest"),
}

FIRST_SHARE = frozenset({"store", "app", "exchange", "packaging", "report"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the steps asked for; returns 1 when any of them failed."""
    options = _options(arguments)
    folder = Path(tempfile.mkdtemp(prefix="thinkfamily-check-"))
    failed = []
    for name in _chosen(options):
        print(f"--- {name}", flush=True)
        start = time.monotonic()
        code = _run_tests(options, folder) if name == "tests" else _start(STEPS[name]).wait()
        print(f"--- {name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - start:.1f} s", flush=True)
        if code:
            failed.append(name)
    if reports := list(folder.glob("*.xml")):
        print(_counts(reports), flush=True)
    if failed:
        print(f"Failed: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="also what needs a JDK, a window under Xvfb, or packages")
    parser.add_argument("--long", nargs="?", const="", metavar="NAME", help="the fault campaigns alone")
    parser.add_argument("--windows", action="store_true", help="the Windows package alone, under Wine")
    parser.add_argument("--only", choices=STEPS, help="one step")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="with --only tests: these files or folders")
    options = parser.parse_args(arguments)
    if options.paths and options.only != "tests":
        parser.error("files can be named only with --only tests")
    return options


def _chosen(options: argparse.Namespace) -> tuple[str, ...]:
    if options.only:
        return (options.only,)
    return ("tests",) if options.long is not None or options.windows else tuple(STEPS)


def _pytest_options(options: argparse.Namespace, report: Path) -> tuple[str, ...]:
    written = f"--junitxml={report}"
    if options.long is not None:
        named = ("-k", options.long) if options.long else ()
        return ("-m", "long", "-s", "--durations=0", *named, written)
    if options.windows:
        return ("-m", "windows", "-s", "-rs", "--durations=0", written)
    marked = "not long and not windows" if options.full else "not long and not windows and not full"
    return ("-m", marked, "--durations=8", written)


def _run_tests(options: argparse.Namespace, folder: Path) -> int:
    """Every day two processes share the tests, because a laptop has two cores; what the second says comes after."""
    everyday = options.long is None and not options.windows and not options.paths
    shares = _shares() if everyday else [options.paths]
    later = folder / "second.txt"
    with later.open("wb") as output:
        runs = [
            _start(
                [*STEPS["tests"], *_pytest_options(options, folder / f"{number}.xml"), *share],
                output if number else None,
            )
            for number, share in enumerate(shares)
        ]
        codes = [run.wait() for run in runs]
    print(later.read_text(encoding="utf-8", errors="replace"), end="", flush=True)
    return max(codes)


def _shares() -> list[list[str]]:
    """Two lists of test folders and files that take about as long as each other."""
    parts = sorted(
        path
        for path in (ROOT / "tests").iterdir()
        if path.name.startswith("test_") or (path.is_dir() and any(path.rglob("test_*.py")))
    )
    slow = [str(path) for path in parts if path.name in FIRST_SHARE]
    return [slow, [str(path) for path in parts if path.name not in FIRST_SHARE]]


def _start(command: Sequence[str], output: BinaryIO | None = None) -> "subprocess.Popen[bytes]":
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output and subprocess.STDOUT)


def _counts(reports: Sequence[Path]) -> str:
    """How many tests ran, as pytest itself wrote it down."""
    suites = [ElementTree.parse(report).getroot().find("testsuite") for report in reports]  # noqa: S314  our own files
    keys = ("tests", "failures", "errors", "skipped")
    number = {key: sum(int(suite.get(key, "0")) for suite in suites if suite is not None) for key in keys}
    bad = number["failures"] + number["errors"]
    passed = number["tests"] - bad - number["skipped"]
    return f"{passed} passed, {bad} failed" + (f", {number['skipped']} skipped" if number["skipped"] else "")


if __name__ == "__main__":
    sys.exit(main())
