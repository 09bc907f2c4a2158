"""A file leaves only for where the organisation lets it, and then whole."""

from pathlib import Path

import pytest

from tests.report import releases_made as made
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.session.exporting import Document, save_document
from thinkfamily_desktop.settings.policy import Policy

DOCUMENT = Document(made.okafor(), b"%PDF-1.7")


def test_a_document_goes_into_a_folder_that_is_allowed(tmp_path: Path) -> None:
    policy = Policy(allowed_export_folders=(str(tmp_path),))  # type: ignore[arg-type]  # as a file says it
    save_document(DOCUMENT, tmp_path / "a.pdf", policy)
    assert (tmp_path / "a.pdf").read_bytes() == DOCUMENT.pdf


@pytest.mark.parametrize(("folders", "code"), [(("allowed",), "check.not_allowed"), ((), "check.not_allowed_anywhere")])
def test_it_goes_nowhere_else_and_nothing_is_written(tmp_path: Path, folders: tuple[str, ...], code: str) -> None:
    allowed = tuple(str(tmp_path / folder) for folder in folders)
    policy = Policy(allowed_export_folders=allowed)  # type: ignore[arg-type]  # as a file says it
    with pytest.raises(ThinkFamilyError) as refused:
        save_document(DOCUMENT, tmp_path / "a.pdf", policy)
    assert refused.value.code == code
    assert list(tmp_path.iterdir()) == []
