"""Copies that come back: the review copy with a supervisor's boxes, and the slip a service replies on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.blocks import Maker
from thinkfamily_desktop.report.fields import FieldBlock, Kind, form_entry, form_font
from thinkfamily_desktop.report.flow import Block, Columns
from thinkfamily_desktop.report.fonts import FILES
from thinkfamily_desktop.report.objects import Objects, Slot
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.tagging import FormEntry

RECORD = "record"  # the field that says which record, version and text a copy belongs to
COMMENT = "comment."


@dataclass(frozen=True, slots=True)
class Asked:
    """One field with its label."""

    key: str
    code: str
    kind: Kind = "line"


REVIEW = (
    Asked("review.name", "review_name"),
    Asked("review.role", "review_role"),
    Asked("review.date", "review_date"),
    Asked("review.agree", "review_agree", "check"),
    Asked("review.return", "review_return", "check"),
    Asked("review.needed", "review_needed", "text"),
)
SLIP = (
    Asked("slip.known", "slip_known"),
    Asked("slip.decision", "slip_decision"),
    Asked("slip.worker", "slip_worker"),
    Asked("slip.date", "slip_date"),
    Asked("slip.offer", "slip_offer", "text"),
    Asked("slip.worries", "slip_worries", "text"),
    Asked("slip.good", "slip_good", "text"),
)


def record_line(release: Release) -> str:
    """What the fixed field holds: reference, version, check code."""
    return f"{release.reference} / {release.version} / {release.check_code}"


def review_blocks(release: Release, make: Maker, document: Elem) -> list[Block]:
    """The supervisor's pages: who reviews, what they decide, and a box for each part of the record."""
    sect = document.add("Sect")
    blocks: list[Block] = [make.heading(sect, 2, make.words.say("report.review"))]
    blocks += [make.paragraph(sect.add("P"), make.words.say("report.review_note"), style.BODY.quiet())]
    blocks += _fixed(release, make, sect)
    for asked in REVIEW:
        blocks += _field(make, sect, asked.key, make.words.say(f"report.{asked.code}"), asked.kind)
    blocks.append(make.heading(sect, 3, make.words.say("report.review_comments")))
    for key, title in parts(release, make):
        blocks += _field(make, sect, COMMENT + key, make.words.say("report.review_comment", part=title), "text")
    return blocks


def slip_blocks(release: Release, make: Maker, document: Elem) -> list[Block]:
    """The reply slip: one page, no name on it but the reference."""
    sect = document.add("Sect")
    say = make.words.say
    blocks: list[Block] = [make.paragraph(sect.add("P"), say("report.marking"), style.FURNITURE)]
    if release.practice:
        blocks.append(make.paragraph(sect.add("P"), say("report.practice"), style.BODY.bold()))
    blocks.append(make.heading(sect, 1, say("report.slip")))
    worker = ", ".join(part for part in (release.worker.name, release.worker.team, release.worker.phone) if part)
    blocks.append(make.paragraph(sect.add("P"), say("report.slip_note", worker=worker), style.BODY))
    blocks += _fixed(release, make, sect)
    for asked in SLIP:
        blocks += _field(make, sect, asked.key, say(f"report.{asked.code}"), asked.kind)
    return blocks


def parts(release: Release, make: Maker) -> list[tuple[str, str]]:
    """The parts that a supervisor may comment on, each with a key that stays the same for the same release."""
    say = make.words.say
    found = [("front", say("report.review_front"))]
    for index, person in enumerate(release.people):
        if person.is_child or person.is_unborn:
            found.append((f"child.{index}", person.name))
    chapters = ("adults", "family", "analysis", "alerts", "gaps")
    return [*found, *((chapter, say(f"report.{chapter}")) for chapter in chapters)]


def _fixed(release: Release, make: Maker, sect: Elem) -> list[Block]:
    label = make.words.say("report.review_record")
    field = FieldBlock(sect.add("Form"), RECORD, label, "fixed", record_line(release))
    return [make.paragraph(sect.add("P"), label, style.LABEL, before=8.0, keep=True), field]


def _field(make: Maker, sect: Elem, key: str, label: str, kind: Kind) -> list[Block]:
    if kind == "check":
        field = FieldBlock(sect.add("Form"), key, label, kind)
        words = make.paragraph(sect.add("P"), label, style.BODY)
        return [Columns([[field], [words]], (14.0, 480.0), gap=6.0, before=8.0)]
    words = make.paragraph(sect.add("P"), label, style.LABEL, before=7.0, keep=True)
    return [words, FieldBlock(sect.add("Form"), key, label, kind)]


def form_of(fonts: Path) -> FormEntry:
    """Makes the fields of a document a form that can be filled with the regular face."""
    return partial(_form, fonts)


def _form(fonts: Path, objects: Objects, fields: Sequence[Slot], font: Slot) -> str:
    font.body = form_font(objects, fonts / FILES[style.REGULAR])
    return form_entry(fields, font)
