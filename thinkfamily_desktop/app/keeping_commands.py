"""`keeping`: legal holds, families that leave, and what is left on this laptop. By references, never by names."""

import argparse

from thinkfamily_desktop.app.case_commands import opened
from thinkfamily_desktop.app.console import Console
from thinkfamily_desktop.app.exit_codes import OK, WANTING
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.app.passphrase_input import STANDARD_INPUT, read_passphrase
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import FamilyId, WorkerId
from thinkfamily_desktop.domain.wording import day_in_words
from thinkfamily_desktop.session.deleting import Deleting
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.exporting import behind_password, make_document, register_document, save_document
from thinkfamily_desktop.session.on_laptop import OnLaptop, SavedFile
from thinkfamily_desktop.session.person_named import person_named
from thinkfamily_desktop.session.subject_access import KIND, subject_access
from thinkfamily_desktop.store.binning import Binned


def hold(options: argparse.Namespace, house: House, console: Console) -> int:
    """Put a family under a legal hold."""
    with opened(options, house) as desk:
        _deleting(desk).hold(_family(desk, options.case), desk.worker, options.why).result()
    console.say(house.words.say("delete.hold_set"))
    return OK


def lift(options: argparse.Namespace, house: House, console: Console) -> int:
    """Lift a legal hold."""
    with opened(options, house) as desk:
        _deleting(desk).lift_hold(_family(desk, options.case), _who(desk), options.why).result()
    console.say(house.words.say("delete.hold_lifted"))
    return OK


def holds(options: argparse.Namespace, house: House, console: Console) -> int:
    """The legal holds that stand: whose, since when, set by whom, and why."""
    with opened(options, house) as desk:
        references = _references(desk)
        found = _deleting(desk).holds().result()
    if options.json:
        said = [{"reference": references[each.family], "at": each.at.isoformat(), "by": each.name} for each in found]
        console.say_json({"holds": said})
        return OK
    for each in found:
        day = day_in_words(each.at.astimezone().date(), house.words)
        says = house.words.say("delete.held", name=each.name, day=day, why=each.why)
        console.say(f"{references[each.family]}  {says}")
    return OK


def take_out(options: argparse.Namespace, house: House, console: Console) -> int:
    """Take a family out of the list; all of it stays."""
    with opened(options, house) as desk:
        _deleting(desk).take_out(_family(desk, options.case), _who(desk)).result()
    console.say(house.words.say("delete.taken_out"))
    return OK


def put_back(options: argparse.Namespace, house: House, console: Console) -> int:
    """Put a family back into the list, as it was."""
    with opened(options, house) as desk:
        _deleting(desk).put_back(_taken_out(desk, options.case), _who(desk)).result()
    console.say(house.words.say("delete.is_back"))
    return OK


def delete(options: argparse.Namespace, house: House, console: Console) -> int:
    """Delete a family that was taken out before, once somebody says which record has it, and since when."""
    say = house.words.say
    with opened(options, house) as desk:
        deleting = _deleting(desk)
        family = _taken_out(desk, options.case).family
        files = [file for file in _files(desk) if file.export.family == family]  # nobody can tell afterwards
        deleting.delete(family, _who(desk), options.kept_in, options.since).result()
        left, held = deleting.still_held, deleting.holds().result()
    console.say(say("delete.done"))
    if left.until is not None:
        console.say(say("delete.until", until=day_in_words(left.until.astimezone().date(), house.words)))
        if held:
            console.say(say("delete.until_held"))
    for folder in left.stores:
        console.say(say("delete.older_store", folder=str(folder)))
    for file in files:
        console.say(say("delete.file_here", file=str(file.path)))
    console.say(say("delete.elsewhere"))
    return OK


def files(options: argparse.Namespace, house: House, console: Console) -> int:
    """Files without a password that were saved from this store and are still here; 1 when there are any left."""
    with opened(options, house) as desk:
        on_laptop = _on_laptop(desk)
        found = on_laptop.look().result().files
        left = on_laptop.remove_files(found, _who(desk)).result() if options.remove else found
    if options.json:
        said = [{"file": str(file.path), "reference": file.reference, "reader": file.export.reader} for file in left]
        console.say_json({"files": said})
    else:
        for file in left:
            console.say(f"{file.path}  {file.reference}  {file.export.reader}")
        if not left:
            console.say(house.words.say("laptop.removed" if found else "laptop.files_none"))
    return WANTING if left else OK


def stores(options: argparse.Namespace, house: House, console: Console) -> int:
    """Older stores kept beside this one; one of them goes once somebody says who has looked through it."""
    with opened(options, house) as desk:
        on_laptop = _on_laptop(desk)
        found = on_laptop.look().result().stores
        if options.remove is not None:
            chosen = next((store for store in found if store.folder.name == options.remove), None)
            if chosen is None:
                raise ThinkFamilyError("laptop.store_gone")
            on_laptop.remove_store(chosen, _who(desk), options.looked).result()
            console.say(house.words.say("laptop.store_removed"))
            return OK
    if options.json:
        said = [{"folder": str(store.folder), "megabytes": store.megabytes} for store in found]
        console.say_json({"stores": said})
        return OK
    for store in found:
        when = day_in_words(store.written.astimezone().date(), house.words)
        console.say(house.words.say("laptop.store", name=store.folder.name, megabytes=store.megabytes, when=when))
    if not found:
        console.say(house.words.say("laptop.stores_none"))
    return OK


def access(options: argparse.Namespace, house: House, console: Console) -> int:
    """Write everything held about somebody, marked for information-governance review, and enter it in the register."""
    if options.passphrase_file == options.password_file == STANDARD_INPUT:
        raise ThinkFamilyError("cli.one_stdin")
    with opened(options, house) as desk:
        session = desk.open_reference(options.case).result()
        person = person_named(session, options.about)
        exports = desk.store.exports(session.assessment.id).result()
        document = make_document(subject_access(session, person, exports, house.words), house.words, house.fonts)
        if locked := options.password_file is not None:
            document = behind_password(document, read_passphrase(options.password_file, house.words))
        save_document(document, options.out, house.in_force.policy)
        place, now = options.out.resolve(), desk.clock.now()
        register_document(desk.store, session, document, place, now, kind=KIND, password=locked).result()
    console.say(house.words.say("access.written", file=str(options.out)))
    return OK


def _deleting(desk: Desk) -> Deleting:
    if (deleting := desk.deleting) is None:
        raise TypeError("a store on the disk has families that can leave")
    return deleting


def _on_laptop(desk: Desk) -> OnLaptop:
    if (on_laptop := desk.on_laptop) is None:
        raise ThinkFamilyError("laptop.practice")
    return on_laptop


def _files(desk: Desk) -> tuple[SavedFile, ...]:
    return desk.on_laptop.look().result().files if desk.on_laptop is not None else ()


def _who(desk: Desk) -> WorkerId:
    return desk.worker.id if desk.worker is not None else WorkerId("")


def _references(desk: Desk) -> dict[FamilyId, str]:
    """Of every family, those out of the list too."""
    out = {taken.family: taken.reference for taken in _deleting(desk).taken_out().result()}
    return out | {family.id: family.reference for family in desk.caseload().result()}


def _family(desk: Desk, reference: str) -> FamilyId:
    wanted = reference.strip().casefold()
    for family, known in _references(desk).items():
        if known.casefold() == wanted:
            return family
    raise ThinkFamilyError("store.no_such_reference", reference=reference)


def _taken_out(desk: Desk, reference: str) -> Binned:
    family = _family(desk, reference)
    for taken in _deleting(desk).taken_out().result():
        if taken.family == family and taken.assessment is None:
            return taken
    raise ThinkFamilyError("delete.not_out", reference=reference)
