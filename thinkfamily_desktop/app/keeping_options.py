"""How the commands of `keeping` are written; what they do is read when one of them is run."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType

from thinkfamily_desktop.app.console import Console
from thinkfamily_desktop.app.house import House

Run = Callable[[argparse.Namespace, House, Console], int]
Later = Callable[[Callable[[], ModuleType], str], Run]


def add_keeping(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", later: Later) -> None:
    """Legal holds, families that leave, and what is left on this laptop."""
    keeping = commands.add_parser("keeping", help="legal holds, families that leave, files left on this laptop")
    what = keeping.add_subparsers(required=True, metavar="WHAT")

    def add(name: str, does: str, function: str) -> argparse.ArgumentParser:
        parser = what.add_parser(name, help=does)
        parser.set_defaults(run=later(_keeping_commands, function))
        return parser

    of_a_case = (
        add("hold", "nothing of a family is deleted until its legal hold is lifted", "hold"),
        add("lift", "lift a legal hold", "lift"),
        add("take-out", "take a family out of the list; all of it stays", "take_out"),
        add("put-back", "put it back, as it was", "put_back"),
        add("access", "everything held about somebody, marked for information-governance review", "access"),
        add("delete", "delete for good a family that was taken out of the list", "delete"),
    )
    for parser in of_a_case:
        parser.add_argument("case", metavar="CASE", help="a reference such as TF-2026-0147, never a name")
    for parser in of_a_case[:2]:
        parser.add_argument("--why", required=True, metavar="TEXT", help="why, and on whose word; the journal keeps it")
    access, kept = of_a_case[-2:]
    access.add_argument("--about", required=True, metavar="PERSON", help="whose request it is (a first name)")
    access.add_argument("--out", type=Path, required=True, metavar="FILE", help="where to write it (PDF)")
    access.add_argument("--password-file", metavar="FILE", help="lock it with the password in this file; - reads it")
    kept.add_argument("--kept-in", required=True, metavar="TEXT", help="the organisation's record that has it")
    kept.add_argument(
        "--since", required=True, type=date.fromisoformat, metavar="DAY", help="since when, such as 2026-11-20"
    )
    listed = (
        add("holds", "the legal holds that stand", "holds"),
        add("files", "saved files without a password that are still here; 1 when there are any", "files"),
        add("stores", "older stores kept beside this one", "stores"),
    )
    listed[1].add_argument("--remove", action="store_true", help="remove them; one that has changed since stays")
    listed[2].add_argument("--remove", metavar="NAME", help="remove this one for good")
    listed[2].add_argument("--looked", default="", metavar="TEXT", help="who has looked through it, and when")
    for parser in listed:
        parser.add_argument("--json", action="store_true", help="for another program to read")
    for parser in (*of_a_case, *listed):
        parser.add_argument("--store", type=Path, metavar="DIR", help="the folder of the store")
        parser.add_argument(
            "--passphrase-file", metavar="FILE", help="the passphrase on its first line; - reads standard input"
        )


def _keeping_commands() -> ModuleType:
    from thinkfamily_desktop.app import keeping_commands  # noqa: PLC0415, RUF100  see the docstring

    return keeping_commands
