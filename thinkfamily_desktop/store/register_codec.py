"""The export register and what came back, as JSON and back."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from thinkfamily_desktop.domain.records import (
    Acknowledged,
    Decision,
    ExportRecord,
    FiledReturn,
    JournalLine,
    Sent,
)

Json = dict[str, Any]
_OF_THE_LINE = frozenset({"family", "assessment", "at", "by"})  # columns of the journal line itself


def export_to_json(export: ExportRecord) -> Json:
    """A line of the export register, without its number."""
    raw: Json = {name: getattr(export, name) for name in ExportRecord.__dataclass_fields__ if name != "number"}
    decided = [[each.what, each.name, each.subject, each.reason] for each in export.decisions]
    became = {"sent": _event_to_json(export.sent), "acknowledged": _event_to_json(export.acknowledged)}
    return raw | became | {"at": export.at.isoformat(), "decisions": decided, "marks": list(export.marks)}


def export_from_json(raw: Json) -> ExportRecord:
    """The line again."""
    decided = tuple(Decision(*each) for each in raw.get("decisions", ()))
    sent, acknowledged = _event(raw.get("sent")), _event(raw.get("acknowledged"))
    read: Json = {
        "at": datetime.fromisoformat(raw["at"]),
        "decisions": decided,
        "marks": tuple(raw.get("marks", ())),
        "sent": None if sent is None else Sent(**sent),
        "acknowledged": None if acknowledged is None else Acknowledged(**acknowledged),
    }
    return ExportRecord(**(raw | read))


def _event_to_json(event: Sent | Acknowledged | None) -> Json | None:
    return None if event is None else asdict(event) | {"at": event.at.isoformat()}


def _event(raw: Json | None) -> Json | None:
    return None if raw is None else raw | {"at": datetime.fromisoformat(raw["at"])}


def filed_to_json(filed: FiledReturn) -> Json:
    """A copy that came back, as its journal line says it. Family and assessment are columns of that line."""
    raw = {name: getattr(filed, name) for name in FiledReturn.__dataclass_fields__ if name not in _OF_THE_LINE}
    return raw | {"answers": dict(filed.answers), "comments": [list(each) for each in filed.comments]}


def filed_from_line(line: JournalLine) -> FiledReturn:
    """The copy again, from its journal line."""
    if line.family is None or line.assessment is None:
        raise ValueError("a copy that came back belongs to an assessment")
    raw = {name: line.content[name] for name in FiledReturn.__dataclass_fields__ if name not in _OF_THE_LINE}
    comments = tuple(tuple(each) for each in cast("list[list[str]]", raw["comments"]))
    whose = {"family": line.family, "assessment": line.assessment, "at": line.at, "by": line.worker}
    return FiledReturn(**cast("Json", raw | whose | {"comments": comments}))
