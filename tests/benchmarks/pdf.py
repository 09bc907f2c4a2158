"""A 20-page referral: drawing and tags, then the last save, beside the very same pages drawn without tags.

`python -m tests.benchmarks.pdf` says the same at 20, 100 and 300 pages, each way in turn, with size and peak memory.
There it is processor time that is told: it hardly changes when others use the machine too.
"""

import pickle
import statistics
import subprocess
import sys
import tempfile
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from time import process_time

import pikepdf

from tests.benchmarks.pdf_alone import WAYS, maker
from tests.benchmarks.pdf_others import others
from tests.benchmarks.result import Result, milliseconds, result
from tests.report import releases_made as made
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.releases import Line, Release, ReleasedSection
from thinkfamily_desktop.report.blocks import Maker
from thinkfamily_desktop.report.build import build_referral
from thinkfamily_desktop.report.document import draw_referral
from thinkfamily_desktop.report.fonts import FontSet
from thinkfamily_desktop.report.metadata import Attachment
from thinkfamily_desktop.report.text import Setter
from thinkfamily_desktop.settings.words import load_words

PAGES = 20
LARGE = 100  # pages from which three runs are enough
RUNS = 7
DRAWING_BUDGET = 1.5
SAVED_BUDGET = 2.0
ATTACHED_BUDGET = 2.5
RESOURCES = Path(__file__).parents[2] / "resources"
FONTS = RESOURCES / "fonts"

_SENTENCES = (
    "Gets up alone, finds breakfast for both of them and waits by the window until somebody comes down.",
    "When the light is on late the stairs are listened to; nobody asks why, and nobody says.",
    "School has rung twice this month about mornings, and once about a forgotten coat.",
    "Grandmother comes on Thursdays, cooks for two days, and writes what was eaten on the door of the fridge.",
)


def run() -> list[Result]:
    """The measurements."""
    words = load_words(RESOURCES / "words")
    release = referral_of(PAGES, words)
    untagged = partial(_draw, release, words, tagged=False)
    tagged = partial(_draw, release, words, tagged=True)
    saved = partial(build_referral, release, words, FONTS)
    data = Attachment("answers.json", "application/fhir+json", "The same answers as data", b'{"some": "data"}' * 4_000)
    attached = partial(build_referral, release, words, FONTS, attachment=data)
    works = {"untagged": untagged, "tagged": tagged, "saved": saved, "attached": attached} | others(release)
    times: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    for _ in range(RUNS):
        for name, work in works.items():
            times[name].append(milliseconds(work))
    size = len(build_referral(release, words, FONTS)) // 1024
    same = "same pages untagged"
    return [
        result(
            f"{PAGES}-page referral: drawing and tags",
            times["tagged"],
            times["untagged"],
            budget=DRAWING_BUDGET,
            reference_name=same,
        ),
        result(
            f"{PAGES}-page referral: saved, UA-1 and A-3a, {size} KB",
            times["saved"],
            times["untagged"],
            budget=SAVED_BUDGET,
            reference_name=same,
        ),
        result(
            f"{PAGES}-page referral: saved with data attached",
            times["attached"],
            times["untagged"],
            budget=ATTACHED_BUDGET,
            reference_name=same,
        ),
        *(
            result(
                f"{PAGES}-page referral: the same words by {name}, {len(work()) // 1024} KB",
                times[name],
                times["saved"],
                reference_name="ours, saved",
            )
            for name, work in others(release).items()
        ),
    ]


def draw_untagged(release: Release, words: Words) -> bytes:
    """The same pages without tags, before the last save."""
    return _draw(release, words, tagged=False)


def _draw(release: Release, words: Words, *, tagged: bool) -> bytes:
    fonts = FontSet(FONTS)
    setter = Setter(fonts)
    return draw_referral(release, Maker(setter, words), fonts, setter, tagged=tagged)


def referral_of(pages: int, words: Words) -> Release:
    """The practice family with as many more answers as fill this many pages, no two of them alike."""
    few, more = 120, 240
    thin, thick = (_pages(with_answers(count), words) for count in (few, more))
    count = few + (pages - thin) * (more - few) // (thick - thin)
    while _pages(with_answers(count), words) < pages:
        count += 6
    return with_answers(count)


def with_answers(count: int) -> Release:
    """The practice family with so many more answers."""
    release = made.okafor()
    lines: list[Line] = []
    for number in range(count):
        chosen = " ".join(_SENTENCES[(number + turn) % 4] for turn in range(1 + number % 5))
        lines.append(made.line(f"Question {number}", f"{chosen} Noted as {number:05d}.", who="Grace"))
    parts = [tuple(lines[start : start + 12]) for start in range(0, len(lines), 12)]
    more = (ReleasedSection(made.text(f"Part {index}"), part) for index, part in enumerate(parts))
    return replace(release, sections=(*release.sections, *more))


def _pages(release: Release, words: Words) -> int:
    with pikepdf.open(BytesIO(build_referral(release, words, FONTS))) as pdf:
        return len(pdf.pages)


def side_by_side(sizes: tuple[int, ...] = (20, 100, 300)) -> None:
    """A table: each way in turn in this process (warm), then each in a process of its own (cold, and its memory)."""
    words = load_words(RESOURCES / "words")
    for pages in sizes:
        release = referral_of(pages, words)
        print(f"{_pages(release, words)} pages", flush=True)  # noqa: T201
        works = {way: maker(way, release) for way in WAYS}
        times: dict[str, list[float]] = {way: [] for way in WAYS}
        for turn in range(RUNS if pages < LARGE else 3):
            for way, work in works.items():
                if turn == 0 or pages < LARGE or "weasyprint" not in way:  # minutes each
                    started = process_time()
                    work()
                    times[way].append((process_time() - started) * 1000)
        with tempfile.NamedTemporaryFile(suffix=".pickle") as file:
            file.write(pickle.dumps(release))
            file.flush()
            for way in (*WAYS, "nothing"):
                cold, peak, size = _alone(way, file.name)
                warm = sorted(times.get(way, [0.0]))
                print(  # noqa: T201
                    f"  {way:24} warm {statistics.median(warm):6.0f} ms ({warm[0]:.0f} to {warm[-1]:.0f}), "
                    f"cold {cold:6} ms, {peak:4} MB, {size:5} KB",
                    flush=True,
                )


def _alone(way: str, file: str) -> list[int]:
    command = [sys.executable, "-m", "tests.benchmarks.pdf_alone", way, file]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [int(figure) for figure in done.stdout.split()]


if __name__ == "__main__":
    side_by_side(tuple(map(int, sys.argv[1:])) or (20, 100, 300))
