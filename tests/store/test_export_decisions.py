"""What was left out of a copy, or included, stands in the export register with its reason; older lines have none."""

from datetime import UTC, datetime

from thinkfamily_desktop.domain.ids import AssessmentId, FamilyId, WorkerId
from thinkfamily_desktop.domain.records import Decision, ExportRecord
from thinkfamily_desktop.store import codec, register_codec


def line(*decisions: Decision) -> ExportRecord:
    return ExportRecord(
        AssessmentId("a"), FamilyId("f"), "social-care", "referral", 1, "7G2K", "0" * 64, "a.pdf",
        datetime(2026, 11, 20, 14, 3, tzinfo=UTC), WorkerId("w"), decisions=decisions,
    )  # fmt: skip


def test_a_decision_comes_back_with_its_reason() -> None:
    kept = line(Decision("left-out", "ch.voice", "person/t", "Told to the duty desk by phone"))
    assert (
        register_codec.export_from_json(codec.from_bytes(codec.to_bytes(register_codec.export_to_json(kept)))) == kept
    )


def test_a_line_written_before_decisions_were_kept_reads_as_without_any() -> None:
    raw = register_codec.export_to_json(line())
    del raw["decisions"]
    assert register_codec.export_from_json(raw) == line()
