"""What is fenced in a README is what is run: every block, in order, and nothing else."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.packaging.fenced_commands import Walk, blocks, checkout_on_path, in_process, shell

TEXT = """# One
```sh
echo outside
```
## The way
Write `a.txt`.
```sh
test -f a.txt
echo first
```
```
not a command
# not a heading
```
### Below
```sh
false
echo never
```
## The next
```sh
echo outside
```
## Empty
"""


@pytest.fixture
def readme(tmp_path: Path) -> Path:
    path = tmp_path / "README.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_blocks_under_a_heading_are_taken_and_no_others(readme: Path) -> None:
    assert blocks(readme, "The way") == ("test -f a.txt\necho first", "false\necho never")
    for missing in ("Nowhere", "Empty"):
        with pytest.raises(LookupError):
            blocks(readme, missing)


def test_a_block_runs_as_it_stands_and_a_failing_line_ends_it(readme: Path, tmp_path: Path) -> None:
    walk = Walk(blocks(readme, "The way"), tmp_path, shell())
    with pytest.raises(AssertionError):
        walk.run()
    walk = Walk(blocks(readme, "The way"), tmp_path, shell())
    walk.write("a.txt", "what a person writes")
    assert walk.run() == "first\n"
    with pytest.raises(AssertionError):
        walk.finish()
    assert walk.refused(1) == ""
    walk.finish()


def test_our_own_command_is_this_checkout_and_its_home_the_folder(tmp_path: Path) -> None:
    environment = checkout_on_path(tmp_path / "bin", tmp_path)
    said = shell(environment)("thinkfamily --version && echo $HOME", tmp_path).said.splitlines()
    assert said[0].startswith("Think Family Desktop ")
    assert said[1:] == [str(tmp_path)]


def test_in_one_process_the_same_words_arrive_and_the_first_failure_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    calls: list[list[str]] = []

    def main(words: Sequence[str]) -> int:
        calls.append([*words])
        return 3 if words[0] == "stop" else 0

    run = in_process(main, lambda: ("said\n", "complained\n"))
    done = run(
        "thinkfamily go ~/here \\\n  --and 'two words'\ntouch made\nthinkfamily stop\nthinkfamily never", tmp_path
    )
    assert calls == [["go", str(tmp_path / "here"), "--and", "two words"], ["stop"]]
    assert (done.code, done.said, done.complained) == (3, "said\nsaid\n", "complained\ncomplained\n")
