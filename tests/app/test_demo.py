"""`demo`: a practice store that cannot be opened is told in one sentence, and laid aside only when asked."""

import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.session.real_family import make_store
from thinkfamily_desktop.store.presence import VAULT_FILE

ROOT = Path(__file__).resolve().parents[2]


def demo(store: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, without a window."""
    told = ("--store", str(store), "--pdf", str(store.with_name("referral.pdf")), *more)
    command = [sys.executable, "-m", "thinkfamily_desktop", "demo", *told]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, umask=0o022)


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "practice"
    assert demo(folder).returncode == 0
    return folder


def test_a_damaged_practice_store_is_told_in_one_sentence_and_laid_aside_when_asked(
    practice: Path, tmp_path: Path
) -> None:
    store = Path(shutil.copytree(practice, tmp_path / "practice"))
    with (store / VAULT_FILE).open("r+b") as file:
        file.seek(9_000)
        file.write(b"not ours")
    found = (store / VAULT_FILE).read_bytes()

    refused = demo(store)
    assert refused.returncode == 4
    assert "add --fresh" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert (store / VAULT_FILE).read_bytes() == found

    begun = demo(store, "--fresh")
    assert begun.returncode == 0, begun.stderr
    (kept,) = tmp_path.glob("practice-kept-*")
    assert str(kept) in begun.stdout + begun.stderr
    assert (kept / VAULT_FILE).read_bytes() == found
    assert sorted(path.name for path in kept.iterdir()) == sorted(path.name for path in practice.iterdir())
    assert demo(store).returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="what Linux offers")
def test_what_a_command_writes_is_for_its_owner_alone(practice: Path) -> None:
    written = [path for path in practice.parent.rglob("*") if path.is_file()]
    assert practice.with_name("referral.pdf") in written
    assert {stat.filemode(path.stat().st_mode) for path in written} == {"-rw-------"}


def test_a_real_store_is_never_laid_aside(tmp_path: Path) -> None:
    make_store(tmp_path / "vault").close().result()
    refused = demo(tmp_path / "vault", "--fresh")
    assert refused.returncode != 0
    assert "not a practice one" in refused.stderr
    assert (tmp_path / "vault" / VAULT_FILE).exists()
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["vault"]
