"""Builds the last commit twice, in two clones, and compares the bytes.

python -m tests.packaging.two_builds [folder | tar | deb | msi | all] [--keep DIR]  1 when any differs
"""

import argparse
import hashlib
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Pair:
    """One artefact as the two builds made it."""

    name: str
    size: int
    first: str
    second: str

    @property
    def same(self) -> bool:
        """Whether no byte differs."""
        return self.first == self.second

    def __str__(self) -> str:
        told = f"the same: sha256 {self.first}" if self.same else f"DIFFERENT: {self.first}, {self.second or 'missing'}"
        return f"{self.name}  {self.size / 1e6:.1f} MB  {told}"


FROZEN = Path("build") / "frozen" / "thinkfamily-desktop"


def build_twice(what: str, place: Path) -> tuple[Path, Path]:
    """Build the last commit in two clones with environments of their own; returns the two folders."""
    first, second = clones(place)
    outs = place / "first", place / "second"
    for origin, clone, out in zip((ROOT, first), (first, second), outs, strict=True):
        subprocess.run(["git", "clone", "--quiet", origin, clone], check=True)
        subprocess.run([sys.executable, clone / "installer" / "build.py", what, "--out", out], check=True)
    return outs


def clones(place: Path) -> tuple[Path, Path]:
    """Where the two checkouts are."""
    return place / "a clone", place / "another clone elsewhere"


def compare(first: Path, second: Path) -> list[Pair]:
    """Every file that either has, by its path; links are left out, because what they lead to is there too."""
    names = sorted({name for folder in (first, second) for name in _files_below(folder)})
    return [Pair(name, _size(first / name), _sha256(first / name), _sha256(second / name)) for name in names]


def _files_below(folder: Path) -> set[str]:
    files = (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return {file.relative_to(folder).as_posix() for file in files}


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def main() -> int:
    """Build, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", default="all", choices=("folder", "tar", "deb", "msi", "all"))
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave both builds in this new folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        place = options.keep.resolve() if options.keep else Path(temporary)
        place.mkdir(parents=True, exist_ok=True)
        outs = build_twice(options.what, place)
        inside = compare(*(clone / FROZEN for clone in clones(place)))
        pairs = compare(*outs)
    different = [pair for pair in inside if not pair.same]
    print(f"the folder: {len(inside)} files, {sum(pair.size for pair in inside) / 1e6:.1f} MB, {len(different)} differ")
    for pair in [*different, *pairs]:
        print(pair)
    return 0 if inside and all(pair.same for pair in [*inside, *pairs]) else 1


if __name__ == "__main__":
    sys.exit(main())
