"""What a store holds about somebody, for the information-governance lead who answers a request: never for release."""

from collections.abc import Iterable

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import ItemId, PersonId
from thinkfamily_desktop.domain.records import ExportRecord
from thinkfamily_desktop.domain.text import Text, Words
from thinkfamily_desktop.domain.wording import moment_in_words
from thinkfamily_desktop.forms.copy_asked import REVIEW
from thinkfamily_desktop.forms.permission import FormRights
from thinkfamily_desktop.forms.releases import Line, Release, ReleasedSection
from thinkfamily_desktop.forms.subject_access import Marker
from thinkfamily_desktop.session.session import Session

KIND = "subject-access"
"""What the register calls such a file."""

_ITEM = ItemId("access")


def subject_access(session: Session, person: PersonId, exports: Iterable[ExportRecord], words: Words) -> Release:
    """All of one assessment, marked for this person, with the notes made in passing and what was sent to whom.

    Raises ThinkFamilyError when nobody of that name can be told from the others.
    """
    made = session.release(REVIEW)
    wanted = next((known for known in session.state.people if known.id == person), None)
    found = [index for index, known in enumerate(made.people) if wanted and known.full_name == wanted.full_name]
    if len(found) != 1:
        raise ThinkFamilyError("cli.no_such_person" if not found else "cli.several_persons")
    marker = Marker(made, found[0], FormRights.of(session.form).safety, words)
    return marker.marked([_says(words), *_notes(session, words), *_sent(exports, words)])


def _says(words: Words) -> ReleasedSection:
    """What the marks mean, and what is not here."""
    return _section("about", words, [(words.say("access.marks"), words.say("access.not_here"))])


def _notes(session: Session, words: Words) -> list[ReleasedSection]:
    notes = [(moment_in_words(note.at.astimezone(), words), note.text) for note in session.assessment.notes]
    return [_section("notes", words, notes)] if notes else []


def _sent(exports: Iterable[ExportRecord], words: Words) -> list[ReleasedSection]:
    lines = []
    for export in exports:
        became = "sent" if export.sent is not None else "saved"
        said = words.say(f"access.was_{became}", reader=export.reader, kind=export.kind)
        at = export.sent.at if export.sent is not None else export.at
        lines.append((moment_in_words(at.astimezone(), words), said))
    return [_section("sent", words, lines)] if lines else []


def _section(part: str, words: Words, said: list[tuple[str, str]]) -> ReleasedSection:
    lines = tuple(Line(_ITEM, Text.of(label), (value,), kind="text") for label, value in said)
    return ReleasedSection(Text.of(words.say(f"access.section_{part}")), lines, id=f"access/{part}")
