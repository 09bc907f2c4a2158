"""Legal holds: while one stands, its family cannot be erased and copies of the store are not thinned away."""

from dataclasses import dataclass
from datetime import datetime

from sqlcipher3.dbapi2 import Connection

from thinkfamily_desktop.domain.ids import FamilyId, WorkerId
from thinkfamily_desktop.store import codec
from thinkfamily_desktop.store.errors import StoreError

HELD, LIFTED = "held", "hold-lifted"
"""What the journal calls the two."""

_PREFIX = "hold/"


@dataclass(frozen=True, slots=True)
class Hold:
    """Who set it, by id and name, when, and why, in their words."""

    family: FamilyId
    why: str
    by: WorkerId
    name: str
    at: datetime


def put(connection: Connection, hold: Hold) -> None:
    """Keep it. Raises StoreError when the family is not here or under hold already."""
    if not connection.execute("SELECT 1 FROM family WHERE id = ?", (hold.family,)).fetchone():
        raise StoreError("store.not_here")
    refuse_held(connection, hold.family)
    said = {"why": hold.why, "by": hold.by, "name": hold.name, "at": hold.at.isoformat()}
    connection.execute("INSERT INTO kept_value VALUES (?, ?)", (_PREFIX + hold.family, codec.to_bytes(said)))


def lift(connection: Connection, family: FamilyId) -> None:
    """Let it go. Raises StoreError when there is none."""
    if connection.execute("DELETE FROM kept_value WHERE name = ?", (_PREFIX + family,)).rowcount != 1:
        raise StoreError("store.not_held")


def read_holds(connection: Connection) -> tuple[Hold, ...]:
    """Every hold of this store, the oldest first."""
    rows = connection.execute("SELECT name, content FROM kept_value WHERE name GLOB ?", (_PREFIX + "*",))
    holds = []
    for name, content in rows:
        said = codec.from_bytes(content)
        family, at = FamilyId(name.removeprefix(_PREFIX)), datetime.fromisoformat(said["at"])
        holds.append(Hold(family, said["why"], WorkerId(said["by"]), said["name"], at))
    return tuple(sorted(holds, key=lambda hold: hold.at))


def held_since(connection: Connection) -> datetime | None:
    """Since when something here is under hold; None where nothing is."""
    return next((hold.at for hold in read_holds(connection)), None)


def refuse_held(connection: Connection, family: FamilyId) -> None:
    """Raise StoreError `store.held`, which says who set it and when, if this family is under hold."""
    for hold in read_holds(connection):
        if hold.family == family:
            day = hold.at.astimezone()
            raise StoreError("store.held", name=hold.name, day=f"{day.day} {day:%b %Y}")


def held_family(name: str) -> FamilyId | None:
    """Whose hold is kept under this name; None for something else."""
    return FamilyId(name.removeprefix(_PREFIX)) if name.startswith(_PREFIX) else None
