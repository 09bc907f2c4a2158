"""Made-up families nobody thought of: each reader sees every answer that is theirs, whole, and none that is not.

A short run is for every day. The long one (`dev.py test --long`) prints seed, count and wall time; THINKFAMILY_FAMILIES
says how many.
"""

import os
import re
import time
from collections.abc import Iterator
from functools import cache
from io import BytesIO

import pikepdf
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.report.conftest import FONTS, _words
from tests.report.generated_families import TOKEN, WORKER, Draw, Generated, generated
from tests.report.reading import read, tidy
from tests.report.test_scripts import SAYINGS
from tests.report.visible import look
from thinkfamily_desktop.domain.ids import AnswerKey, PersonId
from thinkfamily_desktop.forms.check_code import canonical
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.release import release
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.report.build import build_referral, build_review
from thinkfamily_desktop.report.text import clean
from thinkfamily_desktop.settings.locations import forms_folder

SEED = int(os.environ.get("THINKFAMILY_SEED", "20261122"))
FAMILIES = int(os.environ.get("THINKFAMILY_FAMILIES", "1000"))
NEVER_CONFIDENCES = ("early-help", "gp-parent", "gp-child", "school", "young-carers")
READERS = ("social-care", *NEVER_CONFIDENCES, "adult-mental-health", "health-visitor", "person", "review")


@cache
def form() -> Form:
    return load_set(forms_folder() / "think_family").form("full")


@st.composite
def draws(draw: st.DrawFn, most_children: int = 12, most_words: int = 400, most_answered: float = 0.9) -> Draw:
    sayings = draw(st.lists(st.sampled_from(list(SAYINGS.values())), max_size=4, unique=True))
    long = draw(st.integers(0, 19)) == 0
    return Draw(
        seed=draw(st.integers(0, 2**32)),
        children=min(most_children, draw(st.sampled_from([1, 1, 2, 2, 3, 4, 12]))),
        adults=draw(st.integers(1, 4)),
        answered=min(most_answered, draw(st.sampled_from([0.05, 0.05, 0.2, 0.2, 0.5, 0.9]))),
        sayings=tuple(sayings),
        words=draw(st.sampled_from([5, 5, 30, most_words])),
        longest=draw(st.sampled_from([2_000, 8_000])) if long and most_words > 100 else 0,
    )


def copy_for(made: Generated, reader: str) -> Release:
    about: PersonId | None = None
    whom: PersonId | None = None
    if reader in ("school", "young-carers", "gp-child", "health-visitor"):
        about = made.children[0]
    elif reader in ("gp-parent", "adult-mental-health"):
        about = made.family.people[0]
    elif reader == "person":
        whom = made.family.people[0]
    return release(
        made.form, made.family, made.answers, made.state, WORKER, reader, about, whom, assessment=made.assessment
    )


def pdf_of(copy: Release) -> bytes:
    build = build_review if copy.reader == "review" else build_referral
    return build(copy, _words(), FONTS)


def check(made: Generated, reader: str) -> Release:
    """All of it for one reader; the faults that are found are said together."""
    copy = copy_for(made, reader)
    data = pdf_of(copy)
    seen = look(data)
    theirs = set(TOKEN.findall(canonical(copy)))
    shown = set(TOKEN.findall(re.sub(r"\s+", "", seen.words)))
    found = {
        "released and not to be seen": sorted(theirs - shown),
        "seen and not released": sorted(shown - theirs),
        "hidden in the file": sorted(set(TOKEN.findall("\n".join(everything(data)))) - theirs),
        "kept from somebody and given": sorted(confidences(made) & shown) if reader in NEVER_CONFIDENCES else [],
        "answered and not in the review copy": sorted(answered(made) - shown) if reader == "review" else [],
        "not read in its order": unread(made, copy, data),
        "not to be read": seen.faults[:5],
    }
    faults = {name: [*map(_told(made), which)][:6] for name, which in found.items() if which}
    assert not faults, f"{reader}: {faults}"
    return copy


def check_withheld(made: Generated, copy: Release, *, to_the_byte: bool = True) -> bool:
    """Whether an answer that this reader does not get was found, and changing it changed no byte of their file."""
    reader = copy.reader
    theirs = {made.tokens[token] for token in TOKEN.findall(canonical(copy))}
    withheld = sorted(set(made.tokens.values()) - theirs)
    if not withheld:
        return False
    key = withheld[len(withheld) // 2]
    other = copy_for(made.with_other_words(key), reader)
    assert other == copy, f"{reader}: {key.item}"
    assert not to_the_byte or pdf_of(other) == pdf_of(copy), f"{reader}: {key.item}"
    return True


def confidences(made: Generated) -> set[str]:
    """The tokens of what was kept from somebody: by the answers alone, whatever the rules of a copy say."""
    held = {**made.family.facts, **made.answers}
    return {token for token, key in made.tokens.items() if held[key].kept_from}


def answered(made: Generated) -> set[str]:
    """The tokens of all that is shown and answered, tables and records of alerts included, but protected addresses."""
    state = made.state
    shown = {key for key, question in state.questions.items() if question.answer is not None}
    protected = made.form.people.register_items.protected_by
    return {
        token for token, key in made.tokens.items()
        if key in shown and key.item not in protected and _in_a_shown_table(key, shown)
    }  # fmt: skip


def _in_a_shown_table(key: AnswerKey, shown: set[AnswerKey]) -> bool:
    return not key.row or any(key.row in str(each.item) or each.subject == key.subject for each in shown)


def unread(made: Generated, copy: Release, data: bytes) -> list[str]:
    """The texts that are not whole and in order along the tree. Tables and page 1 repeat some; once is enough."""
    words = tidy(read(data).words)
    theirs = {made.tokens[token] for token in TOKEN.findall(canonical(copy))}
    held = {**made.family.facts, **made.answers}
    texts = {key: str(held[key].value) for key in theirs if isinstance(held[key].value, str)}
    lost = [key for key, text in texts.items() if any(tidy(clean(part)) not in words for part in text.split("\n"))]
    return [token for token, key in made.tokens.items() if key in lost and token.startswith("q")]


def everything(data: bytes) -> Iterator[str]:
    """Every string and every stream of a file, unpacked: metadata, names, alternative texts, content."""
    with pikepdf.open(BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                yield thing.read_bytes().decode("latin-1")
            yield repr(thing)


def _told(made: Generated) -> "Told":
    return Told(made)


class Told:
    """A fault in words: for a token, the question it belongs to."""

    def __init__(self, made: Generated) -> None:
        self._made = made

    def __call__(self, fault: str) -> str:
        key = self._made.tokens.get(fault)
        return fault if key is None else f"{key.item} ({fault}, {key.subject.kind}{', a row' if key.row else ''})"


@settings(max_examples=8, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(draws(most_children=2, most_words=5, most_answered=0.08), st.sampled_from(READERS))
def test_each_reader_of_a_family_sees_what_is_theirs_and_no_more(draw: Draw, reader: str) -> None:
    made = generated(draw, form())
    copy = check(made, reader)
    check_withheld(made, copy, to_the_byte=False)  # what is equal makes equal bytes: see test_build


@pytest.mark.long
def test_so_it_is_for_a_thousand_families() -> None:
    ran = {"families": 0, "withheld answers changed": 0, "tokens": 0}
    started = time.monotonic()

    @seed(SEED)
    @settings(max_examples=FAMILIES, deadline=None, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(draws())
    def each(draw: Draw) -> None:
        made = generated(draw, form())
        reader = READERS[ran["families"] % len(READERS)]
        copy = check(made, reader)
        bytes_too = ran["families"] % 10 == 0
        ran["withheld answers changed"] += check_withheld(made, copy, to_the_byte=bytes_too)
        ran["families"] += 1
        ran["tokens"] += len(made.tokens)

    try:
        each()
    finally:
        print(f"\nseed {SEED}: {ran}, {time.monotonic() - started:.0f} s")  # noqa: T201
    assert ran["families"] >= FAMILIES * 9 // 10


def test_the_eye_that_looks_sees_each_fault() -> None:
    """Each fault planted on a page of its own; the sound page has none."""
    sound = "BT /F 12 Tf 100 700 Td (Some words) Tj ET"
    assert look(_page(sound)).faults == []
    for fault, content in {
        "paints nothing": "BT /F 12 Tf 3 Tr 100 700 Td (Some words) Tj ET",
        "too light": "1 g BT /F 12 Tf 100 700 Td (Some words) Tj ET",
        "off the page": "BT /F 12 Tf 560 700 Td (Some words) Tj ET",
        "cut off": f"q 100 690 20 20 re W n {sound} Q",
        "painted over": f"{sound} 1 g 90 690 200 30 re f",
        "on top": f"{sound} BT /F 12 Tf 100.2 700.2 Td (Name warts) Tj ET",
    }.items():
        assert any(fault in each for each in look(_page(content)).faults), fault


def _page(content: str) -> bytes:
    out = BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.Contents = pdf.make_stream(content.encode())
        pdf.save(out)
    return out.getvalue()
