"""Makes and writes PDFs on a thread of its own, so that the window never waits for one."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.session.exporting import (
    REFERRAL,
    Document,
    behind_password,
    make_document,
    save_document,
    signed_by_policy,
)
from thinkfamily_desktop.session.safekeeping import NewSheet, write_sheet
from thinkfamily_desktop.settings.policy import Policy

if TYPE_CHECKING:  # slow, and not always needed
    from thinkfamily_desktop.report.logo import Logo


@dataclass(frozen=True, slots=True)
class Written:
    """What lies on the disk now; `unsigned` says why the organisation's signature is not on it, where it should be."""

    document: Document
    path: Path
    protected: bool
    unsigned: ThinkFamilyError | None = None


class Documents:
    """One at a time: a later wish waits for the one before it."""

    def __init__(self, words: Words, fonts: Path, policy: Policy | None = None, logo: "Logo | None" = None) -> None:
        self._words = words
        self._logo = logo
        self._policy = policy
        self._fonts = fonts
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="documents")

    def make(self, release: Release, kind: str = REFERRAL) -> "Future[Document]":
        """The PDF of a release, as the referral or as another kind, in memory only."""
        return self._thread.submit(make_document, release, self._words, self._fonts, kind, self._logo)

    def write(
        self, document: Document, path: Path, password: str = "", *, kind: str, at: datetime
    ) -> "Future[Written]":
        """Write a document whole or not at all, behind a password where one is given, else signed where policy says so.

        The future has what was written, or a ThinkFamilyError in plain words.
        """
        return self._thread.submit(_write, document, path, password, kind, at, self._policy)

    def write_sheet(self, sheet: NewSheet, path: Path) -> "Future[None]":
        """Make a recovery sheet and write it as a PDF to print."""
        return self._thread.submit(write_sheet, sheet, self._words, self._fonts, path)

    def close(self) -> None:
        """Start nothing more; waits for the one being made."""
        self._thread.shutdown(wait=True, cancel_futures=True)


def _write(document: Document, path: Path, password: str, kind: str, at: datetime, policy: Policy | None) -> Written:
    unsigned = None
    if password:
        document = behind_password(document, password)
    elif policy is not None:
        document, unsigned = signed_by_policy(document, kind, policy, at)
    save_document(document, path, policy)
    return Written(document, path, protected=bool(password), unsigned=unsigned)
