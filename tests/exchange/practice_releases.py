"""Releases of the practice families, made as the program makes them."""

from functools import cache
from pathlib import Path

from thinkfamily_desktop.domain.assessment import Worker
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import PersonId, WorkerId
from thinkfamily_desktop.forms.evaluate import evaluate
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.release import REVIEW, release
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.session.practice import PracticeFamily, practice_families

ROOT = Path(__file__).parent.parent.parent
WORKER = Worker(WorkerId("w"), "A. Mensah", "nurse", "Home Treatment", "01632 960 001", "01632 960 002")


@cache
def shipped_forms() -> dict[str, Form]:
    return dict(load_set(ROOT / "forms" / "think_family").forms)


@cache
def families() -> tuple[PracticeFamily, ...]:
    return practice_families(ROOT / "resources" / "practice", shipped_forms()["full"])


@cache
def releases() -> tuple[Release, ...]:
    """Each practice family for each reader, about or for each person who fits."""
    form = shipped_forms()["full"]
    found: list[Release] = []
    for made in families():
        work = made.assessment
        state = evaluate(form, made.family, work.answers, work.raised, work.changed_at)
        for reader in [*form.recipients.readers, None]:
            people: list[PersonId | None] = [None, *made.family.people]
            for person in people:
                about, whom = (None, person) if reader is not None and reader.for_person else (person, None)
                name = reader.id if reader is not None else REVIEW
                try:
                    found.append(
                        release(form, made.family, work.answers, state, WORKER, name, about, whom, assessment=work)
                    )
                except ThinkFamilyError:
                    continue
    return tuple(found)
