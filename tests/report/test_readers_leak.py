"""What each reader's real PDF holds of a confidence, a confidential address and notes on safety: searched unpacked.

Each string that must be absent somewhere is, unchanged, present in the paper of a reader who may have it.
"""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO

import pikepdf
import pytest

from tests.report.conftest import FONTS, RESOURCES
from tests.report.reading import read
from thinkfamily_desktop.domain.answers import Answer, Source, SourceKind
from thinkfamily_desktop.domain.ids import AnswerKey, ItemId, PersonId, person_subject
from thinkfamily_desktop.forms.evaluate import evaluate
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.release import Choices, release
from thinkfamily_desktop.report.build import build_referral
from thinkfamily_desktop.session.practice import PracticeFamily, practice_families
from thinkfamily_desktop.settings.locations import forms_folder
from thinkfamily_desktop.settings.words import load_words

VOICE = "Quillwort told in confidence"  # the child's own words, kept from both parents
HELPS = "Zubenelgenubi seen in confidence"  # of what helps the child, kept from both parents
ADDRESS = "17 Xanthoceras Mews"  # a parent's own, confidential
VISITOR = "Bandersnatch off the lead"  # for whoever visits
DANGER = "Jabberwock upstairs on Fridays"  # whoever is thought a danger: the family is not told
PLANTED = {
    VOICE: "Quillwort",
    HELPS: "Zubenelgenubi",
    ADDRESS: "Xanthoceras",
    VISITOR: "Bandersnatch",
    DANGER: "Jabberwock",
}
"""Each with its one word that no other text has."""

READERS: dict[str, set[str]] = {
    "social-care": {VOICE, HELPS, VISITOR, DANGER},
    "early-help": set(),
    "adult-mental-health": {VISITOR},
    "gp-parent": set(),
    "gp-child": set(),
    "school": set(),
    "young-carers": set(),
    "health-visitor": {HELPS, DANGER},
    "person": set(),
    "review": {VOICE, HELPS, VISITOR, DANGER},
}
"""What of the planted strings each paper holds, and nothing else of them."""

WITHOUT_PROTECTION = {
    "social-care": {ADDRESS},
    "early-help": {HELPS, ADDRESS},
    "adult-mental-health": {HELPS, ADDRESS},
    "gp-child": {HELPS},
    "school": {HELPS},
    "young-carers": {HELPS},
    "health-visitor": {ADDRESS},
    "review": {ADDRESS},
}
"""What they hold besides once the child keeps nothing from anybody and the address is nobody's secret."""


@cache
def form() -> Form:
    return load_set(forms_folder() / "think_family").form("full")


@cache
def planted(*, protected: bool) -> PracticeFamily:
    """The made-up family with the five strings; unprotected, the same strings without what protects two of them."""
    made_up = next(
        each for each in practice_families(RESOURCES / "practice", form()) if each.family.reference == "TF-2026-0147"
    )
    parents = frozenset(made_up.people[name] for name in ("grace", "david")) if protected else frozenset()
    tunde, david = (person_subject(made_up.people[name]) for name in ("tunde", "david"))
    told = Source(SourceKind.PERSON, made_up.people["tunde"])
    answers = {
        **made_up.assessment.answers,
        AnswerKey(ItemId("ch.voice"), tunde): Answer(VOICE, at=made_up.now, source=told, kept_from=parents),
        AnswerKey(ItemId("ch.protective"), tunde): Answer(HELPS, at=made_up.now, source=told, kept_from=parents),
        AnswerKey(ItemId("send.visitors")): Answer(VISITOR, at=made_up.now),
        AnswerKey(ItemId("safe.person_risk")): Answer(value=True, at=made_up.now),
        AnswerKey(ItemId("safe.person_risk.who")): Answer(DANGER, at=made_up.now),
    }
    facts = {
        **made_up.family.facts,
        AnswerKey(ItemId("person.address"), david): Answer(ADDRESS, at=made_up.now),
        AnswerKey(ItemId("person.lives_with"), david): Answer("elsewhere", at=made_up.now),
        AnswerKey(ItemId("person.address_protected"), david): Answer(protected, at=made_up.now),
    }
    return replace(
        made_up,
        family=replace(made_up.family, facts=facts),
        assessment=replace(made_up.assessment, answers=answers),
    )


def paper(reader: str, *, protected: bool = True, choices: Choices | None = None) -> bytes:
    """The PDF that this reader is sent: about the child, or about the parent whose GP or team it is."""
    made_up, work = planted(protected=protected), planted(protected=protected).assessment
    state = evaluate(form(), made_up.family, work.answers, work.raised, made_up.now)
    of_parent = reader in ("gp-parent", "adult-mental-health")
    about: PersonId | None = made_up.people["grace" if of_parent else "tunde"]
    for_person = made_up.people["grace"] if reader == "person" else None
    if reader in ("social-care", "early-help", "person", "review"):
        about = None
    made = release(
        form(), made_up.family, work.answers, state, made_up.worker, reader, about, for_person,
        assessment=work, choices=choices,
    )  # fmt: skip
    return build_referral(made, load_words(RESOURCES / "words"), FONTS)


def everything_in(data: bytes) -> str:
    """All that can be got out of a file: its text by two readers, every stream unpacked, every string in it."""
    words = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
    return " ".join([_plain(words), _plain(read(data).words), *map(_plain, _inside(data))])


def _inside(data: bytes) -> Iterator[str]:
    with pikepdf.open(BytesIO(data)) as pdf:
        for found in pdf.objects:
            if isinstance(found, pikepdf.Stream):
                unpacked = found.read_bytes()
                yield unpacked.decode("latin-1")
                yield unpacked.decode("utf-16-be", errors="ignore")
            yield from _strings(found)


def _strings(found: object) -> Iterator[str]:
    if isinstance(found, pikepdf.String):
        yield str(found)
    elif isinstance(found, pikepdf.Array):
        for each in found:
            yield from () if getattr(each, "is_indirect", False) else _strings(each)
    elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        for each in found.values():
            yield from () if getattr(each, "is_indirect", False) else _strings(each)


def _plain(words: str) -> str:
    return " ".join(words.split())


def held(data: bytes) -> set[str]:
    """Which of the planted strings a file holds, or any trace of."""
    everything = everything_in(data)
    return {words for words, telling in PLANTED.items() if telling in everything}


def test_no_reader_is_forgotten() -> None:
    assert {reader.id for reader in form().recipients.readers} | {"review"} == set(READERS)


def test_each_planted_string_is_absent_somewhere_and_present_somewhere() -> None:
    everybody = set().union(*READERS.values(), *WITHOUT_PROTECTION.values())
    assert everybody == set(PLANTED)
    assert [words for words in PLANTED if all(words in there for there in READERS.values())] == []


@pytest.mark.parametrize("reader", READERS)
def test_a_paper_holds_just_those_that_its_reader_may_have(reader: str) -> None:
    assert held(paper(reader)) == READERS[reader]


@pytest.mark.parametrize("reader", WITHOUT_PROTECTION)
def test_the_same_words_without_protection_are_there(reader: str) -> None:
    """It is the protection that kept them out, not that nobody ever prints them."""
    assert held(paper(reader, protected=False)) == READERS[reader] | WITHOUT_PROTECTION[reader]


def test_a_confidential_address_is_released_only_one_by_one() -> None:
    david = person_subject(planted(protected=True).people["david"])
    choices = Choices(include={AnswerKey(ItemId("person.address"), david)})
    assert ADDRESS in held(paper("social-care", choices=choices))


def test_why_something_was_left_out_stands_in_the_review_copy_and_nowhere_else() -> None:
    key, why = AnswerKey(ItemId("send.visitors")), "Rumpelstiltskin agreed by phone"
    choices = Choices(leave_out={key}, reasons={key: why})
    assert why in everything_in(paper("review", choices=choices))
    sent = everything_in(paper("social-care", choices=choices))
    assert "Rumpelstiltskin" not in sent
    assert "Bandersnatch" not in sent
