"""One wheel and one pair of builds, made once for all these tests."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.two_builds import build_twice

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "installer"))  # its scripts import one another by name


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as `pip install .` would make it, built with the locked tools and no network."""
    out = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """What the one command makes for Linux, twice."""
    if ready_made := os.environ.get("TF_TEST_BUILDS"):
        first, second = ready_made.split(":")
        return Path(first), Path(second)
    return build_twice("all", tmp_path_factory.mktemp("builds"))
