"""Complaints of other programs' users that a test here holds, each with an edit that must make that test fail."""

from typing import NamedTuple


class Held(NamedTuple):
    """A complaint (C1-C16), the test that holds it, and the edit in one file that the test has to notice."""

    complaint: str
    test: str
    file: str
    before: str
    after: str


SESSION = "thinkfamily_desktop/session/session.py"
HELD = (
    Held(
        "C1 work lost",
        "tests/session/test_session.py::test_a_failed_write_is_told_kept_and_tried_again_with_the_next",
        SESSION,
        "self._pending.put_back(written)",
        "pass",
    ),
    Held(
        "C2 the wrong thing brought back",
        "tests/session/test_session.py::test_what_is_typed_while_a_failing_write_is_under_way_wins_over_what_failed",
        "thinkfamily_desktop/session/pending.py",
        "self.answers = {**failed.answers, **self.answers}",
        "self.answers = {**self.answers, **failed.answers}",
    ),
    Held(
        "C8 the wrong row removed",
        "tests/session/test_session.py::test_a_row_is_known_by_its_identity_and_its_removal_can_be_undone",
        SESSION,
        "left = tuple(kept for kept in self._rows(key) if kept != row)",
        "left = self._rows(key)[:-1]",
    ),
    Held(
        "C8 a removal that cannot be undone",
        "tests/session/test_session.py::test_a_row_is_known_by_its_identity_and_its_removal_can_be_undone",
        SESSION,
        "self._undo.append((key, before))",
        "pass",
    ),
)
