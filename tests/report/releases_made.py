"""Made-up releases: the Okafor family as a practitioner would have written it, and stranger ones."""

# ruff: noqa: E501  # people's sentences stand whole
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Literal

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.answers import Gap, PartialDate, SourceKind
from thinkfamily_desktop.domain.ids import ItemId, RuleId
from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.forms.releases import (
    Front,
    Line,
    Printable,
    Release,
    ReleasedAlert,
    ReleasedCriterion,
    ReleasedGap,
    ReleasedPerson,
    ReleasedRelationship,
    ReleasedSection,
    ReleasedWorker,
    Table,
)

MADE = datetime(2026, 11, 20, 14, 21, tzinfo=UTC)
SAID = date(2026, 11, 20)
GRACE, DAVID, TUNDE, IFE, BABY, ABENI = range(6)
Nature = Literal["fact", "account", "analysis"]


def text(words: str) -> Text:
    return Text.of(words)


def line(
    label: str,
    *values: Printable,
    who: str = "",
    source: SourceKind | None = None,
    exact: bool = False,
    condition: str = "",
    gap: Gap | None = None,
    note: str = "",
    nature: Nature = "fact",
    happened: PartialDate | None = None,
) -> Line:
    """An answer; `who` said it on the day of the visit."""
    kind = source or (SourceKind.PERSON if who else None)
    return Line(
        ItemId("made." + label.lower().replace(" ", "_")), text(label), values, gap, note, exact, kind, who, happened,
        SAID if kind else None, condition, nature,
    )  # fmt: skip


def rows(label: str, columns: tuple[str, ...], *cells: tuple[Printable | None, ...]) -> Line:
    """An answer that is a table."""
    made = tuple(
        tuple(line(column, *(() if value is None else (value,))) for column, value in zip(columns, row, strict=True))
        for row in cells
    )
    titles = tuple(text(column) for column in columns)
    return Line(ItemId("made.rows"), text(label), columns=titles, rows=made, source=SourceKind.MY_VIEW, said_on=SAID)


def born(year: int, month: int, day: int) -> PartialDate:
    return PartialDate(year, month, day)


def okafor_people() -> tuple[ReleasedPerson, ...]:
    def person(
        name: str, family: str, label: str, role: str, sex: str, when: PartialDate | None, nhs: str, *facts: Line,
        child: bool = False, assessed: bool = False,
    ) -> ReleasedPerson:  # fmt: skip
        return ReleasedPerson(
            name, f"{name} {family}", label, (text(role),), child, False, assessed, when, None, False, sex, nhs, facts
        )

    return (
        person("Grace", "Okafor", "Grace, 34", "parent being assessed", "female", born(1992, 5, 3), "9992914173",
               line("First language", "English; Yoruba at home", who="Grace"),
               line("Safe to contact", "Mobile only: 07700 900123. Not the house phone.", who="Grace"),
               line("GP", "Northfield Surgery"), assessed=True),
        person("David", "Cole", "David, 39", "partner", "male", born(1987, 1, 19), "", line("Works", "Nights, four a week")),
        person("Tunde", "Okafor", "Tunde, 11", "child", "male", born(2015, 3, 4), "9997763173",
               line("School", "Elm Park Academy, Year 7. Head of year: Ms R. Shah"), line("GP", "Northfield Surgery"),
               line("Lives", "Grace’s home"), child=True),
        person("Ife", "Okafor", "Ife, 4", "child", "female", born(2022, 6, 9), "9990669074",
               line("Nursery", "Little Elms, mornings"), line("GP", "Northfield Surgery"), child=True),
        ReleasedPerson("Baby", "Baby Okafor", "Baby, due Feb", (text("unborn child"),), True, True, False, None,
                       date(2027, 2, 14), lines=(line("Booked", "Northfield Midwifery, 3 Sep 2026"),)),
        person("Abeni", "Okafor", "Abeni, 61", "grandparent", "female", born(1965, 8, 30), "",
               line("Lives", "12 Beck Street")),
    )  # fmt: skip


def okafor_ties() -> tuple[ReleasedRelationship, ...]:
    def tie(person: int, other: int, kind: str, label: str) -> ReleasedRelationship:
        return ReleasedRelationship(person, other, kind, text(label))

    parents = [
        tie(parent, child, "birth-parent", "birth parent") for parent in (GRACE, DAVID) for child in (TUNDE, IFE, BABY)
    ]
    return (tie(GRACE, DAVID, "partner", "partner"), *parents, tie(ABENI, GRACE, "birth-parent", "birth parent"))


def told() -> Line:
    return rows(
        "Who was told",
        ("Service", "Who", "When", "Number used", "What they agreed"),
        (
            "Out-of-area duty desk",
            "J. Hart",
            datetime(2026, 11, 20, 13, 40, tzinfo=UTC),
            "01632 960 111",
            "A visit today by 17:00",
        ),
        (
            "Consultant psychiatrist",
            "Dr P. Rao",
            datetime(2026, 11, 20, 13, 52, tzinfo=UTC),
            None,
            "Medical review tonight",
        ),
        ("Perinatal team", "Duty nurse", datetime(2026, 11, 20, 14, 5, tzinfo=UTC), None, "Joint visit on Monday"),
    )


def tonight() -> Line:
    return rows(
        "Where each child is tonight",
        ("Child", "With whom", "Where", "Until"),
        ("Ife and Tunde", "Abeni (grandmother)", "12 Beck Street", datetime(2026, 11, 23, 9, 0, tzinfo=UTC)),
        ("Baby", "Grace; home treatment team at 18:00, her sister overnight", "4 Elm Row", None),
    )


def parents_told() -> Line:
    return line("Parents told", "David told at 13:58 and agrees", source=SourceKind.MY_VIEW)


def red_alert() -> ReleasedAlert:
    return ReleasedAlert(
        RuleId("R02"), Level.ACT_NOW, IFE, text("A child in thoughts of ending life"),
        text("Grace described thoughts of ending her life that included Ife."),
        datetime(2026, 11, 20, 13, 31, tzinfo=UTC), True, (text("Phone the duty desk now."),),
        (told(), tonight(), parents_told()),
    )  # fmt: skip


def amber_alert() -> ReleasedAlert:
    return ReleasedAlert(
        RuleId("A02"), Level.DISCUSS, TUNDE, text("A child who carries a lot of care"),
        text("Tunde gets Ife up and takes her to nursery most days."), MADE, True, (),
        (line("Discussed with", "S. Lowe, team manager"), line("Agreed", "Young carers’ assessment asked for, with his agreement")),
    )  # fmt: skip


def child_sections(child: int, name: str) -> tuple[ReleasedSection, ...]:
    told = line(
        f"What {name} says it is like at home",
        "I check on mum before I go to bed. If the light is on I stay up.\nI don’t want people to think she’s a bad mum.",
        who=name,
        exact=True,
        condition=f"{name} asked that Grace and David not be told this; speak to us first.",
        nature="account",
    )
    return (
        ReleasedSection(text("Day to day"), (
            line("When Grace is unwell, what the child sees and does", f"{name} gets up alone, finds breakfast, and waits.", who="Grace"),
            line("Usual day", "Up at 07:00, school, home by 16:00, tea with David when he is not working.", who="Grace"),
            line("Unwell day", "Grace stays in bed until the afternoon; nobody has eaten by 11:00.", source=SourceKind.SEEN),
            line("School attendance", "88 per cent this term; late 14 times", source=SourceKind.SERVICE, who="Elm Park Academy"),
            line("Jobs done at home", text("Wakes the others"), text("Cooks"), text("Gives medicine"), who=name),
        ), child),
        ReleasedSection(text("In their own words"), (told, line("Wishes", "A lock on the bathroom door. Swimming.", who=name, exact=True)), child),
        ReleasedSection(text("What already helps"), (
            line("Who they go to", "Nana (Abeni), and Ms Shah", who=name),
            line("Knows about the illness", True, who="Grace"),
            line("Words used for it", "“Mum’s head gets too loud”", who="Grace"),
        ), child),
    )  # fmt: skip


def family_sections() -> tuple[ReleasedSection, ...]:
    return (
        ReleasedSection(text("How Grace has been"), (
            line("Diagnosis, in her words", "Depression after Ife; “the black dog, but it bites”", who="Grace"),
            line("What changed", "Sleep went in October, then eating. Stopped tablets in September when she learned she was pregnant, without telling anyone, because she was afraid for the baby.", who="Grace", happened=PartialDate(2026, 9)),
            line("Early signs", text("Not opening the curtains"), text("Short answers"), text("Leaving the washing"), who="David"),
            line("Medicine", "Sertraline 100 mg until September", source=SourceKind.RECORD),
        )),
        ReleasedSection(text("Strengths, and what the family wants first"), (
            line("What works", "Grace never misses Tunde’s matches when she is well. Bedtime stories most nights.", who="Abeni"),
            line("First priority", "Sort the rent first. I can’t think about anything else until I know we’re staying.", who="Grace", exact=True),
        )),
        ReleasedSection(text("If things get hard: the plan"), (
            rows("Who does what", ("Sign", "Who acts", "What they do", "Number"),
                 ("Curtains stay shut", "David", "Rings the home treatment team", "01632 960 222"),
                 ("Sudden anger, then silence", "Abeni", "Takes Ife and Tunde to hers", "07700 900456")),
            line("What Grace wants the children told", "That it is an illness and not their fault", who="Grace"),
        )),
        ReleasedSection(text("Talking about sharing"), (
            line("Told what would be shared", True, who="Grace"),
            line("Basis", text("A child may be at risk of harm; shared openly")),
        )),
        ReleasedSection(text("My thinking"), (
            line("What I make of it", "The risk to Ife is linked to untreated illness and to the fear of losing the home. Both can change quickly with treatment and a decision about the rent.", nature="analysis"),
            line("Grey areas", "Grace minimises when David is in the room.", nature="analysis"),
        ), nature="analysis"),
    )  # fmt: skip


def front() -> Front:
    child_rows = (
        (
            "4 Mar 2015 (11)",
            "Grace’s home",
            "Elm Park, Year 7",
            "Northfield",
            "999 776 3173",
            "Yes, 20 Nov",
        ),
        (
            "9 Jun 2022 (4)",
            "Grace’s home",
            "Nursery, mornings",
            "Northfield",
            "999 066 9074",
            "No, asleep",
        ),
        ("Due 14 Feb 2027", None, None, "Booked", "None yet", None),
    )
    columns = ("Born or due", "Lives at", "School or nursery", "GP", "NHS number", "Seen alone")
    links = (
        (
            "Stays in bed until afternoon; misses meals",
            "Gets Ife up, takes her to nursery, misses registration",
            "Home treatment visits at 08:00 for six weeks",
            "In school by 08:45 each day by Friday 18 December",
        ),
        (
            "Sudden anger, then withdrawal",
            "Hides, wets the bed",
            "Early signs shared with Abeni and David",
            "With Abeni when the early signs show; review Monday",
        ),
    )
    link_columns = ("When Grace is unwell", "What the child lives with", "Support for Grace", "Outcome for the child")

    def table(titles: tuple[str, ...], cells: tuple[tuple[str | None, ...], ...], about: tuple[int, ...]) -> Table:
        made = tuple(
            tuple(None if value is None else line(title, value) for title, value in zip(titles, row, strict=True))
            for row in cells
        )
        return Table(tuple(text(title) for title in titles), made, about)

    return Front(
        asks=(line("What we ask you to do", "An assessment of the needs of Ife, Tunde and the unborn baby, and support for Tunde as a young carer."),),
        sharing=(line("Consent", "Grace agrees to this referral. Tunde has been told."), line("Basis", text("A child may be at risk of harm"))),
        matters=(line("What matters most to Grace", "Sort the rent first. I can’t think about anything else until I know we’re staying.", who="Grace", exact=True),),
        keep_doing=(line("What we keep doing", "Home treatment continues, daily at 08:00 and 18:00."),),
        safe_contact=(line("Safe contact", "Mobile, not the house phone."),),
        children=table(columns, child_rows, (TUNDE, IFE, BABY)),
        links=table(link_columns, links, (TUNDE, IFE)),
        missing=(ReleasedGap(text("The child’s own account"), IFE, text("Each child"), Gap.NOT_ASKED, "asleep"),
                 ReleasedGap(text("Health of the other parent"), DAVID, text("People close to you"), Gap.NOT_KNOWN),
                 ReleasedGap(text("Health visitor’s view"), None, text("Who is helping"), Gap.NOT_ASKED, "asked for today")),
        tonight=(tonight(),), contacted=(told(),), safety=(parents_told(),),
    )  # fmt: skip


def okafor(*, finished: bool = False, practice: bool = True) -> Release:
    """The family of the pictures, referred urgently before the assessment was finished."""
    gaps = (*front().missing, ReleasedGap(text("Religion"), GRACE, text("Your family"), Gap.DECLINED),
            ReleasedGap(text("Pets"), None, text("Home"), Gap.NOT_APPLICABLE, "", bulk=True),
            ReleasedGap(text("Debts in the home"), None, text("Home"), None))  # fmt: skip
    criteria = (
        ReleasedCriterion(text("How illness affects mood and day-to-day behaviour"), True, ()),
        ReleasedCriterion(text("What that means for each child"), True, ()),
        ReleasedCriterion(text("Unpredictable or volatile moments"), False, ()),
        ReleasedCriterion(text("Support for the parent linked to outcomes for the child"), False, (BABY,)),
    )
    return Release(
        reader="social-care", title=text("Urgent referral to children’s social care"),
        reader_title=text("Children’s social care"), form_title=text("Family-focused assessment"), form_version="1.0",
        language="en", reference="TF-2026-0147", practice=practice, urgent=True, finished=finished, stage="referral",
        version=3, made=MADE,
        worker=ReleasedWorker("A. Mensah", "community mental health nurse", "Home Treatment Team North", "01632 960 001", "Duty desk 01632 960 002, day and night"),
        about=None, for_person=None, people=okafor_people(), relationships=okafor_ties(),
        household=(GRACE, DAVID, TUNDE, IFE, BABY), household_name="4 Elm Row", front=front(),
        alerts=(red_alert(), amber_alert()),
        sections=(*child_sections(TUNDE, "Tunde"), *child_sections(IFE, "Ife"),
                  ReleasedSection(text("Health"), (line("Own health", "Back pain since May; says he is “fine”", who="Grace"),), DAVID),
                  *family_sections()),
        gaps=gaps, criteria=criteria, check_code="7F3K-92QD-LM4X",
    )  # fmt: skip


def with_answer(words: str, **more: bool) -> Release:
    """The Okafor family with these words as one more answer."""
    release = okafor()
    section = ReleasedSection(
        text("One more answer"), (line("Said", words, who="Grace", exact=more.get("exact", False)),)
    )
    return replace(release, sections=(*release.sections, section))


def many_children(count: int = 12) -> Release:
    """A household with this many children."""
    release = okafor()
    names = [f"Child{number}" for number in range(1, count + 1)]
    people = [release.people[GRACE], release.people[DAVID]]
    people += [
        ReleasedPerson(name, f"{name} Okafor", f"{name}, {17 - index}", (text("child"),), True, False, False,
                       PartialDate(2009 + index, 3, 4), None, False, "female" if index % 2 else "male")
        for index, name in enumerate(names)
    ]  # fmt: skip
    ties = [ReleasedRelationship(GRACE, DAVID, "partner", text("partner"))]
    ties += [
        ReleasedRelationship(parent, child, "birth-parent", text("birth parent"))
        for child in range(2, count + 2)
        for parent in (GRACE, DAVID)
    ]
    titles = release.front.children.columns
    cells = tuple(
        tuple(line(str(title), f"{name}" if place == 0 else "…") for place, title in enumerate(titles))
        for name in names
    )
    table = Table(titles, cells, tuple(range(2, count + 2)))
    links = Table(release.front.links.columns, release.front.links.rows, (2, 3))
    sections = tuple(section for index, name in enumerate(names) for section in child_sections(index + 2, name))
    gaps = tuple(
        ReleasedGap(text(f"Question {n}"), 2 + n % count, text("Each child"), Gap.NOT_ASKED) for n in range(60)
    )
    alerts = tuple(replace(alert, about=2) for alert in release.alerts)
    missing = gaps[:3]
    criteria = tuple(replace(criterion, lacking=()) for criterion in release.criteria)
    return replace(
        release, people=tuple(people), relationships=tuple(ties), household=tuple(range(count + 2)), alerts=alerts,
        front=replace(release.front, children=table, links=links, missing=missing), sections=(*sections, *family_sections()),
        gaps=gaps, criteria=criteria,
    )  # fmt: skip
