"""The command line: which command, which options, and the exit code that each outcome has."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

from thinkfamily_desktop import __version__
from thinkfamily_desktop.app.console import Console
from thinkfamily_desktop.app.crash import safe_trace
from thinkfamily_desktop.app.exit_codes import COULD_NOT_UNLOCK, FAULT, OK, UNLOCK_CODES, WORLD
from thinkfamily_desktop.app.hardening import harden
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.app.keeping_options import add_keeping
from thinkfamily_desktop.domain.errors import ThinkFamilyError


def start() -> int:
    """What the commands `thinkfamily` and `thinkfamily-window` run: `main`, in a process that keeps to itself."""
    harden()
    return main()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or the window when none is named. Returns the exit code; no traceback reaches a user."""
    console = Console()
    given = sys.argv[1:] if arguments is None else arguments
    options = (_window_parser() if _only_window(given) else _parser()).parse_args(given)
    house = House()
    try:
        return int(options.run(options, house, console))
    except ThinkFamilyError as error:
        console.complain(house.words.say(error.code, **error.parameters))
        return COULD_NOT_UNLOCK if error.code in UNLOCK_CODES else WORLD
    except BrokenPipeError:
        return OK
    except Exception as error:  # noqa: BLE001  the last resort: where, never what
        console.complain(house.words.say("crash.command"))
        console.complain(safe_trace(type(error), error.__traceback__))
        return FAULT


def _only_window(arguments: Sequence[str]) -> bool:
    """Whether this opens the window and no more: then no command's options are made, and it opens sooner."""
    rest = [*arguments]
    while rest and (rest[0] == "--after-lock" or (rest[0] == "--store" and len(rest) > 1)):
        del rest[: 1 if rest[0] == "--after-lock" else 2]
    return not rest


def _window_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="thinkfamily", description="A family-focused assessment, offline.")
    parser.add_argument("--version", action="version", version=f"Think Family Desktop {__version__}")
    _store_option(parser)
    parser.add_argument("--after-lock", action="store_true", help=argparse.SUPPRESS)  # the fresh process of a lock
    parser.set_defaults(run=_open_window)
    return parser


def _parser() -> argparse.ArgumentParser:
    parser = _window_parser()
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_demo(commands)
    _add_forms(commands)
    _add_store(commands)
    _add_escrow(commands)
    _add_cases(commands)
    add_keeping(commands, _later)
    _add_policy(commands)
    _add_licences(commands)
    _add_selftest(commands)
    return parser


def _open_window(options: argparse.Namespace, house: House, _console: Console) -> int:
    from thinkfamily_desktop.app.main import run_window  # noqa: PLC0415, RUF100  commands need no Qt

    return run_window(house, options.store or house.vault, after_lock=options.after_lock)


def _later(module: Callable[[], ModuleType], name: str) -> Callable[[argparse.Namespace, House, Console], int]:
    """A command that is read when it is run: the unlock screen waits for none of them."""

    def run(options: argparse.Namespace, house: House, console: Console) -> int:
        return int(getattr(module(), name)(options, house, console))

    return run


def _case_commands() -> ModuleType:
    from thinkfamily_desktop.app import case_commands  # noqa: PLC0415, RUF100  see _later

    return case_commands


def _copy_commands() -> ModuleType:
    from thinkfamily_desktop.app import copy_commands  # noqa: PLC0415, RUF100  see _later

    return copy_commands


def _demo() -> ModuleType:
    from thinkfamily_desktop.app import demo  # noqa: PLC0415, RUF100  see _later

    return demo


def _form_commands() -> ModuleType:
    from thinkfamily_desktop.app import form_commands  # noqa: PLC0415, RUF100  see _later

    return form_commands


def _licence_commands() -> ModuleType:
    from thinkfamily_desktop.app import licence_commands  # noqa: PLC0415, RUF100  see _later

    return licence_commands


def _policy_commands() -> ModuleType:
    from thinkfamily_desktop.app import policy_commands  # noqa: PLC0415, RUF100  see _later

    return policy_commands


def _selftest() -> ModuleType:
    from thinkfamily_desktop.app import selftest  # noqa: PLC0415, RUF100  see _later

    return selftest


def _store_commands() -> ModuleType:
    from thinkfamily_desktop.app import store_commands  # noqa: PLC0415, RUF100  see _later

    return store_commands


def _escrow_commands() -> ModuleType:
    from thinkfamily_desktop.app import escrow_commands  # noqa: PLC0415, RUF100  see _later

    return escrow_commands


def _store_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--store", type=Path, metavar="DIR", help="the folder of the store")


def _passphrase_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-file", metavar="FILE", help="a file with the passphrase on its first line; - reads standard input"
    )


def _json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for another program to read")


def _add_demo(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("demo", help="made-up families in a practice store")
    _store_option(parser)
    parser.add_argument(
        "--fresh", action="store_true", help="begin a new practice store; the old one is kept beside it"
    )
    parser.add_argument("--pdf", type=Path, metavar="FILE", help="no window: write the first family's referral here")
    parser.add_argument("--to", default="social-care", metavar="READER", help="for whom (default: social-care)")
    parser.set_defaults(run=_later(_demo, "run"))


def _add_forms(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    forms = commands.add_parser("forms", help="check and read form files").add_subparsers(required=True, metavar="WHAT")
    check = forms.add_parser("check", help="find what is wrong in form files; 1 when something is")
    check.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH",
        help="a set, a form's folder, a YAML file, or a Questionnaire in JSON (default: the shipped set)",
    )  # fmt: skip
    _json_option(check)
    check.add_argument(
        "--reading", action="store_true", help="how hard each page is to read, and its hardest sentences"
    )
    check.set_defaults(run=_later(_form_commands, "check"))
    listing = forms.add_parser("list", help="the forms in use")
    _json_option(listing)
    listing.set_defaults(run=_later(_form_commands, "list_forms"))
    show = forms.add_parser("show", help="a form as text to read")
    show.set_defaults(run=_later(_form_commands, "show_form"))
    fhir = forms.add_parser("fhir", help="a form as a FHIR R4 Questionnaire")
    fhir.set_defaults(run=_later(_form_commands, "fhir"))
    blank = forms.add_parser("blank", help="a form on paper, to fill in by hand")
    blank.set_defaults(run=_later(_form_commands, "blank"))
    blank.add_argument("--out", type=Path, required=True, metavar="FILE", help="write it here")
    for parser in (show, fhir, blank):
        whose = "an id from `forms list`, the folder of a form set, or a Questionnaire in JSON"
        parser.add_argument("form", metavar="FORM", help=whose)
    for parser in (check, show, fhir, blank):
        parser.add_argument("--nation", metavar="NATION", help="as it is said there: england, northern-ireland, ...")
        parser.add_argument(
            "--overlay", type=Path, metavar="DIR", help="with an organisation's changes from this folder"
        )
    register = forms.add_parser("register", help="every question, alert and action with its source, to be signed")
    register.set_defaults(run=_later(_form_commands, "register"))
    release = forms.add_parser("release", help="pin the versions of the shipped forms, for their authors")
    release.set_defaults(run=_later(_form_commands, "release"))
    for parser in (fhir, register):
        parser.add_argument("--out", type=Path, metavar="FILE", help="write it here")


def _add_store(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    store = commands.add_parser("store", help="make, check, back up and recover stores").add_subparsers(
        required=True, metavar="WHAT"
    )
    new = store.add_parser("new", help="make an empty store")
    new.add_argument(
        "--without-recovery", action="store_true", help="accept that a forgotten passphrase cannot be recovered"
    )
    new.set_defaults(run=_later(_store_commands, "new"))
    check = store.add_parser("check", help="0 sound, 1 damaged")
    _json_option(check)
    check.set_defaults(run=_later(_store_commands, "check"))
    backup = store.add_parser("backup", help="write a backup into one file")
    _out_option(backup)
    backup.set_defaults(run=_later(_store_commands, "backup"))
    restore = store.add_parser("restore", help="put a backup back; a store that is there is never written over")
    restore.add_argument("file", type=Path, metavar="FILE", help="the backup")
    whether = restore.add_mutually_exclusive_group()
    whether.add_argument("--show", action="store_true", help="say what would change, and change nothing")
    whether.add_argument("--replace", action="store_true", help="say it, and put the store that is there beside")
    restore.add_argument("--names", action="store_true", help="names too")
    restore.add_argument(
        "--backup-passphrase-file", metavar="FILE", help="the passphrase on the day of the backup, where it was another"
    )
    restore.set_defaults(run=_later(_store_commands, "restore"))
    change = store.add_parser("passphrase", help="change the passphrase")
    change.set_defaults(run=_later(_store_commands, "passphrase"))
    salvage = store.add_parser("salvage", help="what can be read of a damaged store, over its newest backup")
    salvage.add_argument("--replace", action="store_true", help="put it in the place of the damaged one, kept beside")
    salvage.add_argument("--names", action="store_true", help="names too")
    salvage.set_defaults(run=_later(_store_commands, "salvage"))
    go_on = store.add_parser("go-on", help="open a store whose last changes are missing, and say so in its journal")
    go_on.set_defaults(run=_later(_store_commands, "go_on"))
    rotate = store.add_parser("rotate", help="new keys and a new passphrase, when somebody may have seen the old ones")
    rotate.set_defaults(run=_later(_store_commands, "rotate"))
    recover = store.add_parser("recover", help="open a store whose passphrase is forgotten")
    way = recover.add_mutually_exclusive_group(required=True)
    way.add_argument("--code-file", metavar="FILE", help="the code of its recovery sheet; - reads standard input")
    way.add_argument("--unlock-file", type=Path, metavar="FILE", help="the file that the organisation's custodian made")
    recover.set_defaults(run=_later(_store_commands, "recover"))
    for parser in (change, rotate, recover):
        parser.add_argument(
            "--new-passphrase-file", required=True, metavar="FILE", help="the new one; - reads standard input"
        )
    for parser in (new, rotate, recover):
        parser.add_argument("--recovery-sheet", type=Path, metavar="FILE", help="write a recovery sheet (PDF) here")
    for parser in (new, check, backup, restore, change, salvage, go_on, rotate):
        _passphrase_option(parser)
    for parser in (new, check, backup, restore, change, salvage, go_on, rotate, recover):
        _store_option(parser)


def _add_escrow(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    escrow = commands.add_parser("escrow", help="the custodian's side, offline").add_subparsers(
        required=True, metavar="WHAT"
    )
    key = escrow.add_parser("new-key", help="make the organisation's key pair")
    key.set_defaults(run=_later(_escrow_commands, "new_key"))
    unlock = escrow.add_parser("unlock", help="make the file that opens one store once")
    unlock.add_argument("keyfile", type=Path, metavar="KEYFILE", help="a copy of that store's keys.a or keys.b")
    unlock.add_argument("--key", type=Path, required=True, metavar="FILE", help="the organisation's private key")
    unlock.set_defaults(run=_later(_escrow_commands, "unlock"))
    for parser in (key, unlock):
        _out_option(parser)


def _out_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where to write it")


def _add_cases(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    cases = commands.add_parser("cases", help="the references in a store, without names")
    cases.add_argument("--names", action="store_true", help="names too")
    _json_option(cases)
    cases.set_defaults(run=_later(_case_commands, "cases"))
    export = commands.add_parser("export", help="write the PDF for one reader")
    export.add_argument("case", metavar="CASE", help="a reference such as TF-2026-0147, never a name")
    export.add_argument("--to", metavar="READER", help="for whom: social-care, gp-parent, school, ...")
    export.add_argument(
        "--as", dest="kind", default="referral", metavar="KIND", help="referral (default), review, reply-slip, ..."
    )
    export.add_argument("--version", type=int, metavar="N", help="signed version N, whatever has changed since")
    export.add_argument("--sign-with", type=Path, metavar="FILE", help="sign it with this certificate (PKCS #12)")
    export.add_argument("--sign-password-file", metavar="FILE", help="the certificate's password, in a file")
    export.add_argument("--password-file", metavar="FILE", help="lock it with the password in this file; - reads it")
    export.add_argument("--about", metavar="PERSON", help="whom it is about (a first name), where the reader needs it")
    export.add_argument("--for", dest="for_person", metavar="PERSON", help="for --to person: whose copy it is")
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help="where to write it")
    export.add_argument("--fhir", type=Path, metavar="FILE", help="the same as a FHIR QuestionnaireResponse, here")
    export.set_defaults(run=_later(_case_commands, "export"))
    verify = commands.add_parser("verify", help="is this file one that was saved here, as it was; 0 only for current")
    verify.add_argument("--case", metavar="CASE", help="say so if it is not this family's")
    verify.add_argument("--password-file", metavar="FILE", help="for a file that somebody else locked; - reads it")
    verify.set_defaults(run=_later(_copy_commands, "verify"))
    returned = commands.add_parser("returned", help="read a filled review copy or reply slip")
    returned.add_argument("--file", dest="keep", action="store_true", help="file it with its record")
    returned.set_defaults(run=_later(_copy_commands, "returned"))
    for parser in (verify, returned):
        parser.add_argument("file", type=Path, metavar="FILE")
        _json_option(parser)
    for parser in (cases, export, verify, returned):
        _store_option(parser)
        _passphrase_option(parser)


def _add_policy(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    policy = commands.add_parser("policy", help="what the organisation has set").add_subparsers(
        required=True, metavar="WHAT"
    )
    show = policy.add_parser("show", help="what is in force, and from where")
    _json_option(show)
    show.set_defaults(run=_later(_policy_commands, "show"))
    check = policy.add_parser("check", help="is this file right")
    check.add_argument("file", type=Path, metavar="FILE")
    check.set_defaults(run=_later(_policy_commands, "check"))


def _add_licences(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("licences", help="the parts by others that come along, and their licences")
    parser.add_argument("part", nargs="?", metavar="PART", help="print the whole licence of this part")
    parser.set_defaults(run=_later(_licence_commands, "show"))


def _add_selftest(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("selftest", help="prove that the installed program works here; touches no data")
    parser.add_argument("--no-gui", action="store_true", help="leave the window out")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the result here too")
    parser.set_defaults(run=_later(_selftest, "run"))
