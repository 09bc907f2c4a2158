"""What the organisation has set on this laptop. No file, and no value in one, can ever start it without a lock."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.settings.policy_sources import IGNORED, PolicyProblem, Source, file_source, machine_sources
from thinkfamily_desktop.settings.policy_values import (
    Day,
    File,
    Flag,
    Folder,
    MaySet,
    Number,
    Organisation,
    PublicKey,
    Stricter,
)

HIDES_A_KEY = IGNORED | {"policy.wrong_escrow_public_key"}
LONGEST_GIVEN = 60  # letters of a wrong value that are repeated


class Policy(BaseModel):
    """Every setting of an organisation. In files, registry and property list each is written as IdleLockMinutes."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    organisation_name: Annotated[
        str,
        Field(max_length=200, title="Name of the organisation", description="Whose laptop this is."),
        Organisation,
    ] = ""
    organisation_logo: Annotated[
        File | None,
        Field(
            title="Logo of the organisation",
            description="A PNG file of at most 1 MB and of 60 to 3,000 pixels a side, at most 8 times as wide as tall. "
            "It stands beside the title of referrals and review copies, but never on those about made-up families. "
            "`thinkfamily policy check FILE.png` says whether it is right and how large it will be.",
        ),
        Organisation,
    ] = None
    organisation_logo_checked: Annotated[
        Day | None,
        Field(
            title="Day on which the logo was last checked",
            description="As 2026-11-20. Without it, or 90 days later, the program asks under Settings for a new look.",
        ),
        Organisation,
    ] = None
    idle_lock_minutes: Annotated[
        int,
        Field(
            ge=1,
            le=15,
            title="Minutes until it locks",
            description="After so long without a key or a movement the program locks. It cannot be switched off.",
        ),
        Number,
        Stricter("lower"),
        Organisation,
    ] = 5
    min_passphrase_length: Annotated[
        int,
        Field(
            ge=8,
            le=128,
            title="Shortest passphrase",
            description="In characters, for passphrases that are made or changed from now on. Nobody is locked out.",
        ),
        Number,
        Stricter("higher"),
        Organisation,
    ] = 12
    cover_at_desk: Annotated[
        Flag,
        Field(
            title="Cover the window at the desk",
            description="Whether the window is covered while another program is in front, as it always is in a visit.",
        ),
        Stricter("on"),
        Organisation,
    ] = False
    allowed_export_folders: Annotated[
        tuple[Folder, ...] | None,
        Field(
            strict=False,
            title="Folders for exports",
            description="Exports go only into these folders or below them. Not set: anywhere. An empty list: nowhere.",
        ),
        Stricter("nothing_allowed"),
        Organisation,
    ] = None
    local_content_folder: Annotated[
        Folder | None,
        Field(
            title="Folder of local content",
            description="Where local_content.json with local numbers, thresholds and services is kept.",
        ),
        Organisation,
    ] = None
    nation: Annotated[
        Literal["england", "northern-ireland", "wales", "scotland"],
        Field(
            title="Nation",
            description="Where the program is used: england, northern-ireland, wales or scotland. It decides what the "
            "forms call services, numbers and duties.",
        ),
        Organisation,
    ] = "england"
    overlay_folder: Annotated[
        Folder | None,
        Field(
            title="Folder of changes to the forms",
            description="Where the organisation’s own words, rules, pages and forms are kept, one or more files "
            "ending in .yaml. `thinkfamily forms check --overlay FOLDER` says whether they are right.",
        ),
        Organisation,
    ] = None
    backup_copy_folder: Annotated[
        Folder | None,
        Field(
            title="Folder for copies of backups",
            description="Where each laptop copies its newest backup whenever it can be reached, each store in a "
            "folder of its own. The copies are encrypted; those older than 35 days are removed.",
        ),
        Organisation,
    ] = None
    escrow_public_key: Annotated[
        PublicKey | None,
        Field(
            title="Organisation’s public key",
            description="An X25519 key, 32 bytes in base64, to which new stores are also encrypted, so that the "
            "organisation can open a store whose passphrase is lost.",
        ),
        Organisation,
    ] = None
    signing_certificate: Annotated[
        File | None,
        Field(
            title="Certificate to sign with",
            description="A PKCS #12 file (.p12 or .pfx) with a key. PDFs that leave are signed with it, but for those "
            "with boxes to fill and those behind a password. Whoever can read the file can sign with it: give each "
            "laptop a certificate of its own.",
        ),
        Organisation,
    ] = None
    signing_password_file: Annotated[
        File | None,
        Field(
            title="File with the password of that certificate",
            description="A text file whose first line is the password. Not set: the certificate has none.",
        ),
        Organisation,
    ] = None
    written_confirmation_hours: Annotated[
        int,
        Field(
            ge=1,
            le=72,
            title="Hours until a call is confirmed in writing",
            description="How long after a telephone referral it is to be confirmed in writing.",
        ),
        Number,
        Stricter("lower"),
        Organisation,
    ] = 24
    amber_working_days: Annotated[
        int,
        Field(
            ge=1,
            le=10,
            title="Working days that a discussion may wait",
            description="How long a safeguarding discussion that is not for today may wait.",
        ),
        Number,
        Stricter("lower"),
        Organisation,
    ] = 5
    text_size_at_least: Annotated[
        int,
        Field(
            ge=100,
            le=200,
            title="Smallest text size",
            description="In percent. A worker may choose larger text, never smaller.",
        ),
        Number,
        Stricter("higher"),
        MaySet("worker, within it"),
    ] = 100

    def allows_export_to(self, file: Path) -> bool:
        """Whether this file may be written. Links and `..` are resolved first."""
        if self.allowed_export_folders is None:
            return True
        place = file.resolve()
        return any(place.is_relative_to(folder.resolve()) for folder in self.allowed_export_folders)


class InForce(NamedTuple):
    """The policy with everything that was wrong, and where each setting that is set comes from."""

    policy: Policy
    problems: tuple[PolicyProblem, ...]
    origin: Mapping[str, str]

    def refuse_new_store(self) -> None:
        """Raise ThinkFamilyError while nobody can tell whether the organisation has a key to which stores are sealed.

        A store made then might be one that the organisation could never open. Those that exist open as always.
        """
        if self.policy.escrow_public_key is None and any(problem.code in HIDES_A_KEY for problem in self.problems):
            raise ThinkFamilyError("policy.new_store_waits")


def written(field: str) -> str:
    """How a setting is written outside: idle_lock_minutes as IdleLockMinutes."""
    return "".join(part.capitalize() for part in field.split("_"))


FIELDS = {written(name).casefold(): name for name in Policy.model_fields}  # the registry does not know case


def load_policy(sources: Iterable[Source] | None = None) -> InForce:
    """The policy of this laptop: for each setting the highest source that names it. Never fails.

    A wrong value gives that setting alone a safe value; an unknown name and an unusable file are said.
    """
    values: dict[str, object] = {}
    origin: dict[str, str] = {}
    problems: list[PolicyProblem] = []
    for source in machine_sources() if sources is None else sources:
        problems += source.problems
        for key, raw in source.values.items():
            name = FIELDS.get(key.casefold())
            if name is None:
                problems.append(PolicyProblem("policy.not_known", {"source": source.name, "key": key}))
            elif name not in values:
                values[name], problem = _checked(name, raw, source.name)
                origin[name] = source.name
                problems += [problem] if problem else []
    return InForce(Policy.model_construct(**{**dict(Policy()), **values}), tuple(problems), origin)


def read_policy_file(file: Path) -> InForce:
    """What one file would set, whoever owns it: for whoever writes policies, not for use."""
    return load_policy([file_source(file)])


def _checked(name: str, raw: object, source: str) -> tuple[object, PolicyProblem | None]:
    field = Policy.model_fields[name]
    try:
        return _adapter(field).validate_python(raw), None
    except ValidationError:
        safe = _safe(field, raw)
        said = {"source": source, "key": written(name), "given": _given(raw), "used": _shown(safe)}
        return safe, PolicyProblem(f"policy.wrong_{name}", said)


def _adapter(field: FieldInfo) -> TypeAdapter[object]:
    return TypeAdapter(field.rebuild_annotation(), config=ConfigDict(strict=True))


def _safe(field: FieldInfo, raw: object) -> object:
    """The default, or the nearest allowed value where that is stricter."""
    stricter = next((mark.side for mark in field.metadata if isinstance(mark, Stricter)), None)
    match stricter:
        case "on":
            return True
        case "nothing_allowed":
            return _sound_folders(raw)
        case "lower" | "higher" if isinstance(raw, int) and not isinstance(raw, bool):
            least, most = (next(getattr(m, side) for m in field.metadata if hasattr(m, side)) for side in ("ge", "le"))
            choose = min if stricter == "lower" else max
            return choose(field.default, max(least, min(most, raw)))
        case _:
            return field.default


def _sound_folders(raw: object) -> tuple[Path, ...]:
    """Those of a list that are folders; a list in which nothing is sound allows nothing."""
    adapter: TypeAdapter[Path] = TypeAdapter(Folder)
    sound = []
    for entry in raw if isinstance(raw, list) else ():
        try:
            sound.append(adapter.validate_python(entry))
        except ValidationError:
            continue
    return tuple(sound)


def _given(raw: object) -> str:
    """A wrong value as it stands in the file, cut where it is long: whoever wrote it knows it again."""
    text = json.dumps(raw, ensure_ascii=True, default=lambda _: "?")
    return text if len(text) <= LONGEST_GIVEN else f"{text[:LONGEST_GIVEN]}…"


def _shown(value: object) -> str:
    match value:
        case True:
            return "on"
        case None | "" | ():
            return "none"
        case tuple():
            return ", ".join(map(str, value))
        case _:
            return str(value)
