"""A released version of a form never changes again."""

from pathlib import Path

import pytest

from tests.forms.written import Written
from thinkfamily_desktop.forms.canonical import form_ref
from thinkfamily_desktop.forms.problems import FormError
from thinkfamily_desktop.forms.released import read_released, released_problems, with_released


@pytest.fixture
def lock(written: Written, tmp_path: Path) -> Path:
    path = tmp_path / "released.lock"
    path.write_text(with_released({}, [form_ref(written.read().form("first"))]))
    return path


def test_what_was_not_changed_is_as_released(written: Written, lock: Path) -> None:
    assert list(released_problems(written.read(), read_released(lock))) == []


def test_a_changed_shared_list_changes_a_released_form(written: Written, lock: Path) -> None:
    written.change("lists.yaml", "label: Child}", "label: A child}")
    [problem] = released_problems(written.read(), read_released(lock))
    assert (problem.file, problem.line) == ("first/form.yaml", written.line_of("first/form.yaml", "version"))


def test_the_next_version_may_say_something_else(written: Written, lock: Path) -> None:
    written.change("lists.yaml", "label: Child}", "label: A child}")
    written.change("first/form.yaml", "version: 1.0.0", "version: 1.1.0")
    assert list(released_problems(written.read(), read_released(lock))) == []


def test_releasing_again_adds_a_line_and_keeps_the_others(written: Written, lock: Path) -> None:
    before = read_released(lock)
    written.change("first/form.yaml", "version: 1.0.0", "version: 1.1.0")
    lock.write_text(with_released(before, [form_ref(written.read().form("first"))]))
    assert set(before.items()) < set(read_released(lock).items())


def test_another_text_cannot_be_released_under_the_same_version(written: Written, lock: Path) -> None:
    written.change("lists.yaml", "label: Child}", "label: A child}")
    with pytest.raises(ValueError, match=r"first 1\.0\.0"):
        with_released(read_released(lock), [form_ref(written.read().form("first"))])


def test_no_lock_file_means_nothing_is_released(tmp_path: Path) -> None:
    assert read_released(tmp_path / "released.lock") == {}


def test_a_damaged_lock_file_is_named_by_its_line(lock: Path) -> None:
    lock.write_text(lock.read_text() + "first 1.0.1 abc\n")
    with pytest.raises(FormError, match=r"released\.lock:3"):
        read_released(lock)
