"""Releases of the practice families, made as the program makes them."""

from functools import cache
from pathlib import Path

from thinkfamily_desktop.domain.assessment import Worker
from thinkfamily_desktop.domain.ids import WorkerId
from thinkfamily_desktop.forms.copy_asked import REVIEW
from thinkfamily_desktop.forms.evaluate import evaluate
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.release import release
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
    """The first practice family for each reader, about or for the first person who fits; the others for one."""
    form = shipped_forms()["full"]
    found: list[Release] = []
    for position, made in enumerate(families()):
        work = made.assessment
        state = evaluate(form, made.family, work.answers, work.raised, work.changed_at)
        for reader in [*form.recipients.readers, None] if position == 0 else form.recipients.readers[:1]:
            name = reader.id if reader is not None else REVIEW
            person = made.family.people[0] if reader is not None and reader.for_person else None
            about = made.family.people[-2] if reader is not None and reader.about_required else None
            found.append(release(form, made.family, work.answers, state, WORKER, name, about, person, assessment=work))
    return tuple(found)
