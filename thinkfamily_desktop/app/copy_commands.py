"""`verify` and `returned`: is this file what it says, and what does a filled copy say."""

import argparse
from pathlib import Path

from thinkfamily_desktop.app.case_commands import opened
from thinkfamily_desktop.app.console import Console
from thinkfamily_desktop.app.exit_codes import OK, WANTING
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.app.passphrase_input import STANDARD_INPUT, read_passphrase
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.records import ExportRecord
from thinkfamily_desktop.domain.wording import moment_in_words
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.returning import ReturnedCopy, file_copy

NO_COPY = frozenset({"report.not_ours", "report.not_a_pdf"})


def verify(options: argparse.Namespace, house: House, console: Console) -> int:
    """Look a file up in the register of a store. 0 only for the very copy that its reader would be given today."""
    if options.passphrase_file == options.password_file == STANDARD_INPUT:
        raise ThinkFamilyError("cli.one_stdin")
    data = _bytes_of(options.file)
    with opened(options, house) as desk:
        password = "" if options.password_file is None else read_passphrase(options.password_file, house.words)
        family = None if options.case is None else desk.open_reference(options.case).result().family.id
        found = desk.verify(data, family, password).result()
        reference = "" if found.export is None else desk.store.family(found.export.family).result().reference
    said = house.words.say(found.code, **dict(found.parameters))
    if options.json:
        about = {} if found.export is None else _register_line(found.export, reference)
        console.say_json({"verdict": found.verdict, "says": said, "changed": found.changed, "export": about or None})
    else:
        console.say(said)
        if found.export is not None and found.verdict != "other-record":
            console.say(_details(found.export, reference, house))
    return OK if found.verdict == "current" else WANTING


def returned(options: argparse.Namespace, house: House, console: Console) -> int:
    """Read a filled review copy or reply slip; with --file, keep what it says with its record."""
    data = _bytes_of(options.file)
    with opened(options, house) as desk:
        try:
            copy = desk.read_returned(data).result()
        except ThinkFamilyError as error:
            if error.code not in NO_COPY:
                raise
            console.complain(house.words.say(error.code, **error.parameters))
            return WANTING
        if options.json:
            console.say_json(_as_json(copy))
        else:
            _say_copy(copy, house, console)
        if not copy.may_be_filed:
            return WANTING
        if options.keep:
            _file(desk, copy)
            console.say(house.words.say("returned.filed", reference=copy.reference))
    return OK


def _file(desk: Desk, copy: ReturnedCopy) -> None:
    session = desk.open_reference(copy.reference).result()
    file_copy(desk.store, session, copy, desk.clock.now()).result()
    unsaved = session.save()
    if unsaved is not None:
        unsaved.result()


def _say_copy(copy: ReturnedCopy, house: House, console: Console) -> None:
    say = house.words.say
    whose: dict[str, str | int] = {"reference": copy.reference, "version": copy.version}
    kind = say(f"returned.kind_{copy.kind}")
    console.say(say(copy.code, **whose | {"kind": kind} | dict(copy.parameters)))
    if copy.agrees:
        console.say(say("returned.agrees"))
    if copy.returns:
        console.say(say("returned.returns"))
    for _, title, words in copy.answers:
        console.say(f"{title}: {words}")
    for comment in copy.comments:
        console.say(f"{comment.title}: {comment.words}")


def _as_json(copy: ReturnedCopy) -> dict[str, object]:
    return {
        "standing": copy.standing,
        "kind": copy.kind,
        "reference": copy.reference,
        "version": copy.version,
        "check_code": copy.check_code,
        "changed": copy.changed,
        "agrees": copy.agrees,
        "returns": copy.returns,
        "answers": {name: words for name, _, words in copy.answers},
        "comments": [{"part": each.part, "title": each.title, "words": each.words} for each in copy.comments],
    }


def _register_line(export: ExportRecord, reference: str) -> dict[str, object]:
    return {
        "reference": reference,
        "reader": export.reader,
        "kind": export.kind,
        "version": export.version,
        "check_code": export.check_code,
        "saved": export.at.isoformat(timespec="seconds"),
        "sent": None if export.sent is None else export.sent.at.isoformat(timespec="seconds"),
    }


def _details(export: ExportRecord, reference: str, house: House) -> str:
    code = "verify.details" if export.version else "verify.details_unsigned"
    when = moment_in_words(export.at, house.words)
    return house.words.say(code, when=when, reader=export.reader, reference=reference, version=export.version)


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ThinkFamilyError("cli.file_not_read", file=str(file)) from error
