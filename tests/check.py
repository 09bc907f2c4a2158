"""The one command before a push, the same in CI: format, lint, types, floors, forms, tests.

  python tests/check.py                 everything of every day
  python tests/check.py --full          also what needs a JDK, a window under Xvfb, or packages
  python tests/check.py --long [NAME]   the fault campaigns alone, or those whose name holds NAME
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the steps asked for; returns 1 when any of them failed."""
    options = _options(arguments)
    report = Path(tempfile.mkdtemp(prefix="thinkfamily-check-")) / "tests.xml"
    failed = []
    for name in _chosen(options):
        command = [*STEPS[name], *(_pytest_options(options, report) if name == "tests" else ())]
        seconds, code = _run(name, command)
        print(f"--- {name}: {'passed' if code == 0 else 'FAILED'} in {seconds:.1f} s", flush=True)
        if code:
            failed.append(name)
    if report.exists():
        print(_counts(report), flush=True)
    if failed:
        print(f"Failed: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="also what needs a JDK, a window under Xvfb, or packages")
    parser.add_argument("--long", nargs="?", const="", metavar="NAME", help="the fault campaigns alone")
    parser.add_argument("--only", choices=STEPS, help="one step")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="with --only tests: these files or folders")
    options = parser.parse_args(arguments)
    if options.paths and options.only != "tests":
        parser.error("files can be named only with --only tests")
    return options


def _chosen(options: argparse.Namespace) -> tuple[str, ...]:
    if options.only:
        return (options.only,)
    return ("tests",) if options.long is not None else tuple(STEPS)


def _pytest_options(options: argparse.Namespace, report: Path) -> tuple[str, ...]:
    written = f"--junitxml={report}"
    if options.long is not None:
        named = ("-k", options.long) if options.long else ()
        return ("-m", "long", "-s", "--durations=0", *named, written)
    marked = "not long" if options.full else "not long and not full"
    return ("-m", marked, "--durations=5", written, *options.paths)


def _run(name: str, command: Sequence[str]) -> tuple[float, int]:
    print(f"--- {name}", flush=True)
    start = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env={"QT_QPA_PLATFORM": "offscreen", **os.environ}, check=False).returncode
    return time.monotonic() - start, code


def _counts(report: Path) -> str:
    """How many tests ran, as pytest itself wrote it down."""
    suite = ElementTree.parse(report).getroot().find("testsuite")  # noqa: S314  our own file
    if suite is None:
        return "0 passed, 0 failed"
    number = {key: int(suite.get(key, "0")) for key in ("tests", "failures", "errors", "skipped")}
    bad = number["failures"] + number["errors"]
    passed = number["tests"] - bad - number["skipped"]
    return f"{passed} passed, {bad} failed" + (f", {number['skipped']} skipped" if number["skipped"] else "")


if __name__ == "__main__":
    sys.exit(main())
