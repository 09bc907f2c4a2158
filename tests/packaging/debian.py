"""A bare Debian 12 in a folder of its own: what an administrator and a worker do on it."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from thinkfamily_desktop import __version__

NEEDED = ("dpkg-deb", "strip", "debootstrap", "unshare")
MISSING = [tool for tool in NEEDED if not shutil.which(tool)]
WORKER = "nurse"
DEB = f"thinkfamily-desktop_{__version__}_amd64.deb"
TAR = f"thinkfamily-desktop_{__version__}_linux_x86_64.tar.xz"
on_bare_debian = [
    pytest.mark.full,
    pytest.mark.skipif(
        bool(MISSING) or not hasattr(os, "geteuid") or os.geteuid() != 0,
        reason=f"needs root and {', '.join(NEEDED)}",
    ),
]


@dataclass(frozen=True)
class Machine:
    """One machine. Its mounts end with each command."""

    root: Path

    def before(self, user: str = "root", folder: str = "/") -> tuple[str, ...]:
        """What to put before a command so that this user runs it there, in this folder."""
        setup = 'mount -t proc proc "$0/proc" && mount --bind /dev "$0/dev" && cd / && exec "$@"'
        home = "/root" if user == "root" else f"/home/{user}"
        clean = ("env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", f"HOME={home}", "LC_ALL=C.UTF-8")
        quiet = ("DEBIAN_FRONTEND=noninteractive", "sh", "-c", 'cd "$0" && exec "$@"', folder)
        there = ("chroot", f"--userspec={user}", str(self.root), *clean, *quiet)
        return ("unshare", "--mount", "sh", "-c", setup, str(self.root), *there)

    def run(self, command: str, user: str = "root") -> "subprocess.CompletedProcess[str]":
        """One line of shell."""
        whole = [*self.before(user), "sh", "-c", command]
        return subprocess.run(whole, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)

    def does(self, command: str, user: str = "root") -> str:
        """The same; it has to succeed."""
        done = self.run(command, user)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def path(self, name: str) -> Path:
        """Where /name lies on this machine."""
        return self.root / name.lstrip("/")

    def traces(self) -> Sequence[str]:
        """Every file with our name, but in home folders and in the notes that dpkg and apt keep of everything."""
        found = self.does("find / -xdev -path /proc -prune -o -iname '*thinkfamily*' -print").splitlines()
        return [name for name in found if not name.startswith(("/home/", "/var/", "/srv/"))]


def new_machine(root: Path) -> Machine:
    """Debian with nothing on it but what every Debian has, a user, and the apt settings of this machine."""
    if ready_made := os.environ.get("TF_TEST_DEBIAN"):
        subprocess.run(["cp", "-a", ready_made, root], check=True)
    else:
        how = ["--variant=minbase", "--include=ca-certificates", "bookworm", str(root), *_mirror()]
        subprocess.run(["debootstrap", *how], check=True, capture_output=True)
    for name in ("etc/resolv.conf", "etc/hosts"):
        shutil.copyfile(Path("/") / name, root / name)
    (root / "etc/apt/sources.list").unlink(missing_ok=True)
    for file in [*Path("/etc/apt").glob("sources.list.d/debian*"), *Path("/etc/apt").glob("apt.conf.d/99*")]:
        shutil.copyfile(file, root / file.relative_to("/"))
    machine = Machine(root)
    machine.does(f"useradd --create-home {WORKER}")
    return machine


def newer_version(deb: Path, work: Path, out: Path) -> None:
    """The same package as it would be under a later version; quickly packed."""
    subprocess.run(["dpkg-deb", "--raw-extract", deb, work / "newer"], check=True)
    control = work / "newer" / "DEBIAN" / "control"
    control.write_text(control.read_text("utf-8").replace(f"Version: {__version__}\n", "Version: 99.0\n"), "utf-8")
    subprocess.run(["dpkg-deb", "-Zgzip", "-z1", "--build", work / "newer", out], check=True, capture_output=True)


def _mirror() -> list[str]:
    """Where this machine's apt gets Debian from; nothing where it does not say, and debootstrap takes its own."""
    for file in sorted(Path("/etc/apt").glob("sources.list.d/debian*")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("URIs:"):
                return line.split()[1:2]
    return []
