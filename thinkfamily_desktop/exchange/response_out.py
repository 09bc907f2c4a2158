"""A Release as a FHIR R4 QuestionnaireResponse: what the pages say, and nothing that the Release lacks."""

from collections.abc import Iterable, Iterator

from thinkfamily_desktop.exchange.contained import contained, reference_to, subject_of
from thinkfamily_desktop.exchange.fhir import (
    ALERT_FACTS,
    RECORD_NUMBER,
    RELEASE,
    Json,
    cleaned,
    extended,
    extension,
    sayable,
)
from thinkfamily_desktop.exchange.native import ALERT, PAGE, PERSON, RECORD, REGISTER_FAMILY, REGISTER_PEOPLE, SECTION
from thinkfamily_desktop.exchange.values import absent, answers
from thinkfamily_desktop.forms.plan import FAMILY_SECTION, PERSON_SECTION
from thinkfamily_desktop.forms.releases import Line, Release, ReleasedAlert, ReleasedGap

_TEST_DATA = {"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HTEST"}


def questionnaire_response(release: Release) -> Json:
    """The Release as a QuestionnaireResponse to the Questionnaire of its form.

    Everybody is contained, named by their place in this copy. A question about somebody stands in a repetition of its
    group whose first item says whom. A gap says why; how far an answer can be relied upon stands in our extension.
    """
    return _Writing(release).resource()


class _Writing:
    def __init__(self, release: Release) -> None:
        self._release = release
        self._language = release.language

    def resource(self) -> Json:
        release = self._release
        resource: Json = {"resourceType": "QuestionnaireResponse"}
        if release.practice:
            resource["meta"] = {"tag": [_TEST_DATA]}
        resource["language"] = self._language
        if people := contained(release):
            resource["contained"] = people
        resource = extended(resource, self._about_this_copy())
        if sayable(release.reference):
            resource["identifier"] = {"system": RECORD_NUMBER, "value": release.reference}
        if release.form_url:
            resource["questionnaire"] = f"{release.form_url}|{release.form_version}"
        resource["status"] = "completed" if release.finished else "in-progress"
        subject = subject_of(release)
        if subject is not None:
            resource["subject"] = reference_to(release, subject)
        resource["authored"] = release.made.isoformat()
        worker = ", ".join(
            filter(sayable, map(cleaned, (release.worker.name, release.worker.role, release.worker.team)))
        )
        if worker:
            resource["author"] = {"display": worker}
        if items := [*self._register(), *self._pages(), *map(self._alert, self._in_level_order())]:
            resource["item"] = items
        return resource

    def _about_this_copy(self) -> Json:
        """For whom it is, which version, and the check code that the pages carry too."""
        release = self._release
        parts = [extension("reader", "Code", release.reader), extension("stage", "Code", release.stage)]
        parts.append(extension("version", "PositiveInt", release.version))
        if release.check_code:
            parts.append(extension("check-code", "String", release.check_code))
        for name, position in (("about", release.about), ("for", release.for_person)):
            if position is not None:
                parts.append(extension(name, "Reference", reference_to(release, position)))
        return {"url": RELEASE, "extension": parts}

    # -- groups

    def _register(self) -> Iterator[Json]:
        """Everybody, so that each contained person is referred to, with the other facts about them."""
        gaps = self._gaps_by_place()
        for position, person in enumerate(self._release.people):
            missing = [gap for section, about, gap in gaps if _section(section) == PERSON_SECTION and about == position]
            yield self._group(REGISTER_PEOPLE, position, (*person.facts, *person.lines), missing)
        family = [each for each in self._release.sections if _section(each.id) == FAMILY_SECTION]
        missing = [gap for section, _, gap in gaps if _section(section) == FAMILY_SECTION]
        lines = [line for section in family for line in section.lines]
        if lines or missing:
            yield self._group(REGISTER_FAMILY, None, lines, missing)

    def _pages(self) -> Iterator[Json]:
        """The sections, and the gaps beside them, under their pages."""
        places: dict[tuple[str, int | None], tuple[list[Line], list[ReleasedGap]]] = {}
        for section in self._release.sections:
            places.setdefault((section.id, section.about), ([], []))[0].extend(section.lines)
        for name, about, gap in self._gaps_by_place():
            places.setdefault((name, about), ([], []))[1].append(gap)
        first: dict[str, int] = {}
        for (name, _), (lines, gaps) in places.items():
            found = [line.place for line in lines] + [gap.place for gap in gaps]
            if found and _section(name) not in (PERSON_SECTION, FAMILY_SECTION):
                first[name] = min(first.get(name, found[0]), *found)
        wanted = [key for key in places if key[0] in first]
        wanted.sort(key=lambda key: (first[key[0]], key[1] if key[1] is not None else -1))
        for page in dict.fromkeys(_page(name) for name, _ in wanted):
            sections = [key for key in wanted if _page(key[0]) == page]
            groups = [self._group(f"{SECTION}{name}", about, *places[name, about]) for name, about in sections]
            yield {"linkId": f"{PAGE}{page}", "item": groups}

    def _gaps_by_place(self) -> list[tuple[str, int | None, ReleasedGap]]:
        """The gaps that give a reason. What was simply not answered is not there, as FHIR has it."""
        found = (gap for gap in self._release.gaps if gap.gap is not None and gap.item is not None)
        return [(gap.section, gap.about, gap) for gap in found]

    def _group(self, link: str, about: int | None, lines: Iterable[Line], gaps: Iterable[ReleasedGap]) -> Json:
        lines, gaps = list(lines), list(gaps)
        places = {str(line.item): line.place for line in lines} | {str(gap.item): gap.place for gap in gaps}
        items = [*self._lines(lines), *(_gap(gap, self._language) for gap in gaps)]
        items.sort(key=lambda item: places[item["linkId"]])
        return {"linkId": link, "item": [*self._whom(link, about), *items]}

    def _whom(self, link: str, about: int | None) -> Iterator[Json]:
        if about is not None:
            reference = reference_to(self._release, about)
            yield {"linkId": link.replace(SECTION, PERSON, 1), "answer": [{"valueReference": reference}]}

    def _in_level_order(self) -> list[ReleasedAlert]:
        return sorted(self._release.alerts, key=lambda alert: alert.level)

    def _alert(self, alert: ReleasedAlert) -> Json:
        """An alert's record, with what the alert says."""
        parts = [extension("raised", "DateTime", alert.raised_at.isoformat())]
        parts.append(extension("complete", "Boolean", alert.complete))
        if alert.about is not None:
            parts.append(extension("about", "Reference", reference_to(self._release, alert.about)))
        said = [("title", alert.title), ("says", alert.says), *(("first-action", each) for each in alert.first_actions)]
        for name, text in said:
            words = cleaned(text.in_language(self._language))
            parts += [extension(name, "String", words)] if sayable(words) else []
        rule = {"linkId": f"{ALERT}{alert.level.value}", "answer": [{"valueString": str(alert.rule)}]}
        group: Json = {"linkId": f"{RECORD}{alert.level.value}", "item": [rule, *self._lines(alert.record)]}
        return extended(group, {"url": ALERT_FACTS, "extension": parts})

    # -- lines

    def _lines(self, lines: Iterable[Line]) -> Iterator[Json]:
        """One item for each question; the accounts of several people are several answers to it."""
        by_item: dict[str, list[Line]] = {}
        for line in lines:
            by_item.setdefault(line.item, []).append(line)
        for same in by_item.values():
            if same[0].kind == "rows" and same[0].gap is not None:
                yield extended(self._labelled(same[0]), *absent(same[0].gap, same[0].gap_note))
            elif any(line.columns or line.rows for line in same):
                yield from (item for line in same for item in self._rows(line))
            elif said := [answer for line in same for answer in answers(line, self._language, self._who)]:
                yield self._labelled(same[0]) | {"answer": said}

    def _rows(self, line: Line) -> Iterator[Json]:
        for row in line.rows:
            if cells := list(self._lines(row)):
                yield self._labelled(line) | {"item": cells}

    def _labelled(self, line: Line) -> Json:
        words = cleaned(line.label.in_language(self._language))
        return {"linkId": str(line.item)} | ({"text": words} if sayable(words) else {})

    def _who(self, full_name: str) -> Json:
        found = [at for at, person in enumerate(self._release.people) if cleaned(person.full_name) == full_name]
        return reference_to(self._release, found[0]) if len(found) == 1 else {"display": full_name}


def _gap(gap: ReleasedGap, language: str) -> Json:
    words = cleaned(gap.label.in_language(language))
    item: Json = {"linkId": str(gap.item)} | ({"text": words} if sayable(words) else {})
    if gap.gap is None:
        return item
    why = absent(gap.gap, gap.note)
    return extended(item, *why) if gap.kind == "rows" else item | {"answer": [{"_valueString": {"extension": why}}]}


def _page(section: str) -> str:
    return section.partition("/")[0]


def _section(section: str) -> str:
    return section.partition("/")[2]
