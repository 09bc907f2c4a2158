"""`selftest`: proof that the installed program works on this machine. It touches no data of anybody's."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from thinkfamily_desktop import __version__
from thinkfamily_desktop.app.console import Console
from thinkfamily_desktop.app.demo import made_up_families, prepare
from thinkfamily_desktop.app.exit_codes import OK, WANTING
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.forms.lint import lint
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.exporting import make_document
from thinkfamily_desktop.session.unlocking import PRACTICE_PASSPHRASE, Unlocking
from thinkfamily_desktop.ui.spelling import Speller

NETWORK_PARTS = ("PySide6.QtNetwork", "http.client", "urllib.request", "ftplib", "smtplib")


def run(options: argparse.Namespace, house: House, console: Console) -> int:
    """Run every check, say each result, and answer 1 when any failed."""
    checks: list[tuple[str, Callable[[House], str]]] = [
        ("program", _program),
        ("words", _words),
        ("forms", _forms),
        ("store", _store),
        ("pdf", _pdf),
        ("spelling", _spelling),
        ("network", _no_network),
    ]
    if not options.no_gui:
        checks.append(("window", _window))
    lines: list[str] = []
    sound = True
    for name, check in checks:
        try:
            lines.append(f"ok    {name}: {check(house)}")
        except Exception as error:  # noqa: BLE001  every other check still has its say
            sound = False
            lines.append(f"FAIL  {name}: {_reason(error, house)}")
    lines.append(house.words.say("cli.selftest_passed" if sound else "cli.selftest_failed"))
    for line in lines:
        console.say(line)
    if options.out is not None:
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return OK if sound else WANTING


def _reason(error: Exception, house: House) -> str:
    if isinstance(error, ThinkFamilyError):
        return house.words.say(error.code, **error.parameters)
    return type(error).__name__


def _program(_house: House) -> str:
    return f"Think Family Desktop {__version__}, Python {sys.version.split()[0]}, {sys.platform}"


def _words(house: House) -> str:
    return f"{sum(1 for _ in house.words.codes())} sentences"


def _forms(house: House) -> str:
    errors = [problem for problem in lint(house.form_set) if problem.severity == "error"]
    if errors:
        raise ThinkFamilyError("forms.checked", errors=len(errors), advice=0)
    return ", ".join(f"{form.info.form} {form.info.version}" for form in house.forms.values())


def _store(house: House) -> str:
    """A whole encrypted store made, closed, opened again and read; no plain word of it on the disk."""
    with tempfile.TemporaryDirectory(prefix="thinkfamily-selftest-") as folder:
        vault = Path(folder) / "vault"
        prepare(vault, house)
        unlocking = Unlocking(vault, Path(folder) / "tries.json", house.clock)
        desk = Desk(unlocking.unlock(PRACTICE_PASSPHRASE).result(), house.forms, house.clock)
        try:
            families = len(desk.caseload().result())
        finally:
            desk.close().result()
        plain = made_up_families(house)[0].family.reference.encode()
        leaked = [path.name for path in vault.rglob("*") if path.is_file() and plain in path.read_bytes()]
    if leaked or families != len(made_up_families(house)):
        raise ThinkFamilyError("store.not_kept")
    return f"{families} families kept encrypted and read back"


def _pdf(house: House) -> str:
    """The first made-up family's referral, made twice: the same bytes, and tagged."""
    from thinkfamily_desktop.app.made_up_session import made_up_session  # noqa: PLC0415, RUF100

    release = made_up_session(house, 0).release("social-care")
    first, second = (make_document(release, house.words, house.fonts) for _ in range(2))
    if first.pdf != second.pdf or not first.pdf.startswith(b"%PDF-1.7"):
        raise ThinkFamilyError("cli.pdf_differs")
    return f"{len(first.pdf)} bytes, twice the same, sha256 {first.sha256[:16]}"


def _spelling(house: House) -> str:
    """The dictionary knows a right word, a wrong one, and what was meant."""
    speller = Speller(house.resources / "spelling")
    speller.load()
    right, wrong = speller.is_right("colour"), speller.is_right("recieve")
    if not speller.is_ready or not right or wrong or "receive" not in speller.suggestions("recieve"):
        raise ThinkFamilyError("cli.no_spelling")
    return "“colour” is right, “recieve” is not, and “receive” is offered for it"


def _no_network(_house: House) -> str:
    loaded = [name for name in NETWORK_PARTS if name in sys.modules]
    if loaded:
        raise ThinkFamilyError("cli.network_loaded", parts=", ".join(loaded))
    return "no part that could use a network is loaded"


def _window(house: House) -> str:
    from thinkfamily_desktop.app.window_check import show_a_window  # noqa: PLC0415, RUF100  --no-gui needs no Qt

    return show_a_window(house)
