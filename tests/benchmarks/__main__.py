"""`python -m tests.benchmarks [NAME ...]`: measures, prints a table, says what keeps to its budget.

The exit code is 0 whatever the times: a busy machine is no fault of the program. 1 only when a measurement failed.
"""

import argparse
import importlib
import os
import platform
import sys
import traceback
from collections.abc import Sequence
from statistics import median

from tests.benchmarks.result import Result, fixed_loop, milliseconds

NAMES = ("start", "unlock", "opening", "commit", "search", "evaluate", "keypress", "first_page", "pdf", "memory")
COLUMNS = ("what", "median ms", "p95", "worst", "reference ms", "ratio", "budget", "runs", "")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurements asked for, all when none is."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    names = parser.parse_args(arguments).names or NAMES
    if unknown := set(names) - set(NAMES):
        parser.error(f"there is no {', '.join(sorted(unknown))}; choose from {', '.join(NAMES)}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    loop = median(milliseconds(fixed_loop) for _ in range(50))
    print(f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    print(f"fixed loop: {loop:.2f} ms; load {_load()}\n")
    results: list[Result] = []
    failed = False
    for name in names:
        try:
            results += importlib.import_module(f"tests.benchmarks.{name}").run()
        except Exception:  # noqa: BLE001  the other measurements still have their say
            failed = True
            traceback.print_exc()
    print(table(results))
    return 1 if failed else 0


def table(results: Sequence[Result]) -> str:
    """The results as columns."""
    rows = [COLUMNS, *map(_row, results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    lines = [
        "  ".join(cell.ljust(width) if index == 0 else cell.rjust(width) for index, (cell, width) in enumerate(pairs))
        for pairs in (list(zip(row, widths, strict=True)) for row in rows)
    ]
    return "\n".join(line.rstrip() for line in lines)


def _row(result: Result) -> tuple[str, ...]:
    meets = {True: "meets it", False: "MISSES it", None: ""}[result.meets]
    return (
        result.name,
        f"{result.median:.2f}",
        f"{result.p95:.2f}",
        f"{result.worst:.2f}",
        f"{result.reference:.2f} {result.reference_name}".strip(),
        f"{result.ratio:.2f}",
        "" if result.budget is None else f"{result.judged_by} {result.judged:.2f} of {result.budget:g}",
        str(result.runs),
        meets,
    )


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "not known"


if __name__ == "__main__":
    sys.exit(main())
