"""The commands that stand fenced in installer/README.md, and exactly those, on a bare Debian 12 with the .deb.

Between them this test is the administrator, the worker and the custodian of the prose.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packaging.debian import DEB, WORKER, Machine, new_machine, newer_version, on_bare_debian
from tests.packaging.fenced_commands import README, Walk, blocks, shell
from tests.report.test_build import failures

pytestmark = on_bare_debian
HOME = f"home/{WORKER}"
OLD, NEW = "apple bridge cotton dune", "ember forest glacier harbour"


class Person:
    """Somebody at that machine, in a folder of theirs."""

    def __init__(self, machine: Machine, user: str, folder: str) -> None:
        self._run = shell(before=machine.before(user, f"/{folder}"))
        self._folder = machine.path(folder)

    def walk(self, heading: str) -> Walk:
        """Through one chapter of the manual."""
        return Walk(blocks(README, heading), self._folder, self._run)

    def follow(self, heading: str) -> list[str]:
        """A chapter in which nothing is to be done between its blocks; returns what each said."""
        chapter = self.walk(heading)
        said = [chapter.run() for _ in blocks(README, heading)]
        chapter.finish()
        return said


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory, builds: tuple[Path, Path]) -> Iterator[Machine]:
    there = new_machine(tmp_path_factory.mktemp("manual") / "root")
    shutil.copytree(builds[0], there.path("srv/dist"))
    newer_version(builds[0] / DEB, tmp_path_factory.mktemp("newer"), there.path("srv/dist/newer.deb"))
    yield there
    shutil.rmtree(there.root)


@pytest.fixture
def administrator(machine: Machine) -> Person:
    return Person(machine, "root", "srv/dist")


@pytest.fixture
def worker(machine: Machine) -> Person:
    return Person(machine, WORKER, HOME)


def test_from_nothing_to_removal_by_the_commands_of_the_manual(
    machine: Machine, administrator: Person, worker: Person
) -> None:
    administrator.follow("Install, as the administrator")
    selftest, licences = pilot(machine, worker)
    assert "FAIL" not in selftest
    assert "Qt 6" in licences
    policy(machine, administrator)
    by_recovery_sheet(machine, worker)
    forget_store(machine)
    by_organisations_key(machine, worker)
    forget_store(machine)
    by_backup(machine, worker)
    forget_store(machine)
    worker.walk("On another laptop").write("passphrase.txt", OLD)
    worker.follow("On another laptop")
    administrator.follow("Upgrade, as the administrator")
    machine.does("thinkfamily store check --passphrase-file /home/nurse/passphrase.txt", WORKER)
    before = sorted(machine.path(f"{HOME}/.local/share/thinkfamily").rglob("*"))
    administrator.follow("Remove, as the administrator")
    assert sorted(machine.path(f"{HOME}/.local/share/thinkfamily").rglob("*")) == before != []
    assert machine.traces() == ["/etc/thinkfamily"]
    assert [file.name for file in machine.path("etc/thinkfamily").iterdir()] == ["policy.json"]


def pilot(machine: Machine, worker: Person) -> tuple[str, str]:
    (said,) = worker.follow("Pilot, as an ordinary user")
    assert failures(machine.path(f"{HOME}/referral.pdf").read_bytes()) == []
    return machine.path(f"{HOME}/selftest.txt").read_text(encoding="utf-8"), said


def policy(machine: Machine, administrator: Person) -> None:
    """What the manual fences as JSON is what is written; and first, something that is refused."""
    fenced = re.search(r"```json\n(.*?)\n```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert fenced is not None
    chapter = administrator.walk("Policy, as the administrator")
    chapter.write("policy.json", '{"IdleLockMinutes": 600}')
    chapter.refused(1)
    chapter.write("policy.json", fenced[1])
    assert "This file is right." in chapter.run(again=True)
    shown = chapter.run()
    for name, value in json.loads(fenced[1]).items():
        assert f"{name} = {json.dumps(value)}  (/etc/thinkfamily/policy.json)" in shown
    chapter.finish()


def by_recovery_sheet(machine: Machine, worker: Person) -> None:
    chapter = worker.walk("By recovery sheet")
    chapter.write("passphrase.txt", OLD)
    chapter.run()
    printed = subprocess.run(
        ["pdftotext", machine.path(f"{HOME}/sheet.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    chapter.write("new-passphrase.txt", NEW)
    chapter.write("code.txt", " ".join(re.findall(r"^(?:[0-9A-Z]{4} ){2}[0-9A-Z]{4}$", printed, re.MULTILINE)))
    chapter.run()
    chapter.finish()


def by_organisations_key(machine: Machine, worker: Person) -> None:
    chapter = worker.walk("By the organisation's key")
    public = re.search(r"EscrowPublicKey: (\S+)", chapter.run())
    assert public is not None
    machine.path("etc/thinkfamily/policy.json").write_text(json.dumps({"EscrowPublicKey": public[1]}), encoding="utf-8")
    chapter.write("passphrase.txt", OLD)
    assert "Your organisation can open this store too" in chapter.run()
    chapter.run()
    chapter.run()
    chapter.write("new-passphrase.txt", NEW)
    chapter.run()
    chapter.finish()


def by_backup(machine: Machine, worker: Person) -> None:
    worker.walk("By backup").write("passphrase.txt", OLD)
    machine.does("thinkfamily store new --without-recovery --passphrase-file /home/nurse/passphrase.txt", WORKER)
    worker.follow("By backup")


def forget_store(machine: Machine) -> None:
    """A laptop anew, for the next chapter."""
    shutil.rmtree(machine.path(f"{HOME}/.local/share/thinkfamily"))
    for left in machine.path(HOME).glob("*passphrase.txt"):
        left.unlink()
