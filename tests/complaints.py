"""Complaints of other programs' users that a test here holds, each with an edit that must make that test fail."""

from typing import NamedTuple


class Held(NamedTuple):
    """A complaint (C1-C16), the test that holds it, and the edit in one file that the test has to notice."""

    complaint: str
    test: str
    file: str
    before: str
    after: str


SESSION = "thinkfamily_desktop/session"
GAPS_OUT = "thinkfamily_desktop/exchange/values.py"
HELD = (
    Held(
        "C1 work lost",
        "tests/session/test_session.py::test_a_failed_write_is_told_kept_and_tried_again_with_the_next",
        f"{SESSION}/saving.py",
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
        "C3 a lock breaks the draft",
        "tests/ui/test_main_window.py::"
        "test_words_that_a_full_disk_refuses_are_kept_behind_the_cover_until_it_takes_them",
        "thinkfamily_desktop/ui/last_write.py",
        "self.refused.emit(error.code if isinstance(error, ThinkFamilyError) else NOT_SAVED)",
        "self.done.emit()",
    ),
    Held(
        "C4 cannot save while something is empty",
        "tests/session/test_session.py::test_what_is_needed_and_empty_keeps_nothing_from_being_saved",
        f"{SESSION}/open_work.py",
        "return self._saving.write(self._as_save)",
        "return None if self.state.problems else self._saving.write(self._as_save)",
    ),
    Held(
        "C5 finished is final, or is changed afterwards",
        "tests/session/test_rolling.py::test_what_is_signed_stays_in_the_version_that_was_signed",
        "thinkfamily_desktop/session/rolling.py",
        "return assessment.state is AssessmentState.DRAFT and not assessment.versions",
        "return True",
    ),
    Held(
        "C6 errors that lead nowhere",
        "tests/ui/test_check_refer.py::test_what_blocks_a_signature_is_listed_as_links",
        "thinkfamily_desktop/ui/models/check.py",
        "return tuple(_blocking(each, state, words) for each in blocking)",
        "return ()",
    ),
    Held(
        "C7 hidden answers count",
        "tests/forms/test_evaluate.py::test_a_hidden_answer_raises_nothing",
        "thinkfamily_desktop/forms/steps.py",
        "            if block not in work.shut and not holds(moment, here):",
        "            if False:",
    ),
    Held(
        "C8 the wrong row removed",
        "tests/session/test_session.py::test_a_row_is_known_by_its_identity_and_its_removal_can_be_undone",
        f"{SESSION}/answering.py",
        "left = tuple(kept for kept in self._rows(key) if kept != row)",
        "left = self._rows(key)[:-1]",
    ),
    Held(
        "C8 a removal that cannot be undone",
        "tests/session/test_session.py::test_a_row_is_known_by_its_identity_and_its_removal_can_be_undone",
        f"{SESSION}/answering.py",
        "self._undo.append((key, before))",
        "pass",
    ),
    Held(
        "C9 a new version writes over old answers",
        "tests/forms/test_migrations.py::test_a_rename_never_writes_over_an_answer",
        "thinkfamily_desktop/forms/migrations.py",
        "placed = [] if taken else to",
        "placed = to",
    ),
    Held(
        "C10 drafts in the clear",
        "tests/store/test_leaks.py::test_sorting_leaves_no_scraps_and_temp_files_would",
        "thinkfamily_desktop/store/connection.py",
        'Setting("temp_store", "MEMORY", "2")',
        'Setting("temp_store", "FILE", "1")',
    ),
    Held(
        "C11 passphrase lost, data lost",
        "tests/store/test_ways_in.py::test_the_sheet_opens_the_store_once_and_asks_for_a_new_one",
        "thinkfamily_desktop/store/ways_in.py",
        "recovery_slot(vault.keys, code.secret, ",
        "recovery_slot(vault.keys, code.secret[::-1], ",
    ),
    Held(
        "C12 does not lock with the laptop",
        "tests/app/test_session_watch.py::test_lock_sleep_lid_and_another_user_are_heard_and_nothing_else",
        "thinkfamily_desktop/app/session_watch.py",
        "        if begins:\n            self.away.emit()",
        "        if begins:\n            pass",
    ),
    Held(
        "C12 sleeps unlocked",
        "tests/app/test_idle.py::test_time_asleep_counts_although_the_steady_clock_stood_still",
        "thinkfamily_desktop/app/idle.py",
        "max((self._clock.now() - wall).total_seconds(), self._monotonic() - steady)",
        "self._monotonic() - steady",
    ),
    Held(
        "C13 not accessible",
        "tests/ui/test_every_input_has_a_name.py::test_every_input_of_every_question_has_a_name",
        "thinkfamily_desktop/ui/fields/base.py",
        "self.line.setAccessibleName(name)",
        "pass",
    ),
    Held(
        "C14 slow with large forms",
        "tests/forms/test_evaluate.py::test_questions_that_have_not_changed_are_the_same_objects",
        "thinkfamily_desktop/forms/evaluate.py",
        "layout = self._memory.layout(family, answers, today)",
        "self.forget()\n        layout = self._memory.layout(family, answers, today)",
    ),
    Held(
        "C15 the export is not valid",
        "tests/exchange/test_response_out.py::test_a_gap_is_an_answer_without_a_value_that_says_why",
        GAPS_OUT,
        '"asked-declined"',
        '"refused"',
    ),
    Held(
        "C16 what was typed is not on the paper",
        "tests/app/test_demo_referral.py::test_the_referral_names_every_child_and_holds_every_answer_of_the_file",
        "thinkfamily_desktop/report/record.py",
        'for section in self._sections("fact") if section.about == index]',
        'for section in list(self._sections("fact"))[:-9] if section.about == index]',
    ),
)
