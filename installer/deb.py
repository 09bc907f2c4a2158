"""Makes the Debian package from the frozen folder: /opt/thinkfamily-desktop, a command, a menu entry, a manual page.

python installer/deb.py FROZEN OUT.deb VERSION      (dates come from SOURCE_DATE_EPOCH)
"""

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLACE = "opt/thinkfamily-desktop"
COMMANDS = ("thinkfamily", "thinkfamily-window")
DRAWING = HERE.parent / "resources" / "icon" / "thinkfamily-desktop.svg"
ABOUT = "org.thinkfamily.desktop.metainfo.xml"

# What Qt leaves to the system. Later releases provide the old names of those that were renamed.
DEPENDS = (
    "libc6 (>= 2.34), libstdc++6, libgcc-s1, libzstd1, libegl1, libgl1, libfontconfig1, libfreetype6, libdbus-1-3, "
    "libglib2.0-0 | libglib2.0-0t64, libx11-6, libx11-xcb1, libxkbcommon0, libxkbcommon-x11-0, libxcb-cursor0, "
    "libxcb-icccm4, libxcb-image0, libxcb-keysyms1, libxcb-randr0, libxcb-render0, libxcb-render-util0, libxcb-shape0, "
    "libxcb-shm0, libxcb-sync1, libxcb-util1, libxcb-xfixes0, libxcb-xkb1, libxcb-glx0, libxcb1"
)
CONTROL = """Package: thinkfamily-desktop
Version: {version}
Architecture: amd64
Maintainer: The Think Family Desktop authors <thinkfamily@example.invalid>
Installed-Size: {size}
Depends: {depends}
Section: misc
Priority: optional
Description: family-focused assessment, offline and encrypted
 An assessment of a whole family that makes a PDF another service can act on.
 It uses no network. Records stay on this computer, encrypted; removing the
 package leaves them where they are, under each user's own data folder.
"""
CHANGES = """thinkfamily-desktop ({version}) stable; urgency=medium

  * Version {version}.

 -- The Think Family Desktop authors <thinkfamily@example.invalid>  {date}
"""
COPYRIGHT = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Think Family Desktop

Files: *
Copyright: The Think Family Desktop authors
License: MIT
 The text is in /opt/thinkfamily-desktop/licences/ThinkFamilyDesktop.txt; the
 parts of others that come along, Qt under LGPL-3 among them, and their
 licences are listed in /opt/thinkfamily-desktop/licences/README.txt.
"""


def main(arguments: list[str]) -> int:
    """Lay the package out in a temporary folder and have dpkg-deb pack it."""
    frozen, out, version = Path(arguments[0]), Path(arguments[1]), arguments[2]
    epoch = int(os.environ["SOURCE_DATE_EPOCH"])
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder) / "package"
        shutil.copytree(frozen, top / PLACE, symlinks=True)
        put_in_system(top, version, epoch)
        files = sorted(part for part in top.rglob("*") if part.is_file() and not part.is_symlink())
        size = sum(file.stat().st_size for file in files) // 1024
        sums = "".join(f"{_md5(file)}  {file.relative_to(top).as_posix()}\n" for file in files)
        put(top / "DEBIAN" / "control", CONTROL.format(version=version, size=size, depends=DEPENDS))
        put(top / "DEBIAN" / "md5sums", sums)
        make_plain(top, epoch)
        options = ["-Zxz", "-z6", "--root-owner-group", "--build"]
        one_thread = {**os.environ, "DPKG_DEB_THREADS_MAX": "1"}  # the same bytes whatever the number of cores
        subprocess.run(["dpkg-deb", *options, top, out], check=True, stdout=subprocess.DEVNULL, env=one_thread)
    return 0


def put_in_system(top: Path, version: str, epoch: int) -> None:
    """Everything outside /opt: what a desktop looks for, and the folder for policy."""
    (top / "usr" / "bin").mkdir(parents=True)
    for command in COMMANDS:
        (top / "usr" / "bin" / command).symlink_to(f"/{PLACE}/{command}")
    share, ours = top / "usr" / "share", HERE / "linux"
    put(
        share / "applications" / "thinkfamily-desktop.desktop",
        (ours / "thinkfamily-desktop.desktop").read_text("utf-8"),
    )
    put(share / "icons" / "hicolor" / "scalable" / "apps" / DRAWING.name, DRAWING.read_text("utf-8"))
    about = (ours / ABOUT).read_text("utf-8").replace("@VERSION@", version)
    put(share / "metainfo" / ABOUT, about.replace("@DATE@", f"{datetime.fromtimestamp(epoch, UTC):%Y-%m-%d}"))
    manual = (ours / "thinkfamily.1").read_text("utf-8").replace("@VERSION@", version)
    put_gzipped(share / "man" / "man1" / "thinkfamily.1.gz", manual)
    documents = share / "doc" / "thinkfamily-desktop"
    put(documents / "copyright", COPYRIGHT)
    put_gzipped(documents / "changelog.gz", CHANGES.format(version=version, date=_rfc_date(epoch)))
    put(top / "etc" / "thinkfamily" / "README", (ours / "policy_folder.txt").read_text("utf-8"))


def put(file: Path, text: str) -> None:
    """Write a file, its folders first."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def put_gzipped(file: Path, text: str) -> None:
    """Write it compressed, with no date inside."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def make_plain(top: Path, epoch: int) -> None:
    """The same modes and dates wherever it is built."""
    for part in [*top.rglob("*"), top]:
        if not part.is_symlink():
            part.chmod(0o755 if part.is_dir() or part.stat().st_mode & 0o111 else 0o644)
        os.utime(part, (epoch, epoch), follow_symlinks=False)


def _md5(file: Path) -> str:
    return hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()  # what dpkg asks for


def _rfc_date(epoch: int) -> str:
    from email.utils import formatdate  # noqa: PLC0415, RUF100  for one line

    return formatdate(epoch)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
