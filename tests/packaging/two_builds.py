"""Builds the last commit twice, in two clones, and compares the bytes.

python -m tests.packaging.two_builds [tar | deb | msi | all] [--keep DIR]   prints sizes and SHA-256; 1 when any differs
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


def build_twice(what: str, place: Path) -> tuple[Path, Path]:
    """Build the last commit in two clones with environments of their own; returns the two folders."""
    clones = place / "a clone", place / "another clone elsewhere"
    outs = place / "first", place / "second"
    for origin, clone, out in zip((ROOT, clones[0]), clones, outs, strict=True):
        subprocess.run(["git", "clone", "--quiet", origin, clone], check=True)
        subprocess.run([sys.executable, clone / "installer" / "build.py", what, "--out", out], check=True)
    return outs


def compare(first: Path, second: Path) -> list[Pair]:
    """Every file that either has."""
    names = sorted({file.name for folder in (first, second) for file in folder.iterdir()})
    return [Pair(name, _size(first / name), _sha256(first / name), _sha256(second / name)) for name in names]


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def main() -> int:
    """Build, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", default="all", choices=("tar", "deb", "msi", "all"))
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave both builds in this new folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        place = options.keep.resolve() if options.keep else Path(temporary)
        place.mkdir(parents=True, exist_ok=True)
        pairs = compare(*build_twice(options.what, place))
    for pair in pairs:
        print(pair)
    return 0 if all(pair.same for pair in pairs) else 1


if __name__ == "__main__":
    sys.exit(main())
