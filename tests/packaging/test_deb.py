"""The frozen folder and the .deb: built twice, then installed, used, upgraded and removed on a bare Debian 12.

Needs root, dpkg, debootstrap and a Debian mirror in the machine's own apt settings. The commit is what is tested.
TF_TEST_BUILDS may name two folders (FIRST:SECOND) that build.py filled, TF_TEST_DEBIAN one that debootstrap made.
"""

import hashlib
import json
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import parts
import pytest

from tests.packaging.debian import DEB, TAR, Machine, new_machine, newer_version, on_bare_debian
from tests.packaging.test_parts import not_shown
from tests.packaging.two_builds import compare
from tests.report.test_build import failures
from tests.report.test_logo import drawn
from thinkfamily_desktop import __version__

ROOT = Path(__file__).resolve().parents[2]
pytestmark = on_bare_debian
VAULT = "/home/nurse/.local/share/thinkfamily/vault"
USE = f"--store {VAULT} --passphrase-file /home/nurse/words"


@pytest.fixture(scope="module")
def folder(builds: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tar.xz unpacked somewhere else."""
    place = tmp_path_factory.mktemp("unpacked")
    subprocess.run(["tar", "-xf", builds[0] / TAR, "-C", place], check=True)
    return place / f"thinkfamily-desktop-{__version__}"


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    there = new_machine(tmp_path_factory.mktemp("debian") / "root")
    yield there
    shutil.rmtree(there.root)


@pytest.fixture(scope="module")
def installed(machine: Machine, builds: tuple[Path, Path]) -> Machine:
    """The package put on that machine by apt, as an administrator would."""
    assert machine.traces() == []
    machine.does("dpkg-query --show > /srv/packages-before")
    shutil.copyfile(builds[0] / DEB, machine.path(f"srv/{DEB}"))
    machine.does(f"apt-get update && apt-get install -y --no-install-recommends /srv/{DEB}")
    return machine


def test_two_builds_in_two_folders_are_the_same_bytes(builds: tuple[Path, Path]) -> None:
    pairs = compare(*builds)
    print("", *pairs, sep="\n")
    assert {DEB, TAR, "SHA256SUMS"} <= {pair.name for pair in pairs}
    assert [str(pair) for pair in pairs if not pair.same] == []


def test_a_byte_that_differs_is_noticed(tmp_path: Path) -> None:
    for name, text in (("first", "a"), ("second", "b")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.deb").write_text(text, encoding="utf-8")
        (tmp_path / name / "y.deb").write_text("the same", encoding="utf-8")
    (tmp_path / "first" / "z.deb").touch()
    told = compare(tmp_path / "first", tmp_path / "second")
    assert [pair.name for pair in told if not pair.same] == ["x.deb", "z.deb"]


def test_every_file_is_on_the_hash_list(folder: Path) -> None:
    listed = {line.split("  ", 1)[1] for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    there = {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file() and not f.is_symlink()}
    assert there - listed == {"SHA256SUMS"}
    assert subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, check=False).returncode == 0


def test_nothing_in_the_folder_can_open_a_connection(folder: Path) -> None:
    names = " ".join(file.name for file in folder.rglob("*"))
    for part in ("QtNetwork", "Qt6Network", "_ssl.", "libssl", "_asyncio.", "tls"):
        assert part not in names


def test_every_file_of_others_has_an_owner_with_a_licence(folder: Path) -> None:
    assert parts.nobodys(folder, parts.third_party()) == []


def test_no_file_knows_where_it_was_built(folder: Path) -> None:
    here = str(ROOT).encode()
    assert [f.name for f in folder.rglob("*") if f.is_file() and here in f.read_bytes()] == []


def test_the_program_shows_the_licence_of_every_part_in_its_bill(folder: Path) -> None:
    bill = json.loads((folder / "sbom.cdx.json").read_text(encoding="utf-8"))
    libraries = [component for component in bill["components"] if component["type"] == "library"]
    assert not_shown(folder / "licences", libraries) == []
    said = subprocess.run([folder / "thinkfamily", "licences"], capture_output=True, text=True, check=True).stdout
    parts_in_bill = [component["name"] for component in libraries if "properties" not in component]
    assert len(parts_in_bill) > 25
    assert [name for name in parts_in_bill if name not in said] == []


def test_the_tar_names_nobody(builds: tuple[Path, Path]) -> None:
    with tarfile.open(builds[0] / TAR) as packed:
        assert {(member.uid, member.gid, member.uname) for member in packed} == {(0, 0, "root")}


def test_the_package_brings_no_python_and_works_for_an_ordinary_user(installed: Machine) -> None:
    said = installed.does("QT_QPA_PLATFORM=offscreen thinkfamily selftest", user="nurse")
    assert "FAIL" not in said
    assert "platform offscreen" in said
    assert "ok    spelling: " in said
    before = installed.path("srv/packages-before").read_text(encoding="utf-8").splitlines()
    brought = set(installed.does("dpkg-query --show").splitlines()) - set(before)
    assert len(brought) > 10
    assert [line for line in brought if line.startswith(("python", "libpython"))] == []


def test_the_installed_program_writes_a_referral_that_the_validator_passes(installed: Machine) -> None:
    installed.does("thinkfamily demo --pdf /home/nurse/referral.pdf", user="nurse")
    assert failures(installed.path("home/nurse/referral.pdf").read_bytes()) == []


def test_the_installed_program_reads_a_logo_and_refuses_what_is_none(installed: Machine) -> None:
    drawn(installed.path("srv/logo.png"), (800, 200))
    assert "40 mm wide and 10 mm high" in installed.does("thinkfamily policy check /srv/logo.png", user="nurse")
    installed.path("srv/logo.png").write_bytes(b"GIF89a")
    assert installed.run("thinkfamily policy check /srv/logo.png", user="nurse").returncode == 1


def test_a_policy_of_the_administrator_counts_and_one_of_the_user_does_not(installed: Machine) -> None:
    policy = installed.root / "etc/thinkfamily/policy.json"
    policy.write_text('{"IdleLockMinutes": 3}', encoding="utf-8")
    assert "IdleLockMinutes = 3  (/etc/thinkfamily/policy.json)" in installed.does("thinkfamily policy show", "nurse")
    policy.chmod(0o666)
    said = installed.does("thinkfamily policy show", "nurse")
    assert "IdleLockMinutes = 5" in said
    assert "/etc/thinkfamily/policy.json was ignored" in said
    policy.unlink()


def test_menu_entry_icon_and_manual_page_are_there(installed: Machine) -> None:
    share = installed.root / "usr/share"
    entry = (share / "applications/thinkfamily-desktop.desktop").read_text(encoding="utf-8")
    assert "Exec=thinkfamily-window" in entry
    assert (installed.root / "usr/bin/thinkfamily-window").is_symlink()
    assert (share / "icons/hicolor/scalable/apps/thinkfamily-desktop.svg").is_file()
    assert (share / "man/man1/thinkfamily.1.gz").is_file()


def test_the_folder_of_the_tarball_runs_from_anywhere(installed: Machine, folder: Path) -> None:
    elsewhere = installed.path("srv/a place of its own")
    shutil.copytree(folder, elsewhere, symlinks=True)
    said = installed.does("QT_QPA_PLATFORM=offscreen '/srv/a place of its own/thinkfamily' selftest", user="nurse")
    assert "FAIL" not in said
    assert "Qt " in installed.does("'/srv/a place of its own/thinkfamily' licences", user="nurse")
    shutil.rmtree(elsewhere)


@pytest.fixture(scope="module")
def upgraded(installed: Machine, builds: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A later version over the first, with a store made under the first."""
    installed.does("echo brass lantern otter meadow > /home/nurse/words", "nurse")
    installed.does(f"thinkfamily store new --without-recovery {USE}", "nurse")
    newer_version(builds[0] / DEB, tmp_path_factory.mktemp("newer"), installed.path("srv/newer.deb"))
    installed.does("apt-get install -y --no-install-recommends /srv/newer.deb")
    return installed


def version(machine: Machine) -> str:
    return machine.does("dpkg-query --show thinkfamily-desktop").split()[1]


def test_an_upgrade_keeps_a_store_and_opens_it(upgraded: Machine) -> None:
    assert version(upgraded) == "99.0"
    upgraded.does(f"thinkfamily store check {USE}", "nurse")


def test_apt_refuses_a_downgrade_and_dpkg_only_warns(upgraded: Machine) -> None:
    assert upgraded.run(f"apt-get install -y --no-install-recommends /srv/{DEB}").returncode != 0
    assert version(upgraded) == "99.0"
    assert "downgrading" in upgraded.run(f"dpkg -i /srv/{DEB} 2>&1").stdout
    assert version(upgraded) == __version__
    upgraded.does(f"thinkfamily store check {USE}", "nurse")


def test_removal_leaves_the_stores_and_nothing_else(upgraded: Machine) -> None:
    def content() -> dict[str, str]:
        files = sorted(upgraded.path(VAULT).iterdir())
        return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.is_file()}

    before = content()
    assert {"vault.db", "keys.a", "keys.b", "head"} <= before.keys()
    assert upgraded.traces()
    upgraded.does("apt-get purge -y thinkfamily-desktop")
    assert content() == before
    assert upgraded.traces() == []
