"""What an unlocked program can do before a family is open: list, search, start, open."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from thinkfamily_desktop.domain.assessment import Assessment, AssessmentState, Worker
from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AssessmentId, FamilyId, WorkerId, new_id
from thinkfamily_desktop.domain.records import (
    AssessmentSummary,
    ExportRecord,
    FamilyCard,
    FamilySummary,
    FiledReturn,
    Place,
    Save,
)
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.canonical import canonical, form_from_canonical, form_ref
from thinkfamily_desktop.forms.migrations import NO_MIGRATIONS, Migrations
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.session.deleting import Deleting
from thinkfamily_desktop.session.on_laptop import OnLaptop
from thinkfamily_desktop.session.person_named import person_named
from thinkfamily_desktop.session.ports import Store
from thinkfamily_desktop.session.returning import ReturnedCopy, placed, read_copy
from thinkfamily_desktop.session.rolling import Rolled, is_open_draft, roll, with_a_place
from thinkfamily_desktop.session.safekeeping import Safekeeping
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.session.subject_access import subject_access
from thinkfamily_desktop.session.verifying import Verified, ask_again, find_export, judge, of_another

FIRST_FORM = "full"


class Desk:
    """The caseload of one open vault.

    Calls that read several things answer with a future and run on a thread of their own, so that the window never
    waits for the disk.
    """

    def __init__(
        self, store: Store, forms: Mapping[str, Form], clock: Clock, migrations: Migrations = NO_MIGRATIONS
    ) -> None:
        self.store = store
        self.forms = forms
        self.clock = clock
        self._migrations = migrations
        self._refs = {name: form_ref(form) for name, form in forms.items()}
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._worker: Worker | None = store.worker().result()

    @property
    def practice(self) -> bool:
        """Whether everything here is made up."""
        return self.store.practice

    @property
    def safekeeping(self) -> Safekeeping | None:
        """Who can open the store and when it was last copied; None for a store that is only in memory."""
        upkeep = getattr(self.store, "upkeep", None)
        folder = getattr(self.store, "folder", None)
        return None if upkeep is None or folder is None else Safekeeping(upkeep, folder, self.clock)

    @property
    def deleting(self) -> Deleting | None:
        """What takes families out of the list and deletes them; None for a store that is only in memory."""
        upkeep = getattr(self.store, "upkeep", None)
        folder = getattr(self.store, "folder", None)
        return None if upkeep is None or folder is None else Deleting(upkeep, folder, self.clock)

    @property
    def on_laptop(self) -> OnLaptop | None:
        """What the store has left on this laptop outside itself; None where nothing has to be kept, as in practice."""
        upkeep = getattr(self.store, "upkeep", None)
        folder = getattr(self.store, "folder", None)
        return None if upkeep is None or folder is None or self.practice else OnLaptop(upkeep, folder)

    def copy_off(self, folder: Path) -> Future[datetime]:
        """Copy the newest backup to a folder that is not on this laptop."""
        safekeeping = self.safekeeping
        if safekeeping is None:
            raise TypeError("a store that is only in memory has no backups")
        return self._pool.submit(safekeeping.copy_off, folder)

    @property
    def notices(self) -> tuple[tuple[str, Mapping[str, str | int]], ...]:
        """What the opening of the store mended or saw: codes of sentences, and their parameters."""
        return tuple((notice.code, notice.parameters) for notice in getattr(self.store, "notices", ()))

    @property
    def worker(self) -> Worker | None:
        """Who uses this laptop, or None before they have said."""
        return self._worker

    def set_worker(self, name: str, role: str, team: str, phone: str, cover_phone: str) -> Worker:
        """Keep who uses this laptop. The same person keeps the same id."""
        known = self._worker.id if self._worker is not None else WorkerId(new_id())
        self._worker = Worker(known, name, role, team, phone, cover_phone)
        self.store.set_worker(self._worker)
        return self._worker

    def caseload(self) -> Future[tuple[FamilySummary, ...]]:
        """All families, latest change first."""
        return self.store.caseload()

    def search(self, words: str) -> Future[frozenset[FamilyId]]:
        """The families that hold every word typed."""
        return self.store.search(words)

    def register(self, family: FamilyId) -> Future[tuple[ExportRecord, ...]]:
        """Every copy of a family that was saved, latest first: which file, for whom, sent how, acknowledged by whom."""
        return self.store.register(family)

    def returns(self, family: FamilyId) -> Future[tuple[FiledReturn, ...]]:
        """The filled copies of a family that came back and were filed, in order."""
        return self.store.returns(family)

    def verify(self, data: bytes, family: FamilyId | None = None, password: str = "") -> Future[Verified]:
        """Whether this file is one that left here, as it left, and still what that reader would be given.

        With `family`, a file of another one is said to be another's. A `password` is needed only for a file that
        somebody else locked: our own protected files are known by their hash.
        """
        return self._pool.submit(self._verify, data, family, password)

    def read_returned(self, data: bytes) -> Future[ReturnedCopy]:
        """What a filled review copy or reply slip says, and whether it belongs to a record here and to which version.

        The future fails with a ThinkFamilyError for a file that is no such copy: `report.not_a_pdf`,
        `report.not_ours`. To file it: `returning.file_copy`.
        """
        return self._pool.submit(self._read_returned, data)

    def subject_access(self, reference: str, name: str, words: Words) -> Future[tuple[Session, Release]]:
        """All that is held about the person of this first name, marked for review; and the session it is out of.

        The future fails with a ThinkFamilyError when there is no such family, or no such person in it.
        """
        return self._pool.submit(self._subject_access, reference, name, words)

    def place(self) -> Future[Place]:
        """Where the worker was when the program was locked."""
        return self.store.place()

    def new_family(self) -> Future[Session]:
        """Start a family and its first assessment."""
        return self._pool.submit(self._new_family)

    def open(self, family: FamilyId) -> Future[Session]:
        """Open a family at its latest piece of work."""
        return self._pool.submit(self._open_latest, family)

    def open_reference(self, reference: str) -> Future[Session]:
        """Open the family or the assessment with this reference (TF-2026-0147)."""
        return self._pool.submit(self._open_reference, reference)

    def close(self) -> Future[None]:
        """Finish what is under way and let go of the vault."""
        self.rest()
        return self.store.close()

    def rest(self) -> None:
        """End the desk's own thread once nothing is being opened; the vault stays open."""
        self._pool.shutdown(wait=True)

    # -- on the desk's own thread

    def _known_worker(self) -> Worker:
        if self._worker is None:
            raise ThinkFamilyError("store.no_worker")
        return self._worker

    def _new_family(self) -> Session:
        worker, now = self._known_worker(), self.clock.now()
        form, ref = self.forms[FIRST_FORM], self._refs[FIRST_FORM]
        reference = self.store.next_reference(now.year).result()
        family = Family(FamilyId(new_id()), reference, practice=self.practice)
        assessment = Assessment(
            id=AssessmentId(new_id()),
            family=family.id,
            form=ref,
            state=AssessmentState.DRAFT,
            started_at=now,
            started_by=worker.id,
            changed_at=now,
        )
        self.add(family, assessment, FamilyCard(name="", search_terms=(reference,)), form)
        return self._session(family, assessment)

    def add(self, family: Family, assessment: Assessment, card: FamilyCard, form: Form) -> None:
        """Keep a family and its first assessment, with the text of the form it is answered in. Waits for the disk."""
        self.store.keep_form(assessment.form, canonical(form)).result()
        self.store.new_family(family, card, assessment.started_by).result()
        self.store.new_assessment(assessment, assessment.started_by).result()

    def _open_reference(self, reference: str) -> Session:
        for summary in self.store.caseload().result():
            if summary.reference.casefold() == reference.strip().casefold():
                return self._open_latest(summary.id)
        raise ThinkFamilyError("store.no_such_reference", reference=reference)

    def _open_latest(self, family: FamilyId) -> Session:
        work: tuple[AssessmentSummary, ...] = self.store.assessments(family).result()
        if not work:
            raise ThinkFamilyError("store.no_assessment")
        return self._session(self.store.family(family).result(), self.store.assessment(work[0].id).result())

    def _verify(self, data: bytes, family: FamilyId | None, password: str) -> Verified:
        without, same = find_export(self.store, data, password)
        if without is not None:
            other = of_another(without.export, family) if without.export is not None and family is not None else None
            return without if other is None else other
        export = next((each for each in same if each.family == family), same[0])
        other = None if family is None else of_another(export, family)
        if other is not None:
            return other
        return judge(export, ask_again(self._open_beside(export.family, export.assessment), export))

    def _subject_access(self, reference: str, name: str, words: Words) -> tuple[Session, Release]:
        opened = self._open_reference(reference)
        session = self._open_beside(opened.family.id, opened.assessment.id)
        exports = self.store.exports(session.assessment.id).result()
        return session, subject_access(session, person_named(session, name), exports, words)

    def _read_returned(self, data: bytes) -> ReturnedCopy:
        read = read_copy(data)
        export = next(iter(self.store.find_exports("", frozenset({read.check_code})).result()), None)
        if export is None:
            return placed(read, data, None, None, None)
        session = self._open_beside(export.family, export.assessment)
        return placed(read, data, export, session, judge(export, ask_again(session, export)))

    def _open_beside(self, family: FamilyId, work: AssessmentId) -> Session:
        """A session beside the one in the window: on a form of its own, so that neither disturbs the other's memory."""
        assessment = self.store.assessment(work).result()
        form = self._form_of(assessment).model_copy()
        return self._session(self.store.family(family).result(), assessment, form)

    def _session(self, family: Family, assessment: Assessment, form: Form | None = None) -> Session:
        rolled: Rolled | None = None
        if form is None:
            family, assessment, rolled = self._in_use(family, assessment)
            form = self._form_of(assessment)
        family, assessment = with_a_place(form, family, assessment)
        return Session(
            form=form,
            family=family,
            assessment=assessment,
            rolled=rolled,
            worker=self._known_worker(),
            store=self.store,
            clock=self.clock,
        )

    def _in_use(self, family: Family, assessment: Assessment) -> tuple[Family, Assessment, Rolled | None]:
        """An open draft in the version of its form that is in use, written before it is opened; else as it stands."""
        ref = self._refs.get(assessment.form.form)
        if ref is None or ref == assessment.form or not is_open_draft(assessment):
            return family, assessment, None
        current = self.forms[ref.form]
        rolling = roll(family, assessment, self._form_of(assessment), current, ref, self._migrations)
        if rolling is None:
            return family, assessment, None
        save = Save(
            family=family.id,
            worker=self._known_worker().id,
            at=self.clock.now(),
            assessment=assessment.id,
            facts=rolling.facts,
            answers=rolling.answers,
            form=ref,
            notes=rolling.assessment.notes if rolling.assessment.notes != assessment.notes else None,
            seal=True,
        )
        try:
            self.store.keep_form(ref, canonical(current)).result()
            self.store.save(save).result()
        except ThinkFamilyError:  # a full disk, say: it can be read in its own version, and comes over next time
            return family, assessment, None
        news = rolling.rolled.changes or ref.version != assessment.form.version
        return rolling.family, rolling.assessment, rolling.rolled if news else None

    def _form_of(self, assessment: Assessment) -> Form:
        """The very form an assessment was answered in: today's when it is the same, else the kept text."""
        current = self._refs.get(assessment.form.form)
        if current == assessment.form:
            return self.forms[assessment.form.form]
        return form_from_canonical(self.store.form_text(assessment.form.sha256).result())
