"""The one door to everything that is handed over: frozen folder, .deb, tar.xz, MSI, SBOM, hash lists, licences.

  python3 installer/build.py [--out DIR] [--wheelhouse DIR] [folder | tar | deb | msi | all]      (default: all)
  python3 installer/build.py --wheelhouse DIR wheelhouse      fills DIR, once; after that no package needs a network

It needs Python 3.11 or later; on Linux also binutils, for the .deb dpkg, for the MSI Wine and the tools that it names.
All is everything for this system. What is built is the last commit, not what lies about in the checkout; the same
commit on the same system gives the same bytes. With a certificate, Windows programs and the MSI are signed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import windows_python
from packages import Packages, fresh_python, python_in
from parts import HANDED_OVER
from running import BuildError, run, say
from signing import SYSTEM_TRUST, Certificate, sign

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "installer" / "lock" / "build.txt"
WORK = ROOT / "build"
PROGRAM = "thinkfamily-desktop"
TO_STRIP = ("libpython*", "sqlcipher3/_sqlite3*", "python3.*/lib-dynload/*.so", "_cffi_backend*", "yaml/*.so")


@dataclass(frozen=True, slots=True)
class Python:
    """The Python that freezes: how it is started, for which system, and how it writes a path of this machine."""

    command: tuple[str | Path, ...]
    system: str = sys.platform
    surroundings: Mapping[str, str] = field(default_factory=dict)
    seen: Callable[[Path], str] = str

    def runs(self, *arguments: str | Path, **more: str) -> None:
        """Start it with these arguments. Raises BuildError."""
        said = [self.seen(part) if isinstance(part, Path) else part for part in arguments]
        run([*self.command, *said], **self.surroundings, **more)


def main(arguments: Sequence[str] | None = None) -> int:
    """Build what is asked for; returns the exit code."""
    options = _options(arguments)
    certificate = options.certificate and Certificate(
        options.certificate, options.certificate_passphrase_file, options.trust, options.time_stamper
    )
    wheelhouse = options.wheelhouse and options.wheelhouse.resolve()
    try:
        if options.what == "wheelhouse":
            fill(wheelhouse)
        else:
            build(options.what, options.out.resolve(), wheelhouse, certificate)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    described = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=described)
    parser.add_argument("what", nargs="?", default="all", choices=("folder", "tar", "deb", "msi", "all", "wheelhouse"))
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="DIR", help="where it goes (default: dist)")
    parser.add_argument("--wheelhouse", type=Path, metavar="DIR", help="packages from this folder, none from a network")
    signing = parser.add_argument_group("signing for Windows (osslsigncode)")
    signing.add_argument("--certificate", type=Path, metavar="FILE", help="PKCS #12: key and certificates")
    signing.add_argument("--certificate-passphrase-file", type=Path, metavar="FILE", help="holds its passphrase")
    signing.add_argument(
        "--trust", type=Path, default=SYSTEM_TRUST, metavar="FILE", help="roots to check against (PEM)"
    )
    signing.add_argument("--time-stamper", default="", metavar="ADDRESS", help="who stamps the time, if anybody")
    options = parser.parse_args(arguments)
    if options.what == "wheelhouse" and not options.wheelhouse:
        parser.error("wheelhouse needs --wheelhouse DIR: the folder to fill")
    if options.certificate and not options.certificate_passphrase_file:
        parser.error("--certificate needs --certificate-passphrase-file")
    return options


def build(what: str, out: Path, wheelhouse: Path | None = None, certificate: Certificate | None = None) -> None:
    """Everything, one step after the other. Raises BuildError."""
    out.mkdir(parents=True, exist_ok=True)
    wants_msi = what == "msi" or (what == "all" and sys.platform == "win32")
    python = windows_environment(wheelhouse) if wants_msi and os.name != "nt" else environment(wheelhouse)
    source = snapshot()
    version = version_of(source)
    epoch = commit_time()
    frozen = freeze(python, source, epoch)
    if certificate and python.system == "win32":
        sign(sorted(frozen.glob("*.exe")), certificate, run)
    made = [describe(python, source, frozen, out, version, epoch)]
    if what in {"tar", "all"}:
        say("Packing the folder (tar.xz)")
        name = f"{PROGRAM}_{version}_{system_name(python)}.tar.xz"
        made.append(pack(frozen, out / name, f"{PROGRAM}-{version}", epoch))
    if what in {"deb", "all"} and sys.platform.startswith("linux"):
        say("Making the Debian package")
        made.append(out / f"{PROGRAM}_{version}_amd64.deb")
        packed(source / "installer" / "deb.py", frozen, made[-1], version, epoch)
    if wants_msi:
        say("Making the Windows package")
        made.append(out / f"{PROGRAM}_{version}_x64.msi")
        packed(source / "installer" / "msi.py", frozen, made[-1], version, epoch)
        if certificate:
            sign(made[-1:], certificate, run)
    write_hashes(out / "SHA256SUMS", [file for file in made if file.is_file()], out)
    for file in [frozen, *made]:
        size = sum(part.stat().st_size for part in files_below(file)) if file.is_dir() else file.stat().st_size
        say(f"{file}  {size / 1e6:.1f} MB" + (f"  sha256 {sha256(file)}" if file.is_file() else ""))


def packed(script: Path, frozen: Path, package: Path, version: str, epoch: int) -> None:
    """Have one of our scripts make a package. Raises BuildError."""
    run([sys.executable, script, frozen, package, version], SOURCE_DATE_EPOCH=str(epoch))


def environment(wheelhouse: Path | None) -> Python:
    """A Python with exactly the locked tools and libraries, each checked against its hash. Kept while the lock is."""
    folder = WORK / "environment"
    python = python_in(folder)
    stamp, wanted = folder / "lock.sha256", f"{sha256(LOCK)} {sys.version.split()[0]}"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        say("Installing the locked packages, each checked against its hash")
        Packages(fresh_python(folder), wheelhouse).install(LOCK)
        stamp.write_text(wanted, encoding="utf-8")
    return Python((python,))


def windows_environment(wheelhouse: Path | None) -> Python:
    """The same for Windows, on Linux, under Wine. Raises BuildError naming what is not on this machine."""
    if missing := windows_python.missing_tools():
        raise BuildError(
            f"Building for Windows here needs: apt-get install --no-install-recommends {' '.join(missing)}"
        )
    say("Making a Windows of its own (Wine) with the locked packages; the first time takes some minutes")
    folder = WORK / "windows"
    wine = windows_python.make_wine(folder / "prefix", run)
    packages = Packages(fresh_python(WORK / "pip"), wheelhouse)
    python = windows_python.make_python(folder / "python", folder / "wheels", packages, run)
    return Python(("wine", python), "win32", wine.surroundings, windows_python.seen)


def fill(wheelhouse: Path) -> None:
    """Fetch every locked package once, for this system and, on Linux, for building for Windows here too."""
    say("Fetching the locked packages, each checked against its hash")
    wheelhouse.mkdir(parents=True, exist_ok=True)
    packages = Packages(fresh_python(WORK / "pip"))
    packages.fetch(LOCK, wheelhouse)
    if sys.platform.startswith("linux"):
        for lock in ("build", "wine"):
            windows_python.fetch(lock, wheelhouse, packages)
    files = list(files_below(wheelhouse))
    say(f"{wheelhouse}  {len(files)} files, {sum(file.stat().st_size for file in files) / 1e6:.1f} MB")


def snapshot() -> Path:
    """The last commit in a folder of its own; where there is no git, the folder as it is."""
    if not (ROOT / ".git").exists():
        return ROOT
    folder = WORK / "source"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    archive = WORK / "source.tar"
    run(["git", "-C", ROOT, "archive", "--output", archive, "HEAD"])
    run(["tar", "-xf", archive, "-C", folder])
    return folder


def commit_time() -> int:
    """Seconds for every date in a package: SOURCE_DATE_EPOCH where it is set, else the time of the commit."""
    if said := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(said)
    asked = subprocess.run(
        ["git", "-C", ROOT, "log", "-1", "--format=%ct"], capture_output=True, text=True, check=False
    )
    return int(asked.stdout) if asked.returncode == 0 else 1_700_000_000


def version_of(source: Path) -> str:
    """The version that the program says of itself."""
    text = (source / "thinkfamily_desktop" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    if found is None:
        raise BuildError("thinkfamily_desktop/__init__.py names no __version__.")
    return found[1]


def freeze(python: Python, source: Path, epoch: int) -> Path:
    """The program with its Python and its libraries in one folder."""
    say("Freezing the program; a minute or two")
    frozen, spec = WORK / "frozen", source / "installer" / "thinkfamily.spec"
    shutil.rmtree(frozen, ignore_errors=True)
    quietly = ("-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR")
    places = ("--distpath", frozen, "--workpath", WORK / "pyinstaller", spec)
    python.runs(*quietly, *places, SOURCE_DATE_EPOCH=str(epoch), PYTHONHASHSEED="0")
    folder = frozen / PROGRAM
    if python.system == "linux":
        inside = folder / "_internal"
        symbols = [file for pattern in TO_STRIP for file in sorted(inside.glob(pattern)) if not file.is_symlink()]
        run(["strip", "--strip-unneeded", *symbols])
    return folder


def describe(python: Python, source: Path, frozen: Path, out: Path, version: str, epoch: int) -> Path:
    """Licences, SBOM, policy templates and the hash of every file, in the folder; the SBOM beside it too."""
    say("Collecting licences, SBOM and hashes")
    for name in HANDED_OVER:
        part = source / "installer" / name
        if part.is_dir():
            shutil.copytree(part, frozen / name, dirs_exist_ok=True)
        else:
            (frozen / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(part, frozen / name)
    python.runs(source / "installer" / "parts.py", frozen)
    python.runs(source / "installer" / "licences.py", frozen)
    bill = out / f"{PROGRAM}_{version}_{system_name(python)}.cdx.json"
    python.runs(source / "installer" / "sbom.py", frozen, bill, version, SOURCE_DATE_EPOCH=str(epoch))
    shutil.copyfile(bill, frozen / "sbom.cdx.json")
    (frozen / "SHA256SUMS").unlink(missing_ok=True)
    write_hashes(frozen / "SHA256SUMS", list(files_below(frozen)), frozen)
    return bill


def pack(folder: Path, archive: Path, top: str, epoch: int) -> Path:
    """A tar.xz in which nothing tells when, where or by whom it was made."""

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        member.mtime = epoch
        member.mode = 0o755 if member.isdir() or member.mode & 0o111 else 0o644
        return member

    with tarfile.open(archive, "w:xz", preset=6, format=tarfile.PAX_FORMAT) as packed:
        for part in sorted([folder, *folder.rglob("*")]):
            packed.add(part, (Path(top) / part.relative_to(folder)).as_posix(), recursive=False, filter=plain)
    return archive


def write_hashes(file: Path, of: Sequence[Path], top: Path) -> None:
    """A list that `sha256sum --check` reads."""
    lines = [f"{sha256(part)}  {part.relative_to(top).as_posix()}\n" for part in sorted(of)]
    file.write_text("".join(lines), encoding="utf-8", newline="\n")


def files_below(folder: Path) -> Iterator[Path]:
    """Every file, links left out: what they lead to is there too."""
    return (part for part in sorted(folder.rglob("*")) if part.is_file() and not part.is_symlink())


def sha256(file: Path) -> str:
    """In hexadecimal digits."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def system_name(python: Python) -> str:
    """What a file for its system is called by."""
    return {"win32": "windows_x64", "darwin": "macos_arm64"}.get(python.system, "linux_x86_64")


if __name__ == "__main__":
    sys.exit(main())
