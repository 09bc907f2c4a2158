"""`cases` and `export`: what a store holds, and the PDF for one reader. What comes back is in `copy_commands`."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from thinkfamily_desktop.app.console import Console
from thinkfamily_desktop.app.exit_codes import OK
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.app.passphrase_input import STANDARD_INPUT, read_passphrase
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import PersonId
from thinkfamily_desktop.exchange.fhir import to_json
from thinkfamily_desktop.exchange.response_out import questionnaire_response
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.exporting import (
    REVIEW,
    Document,
    behind_password,
    check_kind,
    logo_by_policy,
    make_document,
    register_document,
    save_document,
    signed_by,
    signed_by_policy,
)
from thinkfamily_desktop.session.person_named import person_named
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.session.unlocking import Unlocking


@contextmanager
def opened(options: argparse.Namespace, house: House) -> Iterator[Desk]:
    """The desk of a store, held alone and let go of afterwards."""
    from thinkfamily_desktop.app.single import hold_store  # noqa: PLC0415, RUF100  Qt: not needed by other commands

    folder = options.store or house.vault
    with hold_store(folder):
        unlocking = Unlocking(folder, house.tries_file(folder), house.clock)
        passphrase = read_passphrase(options.passphrase_file, house.words)
        desk = Desk(unlocking.unlock(passphrase).result(), house.forms, house.clock)
        try:
            yield desk
        finally:
            desk.close().result()


def cases(options: argparse.Namespace, house: House, console: Console) -> int:
    """References, forms, states and versions; names only when asked for."""
    with opened(options, house) as desk:
        rows: list[dict[str, str | int]] = []
        for family in desk.caseload().result():
            for work in desk.store.assessments(family.id).result():
                row: dict[str, str | int] = {
                    "reference": family.reference,
                    "form": work.form,
                    "state": work.state.value,
                    "version": work.version,
                    "changed": work.changed_at.isoformat(timespec="seconds"),
                }
                rows.append(row | {"name": family.card.name} if options.names else row)
    if options.json:
        console.say_json({"cases": rows})
    else:
        for row in rows:
            console.say("  ".join(str(value) for value in row.values()))
    return OK


def export(options: argparse.Namespace, house: House, console: Console) -> int:
    """Write the PDF for one reader and enter it in the register."""
    if options.passphrase_file == options.password_file == STANDARD_INPUT:
        raise ThinkFamilyError("cli.one_stdin")
    if (options.to is None) is not (options.kind == REVIEW):
        raise ThinkFamilyError("cli.review_has_no_reader" if options.kind == REVIEW else "cli.for_whom")
    check_kind(options.kind)
    with opened(options, house) as desk:
        session = desk.open_reference(options.case).result()
        release = session.release(
            options.to or REVIEW,
            about=_named(session, options.about),
            for_person=_named(session, options.for_person),
            version=options.version,
        )
        policy = house.in_force.policy
        logo, without = logo_by_policy(policy)
        document = make_document(release, house.words, house.fonts, options.kind, logo)
        unsigned = None
        if options.sign_with is not None:
            document = _signed(document, options, house)
        if options.password_file is not None:
            document = behind_password(document, read_passphrase(options.password_file, house.words))
        elif options.sign_with is None:
            document, unsigned = signed_by_policy(document, options.kind, policy, house.clock.now())
        save_document(document, options.out, policy)
        _register(desk, session, document, options.out, options.kind, password=options.password_file is not None)
        if options.fhir is not None:
            response = Document(release, to_json(questionnaire_response(release)).encode("utf-8"))
            save_document(response, options.fhir, policy)
            _register(desk, session, response, options.fhir, "fhir")
    console.say(house.words.say("cli.exported", file=str(options.out), code=release.check_code))
    if without is not None:
        console.complain(house.words.say(without.code, **without.parameters))
    if unsigned is not None:
        why = house.words.say(unsigned.code, **unsigned.parameters)
        console.complain(house.words.say("cli.not_signed", why=why))
    return OK


def _signed(document: Document, options: argparse.Namespace, house: House) -> Document:
    """Signed with a certificate file; a signature does not outlive the password that a later save would add."""
    if options.password_file is not None:
        raise ThinkFamilyError("cli.sign_or_lock")
    password = "" if options.sign_password_file is None else read_passphrase(options.sign_password_file, house.words)
    try:
        certificate = options.sign_with.read_bytes()
    except OSError as error:
        raise ThinkFamilyError("cli.file_not_read", file=str(options.sign_with)) from error
    return signed_by(document, certificate, password, house.clock.now())


def _register(desk: Desk, session: Session, document: Document, to: Path, kind: str, *, password: bool = False) -> None:
    now = desk.clock.now()
    register_document(desk.store, session, document, to.resolve(), now, kind=kind, password=password).result()


def _named(session: Session, name: str | None) -> PersonId | None:
    return None if name is None else person_named(session, name)
