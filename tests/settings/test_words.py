"""Our own sentences, read from files."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.settings.words import load_words

PACKAGE = Path(__file__).resolve().parents[2] / "thinkfamily_desktop"


def words_in(tmp_path: Path, **files: str) -> Path:
    for language, text in files.items():
        (tmp_path / f"{language}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_sentence_is_found_by_section_and_key(tmp_path: Path) -> None:
    words = load_words(words_in(tmp_path, en='[store]\nfull = "The disk is full: {free} left."\n'))
    assert words.say("store.full", free="2 MB") == "The disk is full: 2 MB left."


@pytest.mark.parametrize(("count", "said"), [(1, "1 child"), (0, "0 children"), (3, "3 children")])
def test_a_count_chooses_its_sentence(tmp_path: Path, count: int, said: str) -> None:
    words = load_words(
        words_in(tmp_path, en='[family]\nhow_many = {one = "{count} child", other = "{count} children"}\n')
    )
    assert words.say("family.how_many", count=count) == said


def test_another_language_counts_where_it_has_the_sentence(tmp_path: Path) -> None:
    folder = words_in(tmp_path, en='[a]\nyes = "Yes"\nno = "No"\n', cy='[a]\nyes = "Ie"\n')
    welsh = load_words(folder, "cy")
    assert (welsh.say("a.yes"), welsh.say("a.no")) == ("Ie", "No")


@pytest.mark.parametrize("wrong", ["[a]\nb = 3\n", '[a]\nb = ["x"]\n', "[a]\nb = \n"])
def test_a_wrong_file_is_named(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(ValueError, match=r"^en\.toml: "):
        load_words(words_in(tmp_path, en=wrong))


def test_shipped_sentences_are_plain_and_whole() -> None:
    words = load_words(resources_folder() / "words")
    for code in words.codes():
        sentence = re.sub(r"\{[a-z_]+\}", "x", words.text(words._sentences[code]))
        assert not re.search(r"[{}]|[!]", sentence), code


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('# plain\n[a]\nb-c.one = "x"\n', {"a.b-c.one": "x"}),
        ('[a]\nb = "x" # after it\n', {"a.b": "x"}),
        ('[a]\nb = "a \\"quote\\""\n', {"a.b": 'a "quote"'}),
        ('[a]\nb = """\nlong"""\n', {"a.b": "long"}),
    ],
)
def test_plain_lines_and_all_others_are_read_alike(tmp_path: Path, text: str, said: dict[str, str]) -> None:
    words = load_words(words_in(tmp_path, en=text))
    assert {code: words.say(code) for code in words.codes()} == said


@pytest.mark.parametrize("twice", ['[a]\nb = "x"\nb = "y"\n', '[a]\nb = "x"\n[a]\nc = "y"\n'])
def test_what_is_said_twice_is_refused(tmp_path: Path, twice: str) -> None:
    with pytest.raises(ValueError, match=r"^en\.toml: "):
        load_words(words_in(tmp_path, en=twice))


def unknown(sources: Iterable[str], codes: Iterable[str]) -> set[str]:
    """The codes written out in source text, of sections that there are, that have no sentence."""
    known = set(codes)
    sections = {code.partition(".")[0] for code in known}
    written = {
        node.value
        for source in sources
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    looks_like_one = re.compile(r"[a-z_]+(?:\.[a-z0-9_-]+)+")
    asked = {text for text in written if looks_like_one.fullmatch(text) and text.partition(".")[0] in sections}
    begun = {code for code in asked - known if any(each.startswith(code) for each in known)}  # goes on elsewhere
    return asked - known - begun - {"policy.json"}


def test_every_sentence_that_the_program_asks_for_is_there() -> None:
    codes = set(load_words(resources_folder() / "words").codes())
    assert unknown((file.read_text("utf-8") for file in PACKAGE.rglob("*.py")), codes) == set()
    assert unknown(['raise ThinkFamilyError("store.no_such_thing")'], codes) == {"store.no_such_thing"}, "the control"
