"""Everything local that an organisation has put in, of whatever kind, with the day on which it was last checked."""

from datetime import date

from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.domain.wording import day_in_words
from thinkfamily_desktop.forms.adapted import Adapted
from thinkfamily_desktop.settings.local_content import (
    Dated,
    Level,
    LocalContent,
    LocalKind,
    LocalNumber,
    Threshold,
    load_local_content,
)
from thinkfamily_desktop.settings.policy import Policy
from thinkfamily_desktop.settings.policy_sources import PolicyProblem


def local_content(house: House, policy: Policy, *, practice: bool) -> tuple[LocalContent, tuple[PolicyProblem, ...]]:
    """What the organisation knows of its area; beside made-up families only made-up numbers may stand."""
    if practice:
        return load_local_content(house.resources / "practice")
    content, problems = load_local_content(policy.local_content_folder)
    return with_overlay(content, house.adapted), problems


def with_overlay(content: LocalContent, adapted: Adapted) -> LocalContent:
    """With the numbers and the threshold document that the changes to the forms name; theirs come first."""
    numbers = tuple(LocalNumber(**number.model_dump()) for number in adapted.numbers)
    return content.model_copy(
        update={"numbers": (*numbers, *content.numbers), "threshold": _threshold(adapted) or content.threshold}
    )


def _threshold(adapted: Adapted) -> Threshold | None:
    said = adapted.threshold
    if said is None:
        return None
    levels = tuple(Level(code=code, label=str(label)) for code, label in said.levels.items())
    return Threshold(name=str(said.name), levels=levels, last_checked=said.last_checked)


def local_parts(policy: Policy, content: LocalContent, adapted: Adapted) -> tuple[LocalKind, ...]:
    """Each kind that there is something of. `content` has the numbers and thresholds of the changed forms in it."""
    logo = policy.organisation_logo
    more = {
        "forms": tuple(Dated(name=name, last_checked=checked) for name, checked in adapted.files),
        "logo": () if logo is None else (Dated(name=logo.name, last_checked=policy.organisation_logo_checked),),
    }
    return tuple(LocalKind(kind, parts) for kind, parts in {**content.by_kind(), **more}.items() if parts)


def said_of(part: LocalKind, words: Words) -> str:
    """A kind in one line: how many there are, and how long ago the one was checked that has waited longest."""
    kind = words.say(f"settings.local_{part.kind}")
    days = [each.last_checked for each in part.entries if each.last_checked is not None]
    if len(days) < len(part.entries):
        return words.say("settings.local_line_never", kind=kind, count=len(part.entries))
    return words.say("settings.local_line", kind=kind, count=len(part.entries), date=day_in_words(min(days), words))


def to_check_again(entry: Dated, words: Words) -> str:
    """What is said of an entry that nobody has checked for too long."""
    if entry.last_checked is None:
        return words.say("policy.local_never_checked", name=entry.name)
    return words.say("policy.local_stale", name=entry.name, date=day_in_words(entry.last_checked, words))


def said_of_all(parts: tuple[LocalKind, ...], today: date, words: Words) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Every kind in a line, and a line for each entry that has to be checked again."""
    stale = [entry for part in parts for entry in part.entries if entry.is_stale(today)]
    return tuple(said_of(part, words) for part in parts), tuple(to_check_again(entry, words) for entry in stale)
