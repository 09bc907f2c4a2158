"""A 20-page referral: drawing and tags, then the last save, beside the very same pages drawn without tags."""

from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path

import pikepdf

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


def _draw(release: Release, words: Words, *, tagged: bool) -> bytes:
    fonts = FontSet(FONTS)
    setter = Setter(fonts)
    return draw_referral(release, Maker(setter, words), fonts, setter, tagged=tagged)


def referral_of(pages: int, words: Words) -> Release:
    """The practice family with as many more answers as fill this many pages, no two of them alike."""
    release = made.okafor()
    lines: list[Line] = []
    longer = release
    while _pages(longer, words) < pages:
        for _ in range(12):
            number = len(lines)
            chosen = " ".join(_SENTENCES[(number + turn) % 4] for turn in range(1 + number % 5))
            lines.append(made.line(f"Question {number}", f"{chosen} Noted as {number:05d}.", who="Grace"))
        parts = [tuple(lines[start : start + 12]) for start in range(0, len(lines), 12)]
        more = (ReleasedSection(made.text(f"Part {index}"), part) for index, part in enumerate(parts))
        longer = replace(release, sections=(*release.sections, *more))
    return longer


def _pages(release: Release, words: Words) -> int:
    with pikepdf.open(BytesIO(build_referral(release, words, FONTS))) as pdf:
        return len(pdf.pages)
