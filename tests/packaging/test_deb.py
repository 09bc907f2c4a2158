"""The frozen folder and the .deb: built twice, then installed, used, upgraded and removed on a bare Debian 12.

Needs root, dpkg, debootstrap and a Debian mirror in the machine's own apt settings. The commit is what is tested.
TF_TEST_BUILDS may name two folders (FIRST:SECOND) that build.py filled, TF_TEST_DEBIAN one that debootstrap made.
"""

import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import parts
import pytest

from tests.packaging.two_builds import build_twice, compare
from thinkfamily_desktop import __version__

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("dpkg-deb", "strip", "debootstrap", "unshare")
MISSING = [tool for tool in NEEDED if not shutil.which(tool)]
pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(bool(MISSING) or os.geteuid() != 0, reason=f"needs root and {', '.join(NEEDED)}"),
]
DEB = f"thinkfamily-desktop_{__version__}_amd64.deb"
TAR = f"thinkfamily-desktop_{__version__}_linux_x86_64.tar.xz"
STORES = ".local/share/thinkfamily"


@dataclass(frozen=True)
class Machine:
    """A bare Debian in a folder. Its mounts end with each command."""

    root: Path

    def run(self, command: str, user: str = "root") -> "subprocess.CompletedProcess[str]":
        setup = f"mount -t proc proc {self.root}/proc && mount --bind /dev {self.root}/dev"
        home = "/root" if user == "root" else f"/home/{user}"
        clean = f"env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME={home} LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive"
        inside = f"{setup} && cd / && exec chroot --userspec={user} {self.root} {clean} sh -c '{command}'"
        return subprocess.run(
            ["unshare", "--mount", "sh", "-c", inside],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    def does(self, command: str, user: str = "root") -> str:
        done = self.run(command, user)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """What the one command makes, twice."""
    if ready_made := os.environ.get("TF_TEST_BUILDS"):
        made = [Path(name) for name in ready_made.split(":")]
        return made[0], made[1]
    return build_twice("all", tmp_path_factory.mktemp("builds"))


@pytest.fixture(scope="module")
def folder(builds: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tar.xz unpacked somewhere else."""
    place = tmp_path_factory.mktemp("unpacked")
    subprocess.run(["tar", "-xf", builds[0] / TAR, "-C", place], check=True)
    return place / f"thinkfamily-desktop-{__version__}"


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """Debian 12 with nothing on it but what every Debian has, a user, and the apt settings of this machine."""
    root = tmp_path_factory.mktemp("debian") / "root"
    if ready_made := os.environ.get("TF_TEST_DEBIAN"):
        subprocess.run(["cp", "-a", ready_made, root], check=True)
    else:
        command: list[str | Path] = [
            "debootstrap",
            "--variant=minbase",
            "--include=ca-certificates",
            "bookworm",
            root,
            mirror(),
        ]
        subprocess.run(command, check=True, capture_output=True)
    for name in ("etc/resolv.conf", "etc/hosts"):
        shutil.copyfile(Path("/") / name, root / name)
    (root / "etc/apt/sources.list").unlink(missing_ok=True)
    for file in [*Path("/etc/apt").glob("sources.list.d/debian*"), *Path("/etc/apt").glob("apt.conf.d/99*")]:
        shutil.copyfile(file, root / file.relative_to("/"))
    there = Machine(root)
    there.does("useradd --create-home nurse")
    yield there
    shutil.rmtree(root)


def mirror() -> str:
    """Where this machine's apt gets Debian from."""
    for file in sorted(Path("/etc/apt").glob("sources.list.d/debian*")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("URIs:"):
                return line.split()[1]
    return "http://deb.debian.org/debian"


@pytest.fixture(scope="module")
def installed(machine: Machine, builds: tuple[Path, Path]) -> Machine:
    """The package put on that machine by apt, as an administrator would."""
    shutil.copyfile(builds[0] / DEB, machine.root / "tmp" / DEB)
    machine.does(f"apt-get update && apt-get install -y --no-install-recommends /tmp/{DEB}")
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


def test_the_tar_names_nobody(builds: tuple[Path, Path]) -> None:
    with tarfile.open(builds[0] / TAR) as packed:
        assert {(member.uid, member.gid, member.uname) for member in packed} == {(0, 0, "root")}


def test_the_package_brings_no_python_and_works_for_an_ordinary_user(installed: Machine) -> None:
    said = installed.does("QT_QPA_PLATFORM=offscreen thinkfamily selftest", user="nurse")
    assert "FAIL" not in said
    assert "platform offscreen" in said
    assert not (installed.root / "usr/bin/python3").exists()


def test_the_installed_program_writes_the_referral(installed: Machine) -> None:
    installed.does("thinkfamily demo --pdf /home/nurse/referral.pdf", user="nurse")
    written = (installed.root / "home/nurse/referral.pdf").read_bytes()
    assert written.startswith(b"%PDF-1.7")
    subprocess.run(["qpdf", "--check", installed.root / "home/nurse/referral.pdf"], check=True, capture_output=True)


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


def newer_version(deb: Path, work: Path, out: Path) -> None:
    """The same package as it would be under a later version; quickly packed."""
    subprocess.run(["dpkg-deb", "--raw-extract", deb, work / "newer"], check=True)
    control = work / "newer" / "DEBIAN" / "control"
    control.write_text(control.read_text("utf-8").replace(f"Version: {__version__}\n", "Version: 99.0\n"), "utf-8")
    subprocess.run(["dpkg-deb", "-Zgzip", "-z1", "--build", work / "newer", out], check=True, capture_output=True)


def test_an_upgrade_keeps_a_vault_and_removal_leaves_it(
    installed: Machine, builds: tuple[Path, Path], tmp_path: Path
) -> None:
    vault = f"/home/nurse/{STORES}/vault"
    passphrase = "printf %s\\\\n brass-lantern-otter-meadow > /home/nurse/words"
    installed.does(passphrase, "nurse")
    use = f"--store {vault} --passphrase-file /home/nurse/words"
    installed.does(f"thinkfamily store new --without-recovery {use}", "nurse")
    newer_version(builds[0] / DEB, tmp_path, installed.root / "tmp" / "newer.deb")
    installed.does("apt-get install -y --no-install-recommends /tmp/newer.deb")
    assert "99.0" in installed.does("dpkg-query --show thinkfamily-desktop")
    installed.does(f"thinkfamily store check {use}", "nurse")
    assert (
        installed.run(f"apt-get install -y --no-install-recommends /tmp/{DEB}").returncode != 0
    )  # no way back unasked
    installed.does("apt-get purge -y thinkfamily-desktop")
    assert not (installed.root / "opt/thinkfamily-desktop").exists()
    assert not (installed.root / "usr/bin/thinkfamily").is_symlink()
    kept = sorted(file.name for file in (installed.root / vault.lstrip("/")).iterdir())
    assert kept
