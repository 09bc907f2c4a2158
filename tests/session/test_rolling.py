"""A draft begun in an earlier version of its form: brought over at the next opening, told once, and nothing dropped."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.forms.written import PAGE, Written
from tests.session.conftest import TickingClock
from tests.session.memory_store import MemoryStore
from thinkfamily_desktop.domain.answers import Gap, PersonRef
from thinkfamily_desktop.domain.assessment import SignedVersion, Stage
from thinkfamily_desktop.domain.ids import AnswerKey, FamilyId, ItemId, PersonId, person_subject
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.canonical import form_ref
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.migrations import NO_MIGRATIONS, Migrations, read_migrations
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.ports import Store
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.settings.words import load_words
from thinkfamily_desktop.store.kdf import FLOOR
from thinkfamily_desktop.store.vault import create_store, open_store

MIGRATIONS = """
migrations:
  - form: full
    before: "1.0.0"
    after: "1.1.0"
    steps:
      - {step: rename, item: child.worry, to: child.concern}
      - {step: retire, item: child.says}
      - {step: recode, item: person.sex, codes: {male: man}}
"""
RETIRED = """      - id: child.says
        kind: long_text
        exact_words: true
        ask: What did {name} say?
        show_when: {item: child.seen, is: true}
        source: [made-up]
        guidance: {why: Children are heard in their own words.}
"""
PASSPHRASE = "made up for one test only"


@pytest.fixture
def written(tmp_path: Path) -> Written:
    return Written(tmp_path)


@pytest.fixture
def old(written: Written) -> Form:
    """The form as the draft is begun in it."""
    written.change("first/form.yaml", "form: first", "form: full")
    return load_set(written.folder).form("full")


@pytest.fixture
def new(written: Written, old: Form) -> Form:
    """Its next version: a question renamed, one no longer asked, a choice under another code."""
    written.change("first/form.yaml", "version: 1.0.0", "version: 1.1.0")
    written.change(PAGE, "id: child.worry", "id: child.concern").change(PAGE, RETIRED, "")
    written.change("rules.yaml", "item: child.worry", "item: child.concern")
    written.change("people.yaml", "{code: male,", "{code: man,").change("recipients.yaml", "child.says", "child.seen")
    (written.folder / "migrations.yaml").write_text(MIGRATIONS, encoding="utf-8")
    return load_set(written.folder).form("full")


@pytest.fixture
def migrations(written: Written, new: Form) -> Migrations:
    return read_migrations(written.folder)


@pytest.fixture
def store() -> Store:
    return MemoryStore()


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Store]:
    made = create_store(tmp_path / "v", PASSPHRASE, kdf=FLOOR)
    yield made
    made.close().result()


def asked(item: str, person: PersonId | None = None) -> AnswerKey:
    return AnswerKey(ItemId(item), person_subject(person)) if person else AnswerKey(ItemId(item))


def opened(store: Store, form: Form, known: Migrations, family: FamilyId) -> Session:
    desk = Desk(store, {"full": form}, TickingClock(), known)
    session = desk.open(family).result()
    desk.rest()
    return session


def begun(store: Store, form: Form) -> tuple[FamilyId, PersonId]:
    """A draft with something to move, to recode and to keep."""
    desk = Desk(store, {"full": form}, TickingClock())
    desk.set_worker("A. Mensah", "nurse", "", "", "")
    session = desk.new_family().result()
    ben = session.add_person(("child",))
    session.answer(asked("person.given_name", ben), "Ben")
    session.answer(asked("person.sex", ben), "male")
    ada = session.add_person(("parent",))
    session.answer(asked("visit.assessed"), PersonRef(ada))
    session.answer(asked("child.seen", ben), True)
    session.answer(asked("child.says", ben), "I like Fridays")
    session.give_gap(asked("child.worry", ben), Gap.DECLINED, note="asked twice")
    saved = session.save()
    assert saved is not None
    saved.result()
    desk.rest()
    return session.family.id, ben


def test_a_draft_comes_into_the_form_in_use_and_every_answer_has_a_place_or_is_kept(
    vault: Store, old: Form, new: Form, migrations: Migrations
) -> None:
    family, ben = begun(vault, old)
    session = opened(vault, new, migrations, family)
    assert session.form == new
    assert session.assessment.form == form_ref(new)
    moved = session.current(asked("child.concern", ben))
    assert moved is not None
    assert (moved.gap, moved.gap_note) == (Gap.DECLINED, "asked twice")
    sex = session.current(asked("person.sex", ben))
    assert sex is not None
    assert sex.value == "man"
    assert {key.item for key in session.assessment.answers} == {"visit.assessed", "child.seen", "child.concern"}
    kept = vault.assessment(session.assessment.id).result()
    assert kept.form == form_ref(new)
    assert kept.answers[asked("child.says", ben)].value == "I like Fridays", "in the vault as it was given"
    assert asked("child.worry", ben) not in kept.answers


def test_the_worker_is_told_once_what_moved_and_what_keeps_no_place(
    store: Store, old: Form, new: Form, migrations: Migrations
) -> None:
    family, _ = begun(store, old)
    words: Words = load_words(resources_folder() / "words")
    rolled = opened(store, new, migrations, family).rolled
    assert rolled is not None
    told = rolled.sentences(words)
    assert told[0].startswith("The questions have been brought up to date, from version 1.0.0 to version 1.1.0.")
    assert set(told[1:]) == {
        "The answer to “Is there a worry about {name}?” now stands at “Is there a worry about {name}?”.",
        "An answer to “Sex” is now kept under the new wording of its choice.",
        "“What did {name} say?” is no longer asked. Its answer is kept with the family’s record, and counts nowhere.",
    }
    assert "Fridays" not in " ".join(told)
    assert opened(store, new, migrations, family).rolled is None


def test_what_keeps_no_place_is_in_no_copy_and_no_signature(
    store: Store, old: Form, new: Form, migrations: Migrations
) -> None:
    family, ben = begun(store, old)
    session = opened(store, new, migrations, family)
    assert "Fridays" not in repr(session.release("review"))
    session.answer(asked("child.concern", ben), False)
    assert all(answer.value != "I like Fridays" for answer in session._answers_that_count().values())


def test_without_a_way_a_draft_stays_in_the_version_it_was_begun_in(store: Store, old: Form, new: Form) -> None:
    family, ben = begun(store, old)
    session = opened(store, new, NO_MIGRATIONS, family)
    assert session.form == old
    assert session.rolled is None
    says = session.current(asked("child.says", ben))
    assert says is not None
    assert says.value == "I like Fridays"


def test_a_changed_text_without_a_new_version_needs_no_migration(store: Store, old: Form) -> None:
    family, ben = begun(store, old)
    otherwise = replace_title(old)
    session = opened(store, otherwise, NO_MIGRATIONS, family)
    assert session.form == otherwise
    assert session.rolled is None, "nothing moved, so there is nothing to tell"
    assert session.current(asked("child.says", ben)) is not None


def test_a_full_disk_leaves_the_draft_as_it_was(old: Form, new: Form, migrations: Migrations) -> None:
    memory = MemoryStore()
    family, ben = begun(memory, old)
    memory.full = True
    session = opened(memory, new, migrations, family)
    assert session.form == old
    assert session.current(asked("child.says", ben)) is not None
    memory.full = False
    assert opened(memory, new, migrations, family).form == new


def test_what_is_signed_stays_in_the_version_that_was_signed(old: Form, new: Form, migrations: Migrations) -> None:
    memory = MemoryStore()
    family, _ = begun(memory, old)
    work = next(iter(memory._work.values()))
    session = opened(memory, old, NO_MIGRATIONS, family)
    signed = session.assessment
    memory._work[work.id] = replace(signed, versions=(made_version(session),))
    assert opened(memory, new, migrations, family).form == old


def test_the_vault_has_a_line_for_it_and_reads_the_same_when_opened_again(
    tmp_path: Path, old: Form, new: Form, migrations: Migrations
) -> None:
    store = create_store(tmp_path / "v", PASSPHRASE, kdf=FLOOR)
    family, _ = begun(store, old)
    before = len(store.journal(family).result())
    opened(store, new, migrations, family)
    lines = store.journal(family).result()
    assert len(lines) == before + 1
    assert "1.1.0" in repr(lines[-1].content)
    store.close().result()
    again = open_store(tmp_path / "v", PASSPHRASE)
    assert opened(again, new, migrations, family).form == new
    again.close().result()


def replace_title(form: Form) -> Form:
    """The same version with other words, as an organisation's changes make it."""
    return form.model_copy(update={"info": form.info.model_copy(update={"title": form.info.title.of("Otherwise")})})


def made_version(session: Session) -> SignedVersion:
    """A version as it is signed."""
    at = session.assessment.changed_at
    return SignedVersion(1, Stage.SCREENING, at, session.worker, session.family, session.assessment.answers)
