"""What an organisation knows of its own area: numbers to ring, threshold documents, services, when last checked."""

import json
import re
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from thinkfamily_desktop.settings.policy_sources import PolicyProblem

FILE_NAME = "local_content.json"
STALE_AFTER = timedelta(days=90)
LASTING = frozenset({"emergency"})  # 999 is the same everywhere: nobody has to check it
WHERE_SHOWN = 6  # parts of the way to a wrong value that are said

Kind = Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")]
Line = Annotated[str, Field(min_length=1, max_length=300)]


class LocalPart(BaseModel):
    """What every part shares: frozen, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Dated(LocalPart):
    """Something with a name that goes out of date."""

    name: Line
    last_checked: date | None = None

    def is_stale(self, today: date) -> bool:
        """Whether it was last checked more than 90 days ago, or nobody has said when."""
        return self.last_checked is None or today - self.last_checked > STALE_AFTER


class LocalNumber(Dated):
    """A number to ring. `kind` is what the forms' alerts ask for: social-care-day, crisis-team ..."""

    kind: Kind
    number: Annotated[str, Field(pattern=r"^\+?[0-9][0-9 ]*[0-9]$", max_length=30)]
    hours: str = ""
    note: str = ""

    def is_stale(self, today: date) -> bool:
        """As for anything with a date, but for a number that never changes."""
        return self.kind not in LASTING and super().is_stale(today)


class Level(LocalPart):
    """One level of a threshold document, in its own words."""

    code: Annotated[str, Field(min_length=1, max_length=20)]
    label: Line


class Threshold(Dated):
    """The document in which a safeguarding partnership says what calls for which help. Never worked out, only named."""

    levels: tuple[Level, ...] = Field(min_length=1)


class Authority(LocalPart):
    """A council with its numbers. It is responsible for a child who lives, or is found, in its area."""

    name: Line
    places: tuple[Line, ...] = ()
    numbers: tuple[LocalNumber, ...] = ()
    threshold: Threshold | None = None

    def answers_to(self, said: str) -> bool:
        """Whether its name, or that of a place in it, stands in a name or an address as people write it."""
        return any(f" {_plain(name)} " in f" {_plain(said)} " for name in (self.name, *self.places))


class Service(Dated):
    """A service for families, as one would tell a parent about it."""

    offers: Line
    for_whom: Literal["family", "parent", "child", "young-carer", "carer", "baby"] = "family"
    places: tuple[Line, ...] = ()
    contact: str = ""
    how: str = ""


class LocalContent(LocalPart):
    """Everything local that one organisation supplies."""

    made_up: bool = False  # for practice only
    numbers: tuple[LocalNumber, ...] = ()  # the same everywhere
    authorities: tuple[Authority, ...] = ()
    threshold: Threshold | None = None  # where the authority names none of its own
    services: tuple[Service, ...] = ()

    @field_validator("authorities")
    @classmethod
    def _each_name_once(cls, authorities: tuple[Authority, ...]) -> tuple[Authority, ...]:
        names = [_plain(name) for authority in authorities for name in (authority.name, *authority.places)]
        if len(names) != len(set(names)):
            raise ValueError("two authorities answer to the same name")
        return authorities

    def authority(self, said: str) -> Authority | None:
        """The authority that a name or an address means; None when none is meant, or more than one could be."""
        meant = [authority for authority in self.authorities if authority.answers_to(said)]
        return meant[0] if len(meant) == 1 else None

    def numbers_for(self, kinds: Iterable[str], said: str = "") -> tuple[LocalNumber, ...]:
        """The numbers of these kinds, in that order: those of the authority meant, then those for everywhere.

        Without an authority that is known, every authority's numbers are given, so that none is missed.
        """
        known = self.authority(said)
        places = (known,) if known else self.authorities
        everywhere = [number for place in places for number in place.numbers] + list(self.numbers)
        return tuple(number for kind in kinds for number in everywhere if number.kind == kind)

    def threshold_for(self, said: str) -> Threshold | None:
        """The threshold document of the authority meant, else the organisation's."""
        known = self.authority(said)
        return (known.threshold if known else None) or self.threshold

    def thresholds(self) -> tuple[Threshold, ...]:
        """Every threshold document: the organisation's own first, then those of the authorities."""
        all_ = (self.threshold, *(authority.threshold for authority in self.authorities))
        return tuple(each for each in all_ if each is not None)

    def by_kind(self) -> dict[str, tuple[Dated, ...]]:
        """Everything that goes out of date."""
        numbers = (*self.numbers, *(number for authority in self.authorities for number in authority.numbers))
        return {"numbers": numbers, "thresholds": self.thresholds(), "services": self.services}

    def stale(self, today: date) -> tuple[Dated, ...]:
        """Everything that has to be checked again."""
        return tuple(entry for entries in self.by_kind().values() for entry in entries if entry.is_stale(today))


class LocalKind(NamedTuple):
    """All entries of one kind: `numbers`, `thresholds`, `services`, changed `forms`, the `logo`."""

    kind: str
    entries: tuple[Dated, ...]


def load_local_content(folder: Path | None) -> tuple[LocalContent, tuple[PolicyProblem, ...]]:
    """What lies in the organisation's folder. A file that is not right counts as none, and is said.

    A number that is half right is worse than none: somebody would ring it in an emergency.
    """
    if folder is None:
        return LocalContent(), ()
    file = folder / FILE_NAME
    try:
        content = LocalContent.model_validate(json.loads(file.read_text(encoding="utf-8-sig")))
    except OSError:
        return LocalContent(), (PolicyProblem("policy.local_missing", {"source": str(file)}),)
    except ValidationError as error:
        return LocalContent(), tuple(_problem(file, fault["loc"], fault["type"]) for fault in error.errors())
    except (ValueError, RecursionError):
        return LocalContent(), (PolicyProblem("policy.local_not_json", {"source": str(file)}),)
    return content, ()


def _problem(file: Path, where: tuple[int | str, ...], kind: str) -> PolicyProblem:
    steps = [str(step + 1) if isinstance(step, int) else step for step in where[:WHERE_SHOWN]]
    code = "policy.local_not_known" if kind == "extra_forbidden" else "policy.local_wrong"
    return PolicyProblem(code, {"source": str(file), "key": " → ".join(steps)})


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", name.casefold()).split())
