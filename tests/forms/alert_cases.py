"""The alert test table as data: for every rule what raises it, what nearly does, and what being unknown does to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from thinkfamily_desktop.domain.answers import Gap, PartialDate

Said = Mapping[str, Any]
Kind = Literal["raises", "nearly", "unknown"]
Who = Literal["two children", "no child", "unborn only", "unborn too"]

QUIET = ""
ELEVEN = PartialDate(2015, 3, 4)
BABY = PartialDate(2026, 9, 14)
UNKNOWN: tuple[tuple[str, Gap | None], ...] = (
    ("not known", Gap.NOT_KNOWN),
    ("declined", Gap.DECLINED),
    ("not asked", Gap.NOT_ASKED),
    ("not answered", None),
)


@dataclass(frozen=True)
class AlertCase:
    """One line: what is said of a family, and at which level the rule is raised then; QUIET for not at all.

    Everything is said of Ben, of his parent Ada or of the family as the question asks; "item@cat" of somebody else.
    """

    rule: str
    kind: Kind
    in_words: str
    said: Said
    expected: str
    born: PartialDate = ELEVEN
    who: Who = "two children"


@dataclass(frozen=True)
class Of:
    """What the lines of one rule have in common."""

    rule: str
    level: str
    base: Said = field(default_factory=dict)
    born: PartialDate = ELEVEN
    who: Who = "two children"

    def case(self, kind: Kind, in_words: str, said: Said, expected: str, **other: Any) -> AlertCase:
        """One line."""
        born, who = other.get("born", self.born), other.get("who", self.who)
        return AlertCase(self.rule, kind, in_words, {**self.base, **said}, expected, born, who)

    def raises(self, in_words: str, said: Said, level: str = "", **other: Any) -> AlertCase:
        """A line that raises the rule."""
        return self.case("raises", in_words, said, level or self.level, **other)

    def nearly(self, in_words: str, said: Said, level: str = QUIET, **other: Any) -> AlertCase:
        """A line that nearly does, or raises it at a lesser level."""
        return self.case("nearly", in_words, said, level, **other)

    def unknown(self, item: str, expected: str = QUIET, *, also: Said | None = None, **other: Any) -> list[AlertCase]:
        """The lines in which this is not known, declined, not asked or not answered."""
        return [
            self.case("unknown", f"{item} {words}", {**(also or {}), item: gap}, expected, **other)
            for words, gap in UNKNOWN
        ]

    def codes(self, item: str, raises: str, nearly: str, *, several: bool = False) -> list[AlertCase]:
        """A line for each option, then the unknown ones."""
        return [
            *(self.raises(f"{item}: {code}", {item: [code] if several else code}) for code in raises.split()),
            *(self.nearly(f"{item}: {code}", {item: [code] if several else code}) for code in nearly.split()),
            *self.unknown(item),
        ]

    def yes_no(self, item: str, *, on: bool = True) -> list[AlertCase]:
        """The line of the answer that raises it, of the other answer, and the unknown ones."""
        words = {True: "yes", False: "no"}
        return [
            self.raises(f"{item}: {words[on]}", {item: on}),
            self.nearly(f"{item}: {words[not on]}", {item: not on}),
            *self.unknown(item),
        ]


ACT, DISCUSS, DUTY, QUALITY = "act_now", "discuss", "duty", "quality"
RESISTED: Said = {
    "pmh.harm_child": "fears", "pmh.harm_child.quality": "resisted", "pmh.harm_child.history": False,
    "pmh.psychosis": "none", "pmh.harm_child.senior": "Dr Rao", "pmh.harm_child.senior_view": "unwanted-only",
}  # fmt: skip
ALONE: Said = {"da.gate": "alone-ready"}
EXPECTING: Said = {"hh.pregnant": "expecting"}
IMPACTS = "sleep eating wetting sad worried angry school friends health blames-self watching grown-up"
SIGNS = "throat weapon threat-to-kill worse following forced-sex pregnancy leaving here-now"


def act_now_cases() -> Iterator[AlertCase]:
    """R01 to R16, R18 and R19."""
    yield from Of("R01", ACT).codes("pmh.child_in_belief", "possible now", "none past unwanted-thought")
    suicide = Of("R02", ACT, {"pmh.suicide": "passive"})
    yield from suicide.codes(
        "pmh.child_in_suicide", "included in-charge would-find", "none reason-to-live left-behind", several=True
    )
    yield suicide.nearly("no thoughts of dying", {"pmh.suicide": "none", "pmh.child_in_suicide": ["included"]})
    yield from _unwanted_thoughts()
    singled_out = Of("R04", ACT)
    yield from singled_out.yes_no("safe.singled_out")
    at_child: Said = {**ALONE, "pmh.anger": ["at-child"]}
    yield singled_out.raises("anger aimed at a child, not said which", at_child)
    yield singled_out.raises("the same, and not known", {**at_child, "safe.singled_out": Gap.NOT_KNOWN})
    yield singled_out.nearly("at another child", {**at_child, "safe.singled_out": False})
    yield singled_out.nearly(
        "other anger", {**ALONE, "pmh.anger": ["raised-voices", "things", "adults", "children-there"]}
    )
    yield singled_out.nearly("none of these", {**ALONE, "pmh.anger": ["none"]})
    yield singled_out.nearly("not yet born", at_child, who="unborn only")
    yield singled_out.nearly("no longer asked", {**at_child, "da.gate": "not-alone"})
    yield from _marks()
    injured = Of("R06", ACT, {"ch.injury": True})
    yield from injured.codes("ch.injury.explained", "unexplained changing does-not-fit late", "fits")
    yield injured.nearly("no injury after all", {"ch.injury": False, "ch.injury.explained": "changing"})
    yield from Of("R07", ACT).yes_no("safe.disclosure")
    yield from _no_carer()
    yield from Of("R09", ACT).yes_no("safe.person_risk")
    signs = Of("R10", ACT, {**ALONE, "da.screen": "past"})
    yield from signs.codes("da.signs", SIGNS, "none", several=True)
    yield signs.nearly(
        "no longer alone: what was said is kept and hidden", {"da.gate": "not-alone", "da.signs": ["throat"]}
    )
    yield from _despair()
    yield from Of("R12", ACT).yes_no("safe.basic_now", on=False)
    after_birth = Of("R13", ACT, EXPECTING)
    changes = "sudden-change new-violent-thoughts cut-off useless strange confused changing-fast guilt"
    yield from after_birth.codes("pmh.perinatal", changes, "none", several=True)
    yield after_birth.nearly("nobody is pregnant", {"hh.pregnant": "nobody", "pmh.perinatal": ["strange"]})
    yield from Of("R14", ACT).yes_no("safe.exploit")
    yield from Of("R14", ACT).yes_no("ch.exploited")
    yield from Of("R15", ACT).codes("safe.fii", "suspected", "match puzzling")
    means = Of("R16", ACT, {"safe.means": ["medicines"]})
    yield from means.codes("safe.means_reach", "reachable", "locked")
    yield means.nearly("nobody is sure", {"safe.means_reach": "unsure"}, DISCUSS)
    yield means.nearly("nothing there", {"safe.means": ["none"], "safe.means_reach": "reachable"})
    yield from Of("R18", ACT).codes("pmh.suicide", "active plan", "none passive")
    yield from Of("R18", ACT).codes("pmh.now", "crisis", "well some-signs unwell")
    yield from _own_judgement()


def _unwanted_thoughts() -> Iterator[AlertCase]:
    of = Of("R03", ACT)
    yield from of.codes("pmh.harm_child", "fears urges threats acted", "none")
    yield from of.codes("pmh.child_in_belief", "unwanted-thought", "none past possible now")
    senior = Of("R03", ACT, RESISTED)
    yield senior.nearly("a senior says unwanted thoughts only", {}, DISCUSS)
    yield senior.nearly("urges, and a senior says so", {"pmh.harm_child": "urges"}, DISCUSS)
    unwanted = {"pmh.harm_child": "none", "pmh.child_in_belief": "unwanted-thought"}
    yield senior.nearly("an unwanted thought, and a senior says so", unwanted, DISCUSS)
    yield senior.nearly("an earlier belief, and a senior says so", {"pmh.child_in_belief": "past"}, DISCUSS)
    for item, code in (
        ("pmh.harm_child.quality", "unsure"), ("pmh.harm_child.quality", "wanted"), ("pmh.harm_child.history", True),
        ("pmh.psychosis", "past"), ("pmh.psychosis", "possible"), ("pmh.psychosis", "now"),
        ("pmh.harm_child.senior", None), ("pmh.harm_child.senior_view", "act-today"),
        ("pmh.child_in_belief", "possible"), ("pmh.child_in_belief", "now"), ("pmh.harm_child", "threats"),
        ("pmh.harm_child", "acted"),
    ):  # fmt: skip
        yield senior.raises(f"all but one thing speaks for unwanted thoughts; {item}: {code}", {item: code})
    for item in ("quality", "history", "senior", "senior_view"):
        yield from senior.unknown(f"pmh.harm_child.{item}", ACT)
    yield from senior.unknown("pmh.psychosis", ACT)


def _marks() -> Iterator[AlertCase]:
    of = Of("R05", ACT, {"ch.injury": True})
    yield of.raises("cannot move alone", {"ch.injury.mobile": False})
    yield of.raises("a baby, said to move", {"ch.injury.mobile": True}, born=BABY)
    yield of.raises("a day short of six months", {"ch.injury.mobile": True}, born=PartialDate(2026, 5, 21))
    yield of.nearly("six months old, moves", {"ch.injury.mobile": True}, born=PartialDate(2026, 5, 20))
    yield of.raises("may be under six months", {"ch.injury.mobile": True}, born=PartialDate(2026, about=True))
    yield of.raises("a day short of two years, nobody said", {}, born=PartialDate(2024, 11, 21))
    yield of.nearly("two years old, nobody said", {}, born=PartialDate(2024, 11, 20))
    yield of.raises("may be under two years, nobody said", {}, born=PartialDate(2024))
    yield of.nearly("a toddler who moves", {"ch.injury.mobile": True}, born=PartialDate(2025, 3, 1))
    yield of.nearly("a baby without a mark", {"ch.injury": False}, born=BABY)
    yield of.nearly("a child without a mark", {"ch.injury": False, "ch.injury.mobile": False})
    yield from of.unknown("ch.injury.mobile")
    yield from of.unknown("ch.injury.mobile", ACT, born=PartialDate(2025, 3, 1))
    yield from of.unknown("ch.injury", born=BABY)


def _no_carer() -> Iterator[AlertCase]:
    of = Of("R08", ACT)
    yield from of.codes("safe.now_carer", "parent-not-able other-not-able alone", "able-adult parent-able")
    yield from of.yes_no("leave.child_cover", on=False)
    yield from of.codes("sub.incapable", "now", "never covered nobody-else")
    yield of.nearly("an unborn child has no carer yet", {"sub.incapable": "now"}, who="unborn only")


def _despair() -> Iterator[AlertCase]:
    of = Of("R11", ACT)
    quiet = "self-harm-past drink-drugs bullied none"
    yield from of.codes("ch.risk_self", "life-not-worth self-harm-serious missing", quiet, several=True)
    caring = Of("R11", ACT, {"ch.caring": "cares"})
    yield from caring.yes_no("yc.leave_home")
    yield from caring.yes_no("yc.not_here")


def _own_judgement() -> Iterator[AlertCase]:
    of = Of("R19", ACT)
    yield from of.codes("an.sig_harm", "suspect", "no-cause")
    yield of.nearly("unsure", {"an.sig_harm": "unsure"}, DISCUSS)
    yield of.nearly("unsure, and no flag", {"an.sig_harm": "unsure", "an.flag": False}, DISCUSS)
    yield of.raises("unsure, with a flag", {"an.sig_harm": "unsure", "an.flag": True})
    yield of.raises("no cause, with a flag", {"an.sig_harm": "no-cause", "an.flag": True})
    yield from of.yes_no("an.flag")
    yield from of.unknown("an.flag", DISCUSS, also={"an.sig_harm": "unsure"})


def discuss_cases() -> Iterator[AlertCase]:
    """A01 to A22, without A12 and A17, which read other alerts."""
    abuse = Of("A01", DISCUSS, ALONE)
    yield from abuse.codes("da.screen", "now unsure", "none past")
    yield from Of("A01", DISCUSS).yes_no("sub.affects")
    yield from Of("A01", DISCUSS).codes("sub.incapable", "covered nobody-else now", "never")
    yield from Of("A02", DISCUSS).yes_no("ch.dependable", on=False)
    yield from Of("A02", DISCUSS).codes("sub.incapable", "nobody-else", "never covered now")
    yield Of("A02", DISCUSS).nearly("an unborn child", {"sub.incapable": "nobody-else"}, who="unborn only")
    yield from Of("A03", DISCUSS).codes("env.other_adults", "several", "none-known one")
    yield from Of("A04", DISCUSS).codes("pmh.outlook_time", "too-long", "in-time cannot-say")
    caring = Of("A05", DISCUSS, {"ch.caring": "cares"})
    yield from caring.codes("yc.appropriate", "some-not too-much", "fine")
    heavy = "watching nights giving hiding personal interpreting school-missed in-charge"
    light = "housework shopping-bills siblings cheering reminding phoning peace secrets"
    yield from caring.codes("yc.tasks", heavy, light, several=True)
    yield caring.nearly("no longer caring", {"ch.caring": "does-not", "yc.tasks": ["watching"]})
    of = Of("A06", DISCUSS)
    yield from of.codes("pmh.treatment_taken", "stopped", "as-agreed sometimes-missed hard-to-get-to no-treatment")
    yield from of.codes("pmh.engagement", "misses withdrawing no-change", "comes cannot-come")
    yield from Of("A07", DISCUSS).codes("pmh.insight_child", "not-yet", "fully partly")
    yield from _history_and_baby()
    yield from _visitors()
    drawn_in = Of("A10", DISCUSS)
    yield from drawn_in.codes(
        "ch.witness", "checking secrets reassuring kept-home", "low shouting worries none", several=True
    )
    yield from _social_worker()
    yield from Of("A13", DISCUSS).yes_no("svc.three_or_more")
    yield from Of("A14", DISCUSS).codes("cp.leave", "planned-not-reviewed", "none-planned planned-reviewed")
    unseen = Of("A15", DISCUSS)
    yield from unseen.codes("ch.health", "no-gp not-brought no-school-place", "up-to-date jabs dentist", several=True)
    yield from Of("A16", DISCUSS).yes_no("pmh.selfharm_seen")
    night = Of("A18", DISCUSS, born=BABY)
    yield from night.codes("inf.night_cover", "one-sleepy", "two one-awake")
    yield night.nearly("no longer a baby", {"inf.night_cover": "one-sleepy"}, born=ELEVEN)
    yield from Of("A19", DISCUSS).codes("pmh.child_in_belief", "past", "none unwanted-thought possible now")
    yield from Of("A19", DISCUSS).yes_no("pmh.past_child")
    yield from _earlier_child()
    yield from Of("A21", DISCUSS).codes("safe.fii", "puzzling", "match suspected")
    yield from Of("A22", DISCUSS, {"ch.impact": IMPACTS.split()}).codes(
        "ch.impact_serious", IMPACTS, "none", several=True
    )
    yield Of("A22", DISCUSS).nearly("no effect after all", {"ch.impact": ["none"], "ch.impact_serious": ["sad"]})


def _history_and_baby() -> Iterator[AlertCase]:
    of = Of("A08", DISCUSS, EXPECTING)
    before = "severe-before after-birth-before family-history no-sleep"
    yield from of.codes("pmh.perinatal_history", before, "none", several=True)
    said = {"pmh.perinatal_history": ["family-history"]}
    yield of.raises("possibly pregnant", {**said, "hh.pregnant": "possibly"})
    yield of.nearly("nobody is pregnant", {**said, "hh.pregnant": "nobody"})
    nobody = {**said, "hh.pregnant": "nobody"}
    yield of.raises("an unborn child in the register", nobody, who="unborn too")
    yield of.raises("a baby", nobody, born=BABY)
    yield of.raises("a day short of a year", nobody, born=PartialDate(2025, 11, 21))
    yield of.raises("may be under a year", nobody, born=PartialDate(2025))
    yield of.nearly("a year old", nobody, born=PartialDate(2025, 11, 20))
    yield from of.unknown("hh.pregnant", also=said)
    yield from of.unknown("hh.pregnant", DISCUSS, also=said, born=BABY)


def _visitors() -> Iterator[AlertCase]:
    of = Of("A09", DISCUSS)
    new, known = "hh.visitor.new", "hh.visitor.known"
    stranger = {new: True, known: False}
    yield of.raises("new and not known", {"hh.visitors": [stranger]})
    yield of.raises("beside somebody well known", {"hh.visitors": [{new: False, known: True}, stranger]})
    yield of.nearly("new and known", {"hh.visitors": [{new: True, known: True}]})
    yield of.nearly("not known, for years", {"hh.visitors": [{new: False, known: False}]})
    yield of.nearly("one new, another not known", {"hh.visitors": [{new: True}, {known: False}]})
    yield from _in_a_row(of, "hh.visitors", {known: False}, new)
    yield from _in_a_row(of, "hh.visitors", {new: True}, known)
    yield from of.unknown("hh.visitors")


def _in_a_row(of: Of, rows: str, rest: Said, cell: str, expected: str = QUIET) -> Iterator[AlertCase]:
    for words, gap in UNKNOWN:
        yield of.case("unknown", f"{cell} {words}", {rows: [{**rest, cell: gap}]}, expected)


def _social_worker() -> Iterator[AlertCase]:
    of = Of("A11", DUTY)
    plans = "in-need protection-plan accommodated care-order supervision-order"
    others = "none special-guardianship arrangements-order kinship private-fostering adopted unaccompanied"
    yield from of.codes("person.legal_status", plans, others, several=True)
    yield of.raises("a social worker is named", {"svc.sw": "Jo Hart"})
    yield of.nearly("a social worker of the other child", {"svc.sw@cat": "Jo Hart"})
    yield from of.unknown("svc.sw")


def _earlier_child() -> Iterator[AlertCase]:
    of, cell = Of("A20", DISCUSS), "hh.other_child.in_care"
    yield of.raises("removed", {"hh.other_children": [{cell: True}]})
    yield of.raises("one of two", {"hh.other_children": [{cell: False}, {cell: True}]})
    yield of.nearly("grown up", {"hh.other_children": [{cell: False}]})
    yield from _in_a_row(of, "hh.other_children", {}, cell)
    yield from of.unknown("hh.other_children")


def duty_cases() -> Iterator[AlertCase]:
    """B01 to B10."""
    yield from Of("B01", DUTY).codes("ch.caring", "cares might", "does-not")
    yield from _nearly_eighteen()
    yield from Of("B03", DUTY).yes_no("env.adult_carer")
    another = Of("B03", DUTY, {"op.health@ola": "unwell"})
    yield another.raises("another adult cares", {"op.cares_for@ola": True})
    yield another.nearly("another adult does not", {"op.cares_for@ola": False})
    yield from another.unknown("op.cares_for@ola")
    yield Of("B03", DUTY).nearly("a child cares: B01, not this", {"op.health@ben": "unwell", "op.cares_for@ben": True})
    yield from Of("B04", DUTY).yes_no("ch.disabled")
    yield from Of("B05", DUTY).yes_no("ch.living_28")
    yield from Of("B06", DUTY, ALONE).yes_no("env.adult_harm")
    yield Of("B06", DUTY).nearly("not alone", {"da.gate": "not-alone", "env.adult_harm": True})
    abuse = Of("B07", DUTY, ALONE)
    yield from abuse.codes("da.screen", "now unsure", "none past")
    yield abuse.raises("no danger sign", {"da.screen": "now", "da.signs": ["none"]})
    for sign in SIGNS.split():
        yield abuse.nearly(f"a danger sign is R10: {sign}", {"da.screen": "now", "da.signs": [sign]})
    yield from abuse.unknown("da.signs", DUTY, also={"da.screen": "now"})
    yield from Of("B08", DUTY).yes_no("env.notice")
    contact = Of("B09", DUTY, who="no child")
    known = {"hh.contact_children": [{"hh.contact_child.name": "Dele, 6"}]}
    yield contact.raises("no children, and knows some", known)
    yield contact.nearly("own children too", known, who="two children")
    yield contact.nearly("a child on the way", known, who="unborn only")
    yield contact.nearly("knows none", {})
    yield from contact.unknown("hh.contact_children")
    yield from Of("B10", DUTY).codes("hh.fathers.contacted", "unwise not-found", "asked will-ask")


def _nearly_eighteen() -> Iterator[AlertCase]:
    of = Of("B02", DUTY, {"ch.caring": "cares"})
    yield of.raises("sixteen today", {}, born=PartialDate(2010, 11, 20))
    yield of.nearly("sixteen tomorrow", {}, born=PartialDate(2010, 11, 21))
    yield of.raises("seventeen", {}, born=PartialDate(2009, 6, 1))
    yield of.raises("may be sixteen", {}, born=PartialDate(2010))
    yield of.raises("might be caring", {"ch.caring": "might"}, born=PartialDate(2010, 2, 1))
    yield of.nearly("seventeen, not caring", {"ch.caring": "does-not"}, born=PartialDate(2010, 2, 1))
    yield from of.unknown("ch.caring", born=PartialDate(2010, 2, 1))


def quality_cases() -> Iterator[AlertCase]:
    """Q01 to Q12. Here being unknown is often the very thing."""
    asked = Of("Q01", QUALITY, {"pmh.child_in_suicide": Gap.NOT_ASKED})
    yield from asked.codes("pmh.suicide", "passive active plan", "none")
    yield asked.nearly("asked and declined", {"pmh.suicide": "plan", "pmh.child_in_suicide": Gap.DECLINED})
    yield asked.nearly("asked and not known", {"pmh.suicide": "plan", "pmh.child_in_suicide": Gap.NOT_KNOWN})
    yield asked.nearly("does not apply", {"pmh.suicide": "plan", "pmh.child_in_suicide": Gap.NOT_APPLICABLE})
    yield asked.nearly("asked: none", {"pmh.suicide": "plan", "pmh.child_in_suicide": ["none"]})
    yield asked.case("unknown", "not answered yet", {"pmh.suicide": "plan", "pmh.child_in_suicide": None}, QUIET)
    comes = Of("Q02", QUALITY)
    yield comes.raises("not known who comes", {"safe.person_risk": Gap.NOT_KNOWN})
    yield comes.nearly("nobody", {"safe.person_risk": False})
    yield comes.nearly("does not apply", {"safe.person_risk": Gap.NOT_APPLICABLE})
    for words, gap in UNKNOWN[1:]:
        yield comes.case("unknown", words, {"safe.person_risk": gap}, QUIET)
    gate = Of("Q03", QUALITY)
    yield gate.raises("not alone", {"da.gate": "not-alone"})
    yield gate.raises("alone, not now", {"da.gate": "alone-not-now"})
    yield gate.nearly("alone and ready", ALONE)
    for gap in Gap:
        yield gate.case("unknown", f"gap: {gap.value}", {"da.gate": gap}, QUALITY)
    yield gate.case("unknown", "not answered yet", {"da.gate": None}, QUIET)
    yield from _plan_cases()
    yield from _carer_and_school()


def _plan_cases() -> Iterator[AlertCase]:
    fits, kind = "plan.action.fits", "plan.action.kind"
    of = Of("Q04", QUALITY, {"plan.actions": [{fits: True}, {fits: False}]})
    barriers = "transport childcare times language phone fear past not-for-us"
    yield from of.codes("env.barriers", barriers, "none", several=True)
    away = Of("Q04", QUALITY, {"env.barriers": ["transport"]})
    yield away.nearly("everything fits", {"plan.actions": [{fits: True}]})
    yield from _in_a_row(away, "plan.actions", {}, fits)
    of = Of("Q06", QUALITY)
    for_children = "children-now own-support less-caring explaining children-during-treatment parenting contact"
    others = "treatment crisis practical social relationship drink-drugs short-break family-hub carer advocacy"
    others += " budget meeting"
    for code in others.split():
        yield of.raises(f"only {code}", {"plan.actions": [{kind: code}]})
    for code in for_children.split():
        yield of.nearly(f"{code} among them", {"plan.actions": [{kind: "practical"}, {kind: code}]})
    yield of.nearly("no action at all", {})
    yield from _in_a_row(of, "plan.actions", {}, kind, QUALITY)
    yield from of.unknown("plan.actions")
    of, whole = (
        Of("Q07", QUALITY),
        {"plan.action.what": "Ring", "plan.action.who": "Ada", "plan.action.by": "2026-12-01"},
    )
    yield of.raises("nobody named", {"plan.actions": [whole, {**whole, "plan.action.who": None}]})
    yield of.raises("no day", {"plan.actions": [{**whole, "plan.action.by": None}]})
    yield of.nearly("who and when", {"plan.actions": [whole]})
    yield of.nearly("nothing to do yet", {"plan.actions": [{"plan.action.kind": "practical"}]})
    yield from _in_a_row(of, "plan.actions", whole, "plan.action.who", QUALITY)
    yield from _in_a_row(of, "plan.actions", whole, "plan.action.by", QUALITY)
    yield from _in_a_row(of, "plan.actions", whole, "plan.action.what")
    of = Of("Q08", QUALITY)
    yield of.raises("an outcome alone", {"plan.outcome": "In school by nine"})
    yield of.raises("support alone", {"plan.support": "Home treatment"})
    yield of.nearly("both", {"plan.outcome": "In school by nine", "plan.support": "Home treatment"})
    yield from of.unknown("plan.outcome")
    yield from of.unknown("plan.support", QUALITY, also={"plan.outcome": "In school by nine"})
    yield from of.unknown("plan.outcome", QUALITY, also={"plan.support": "Home treatment"})
    of = Of("Q09", QUALITY, {"plan.actions": [{kind: "practical"}]})
    yield of.raises("no long view and no review", {})
    yield of.nearly("a long view", {"plan.long_term": "Back to work"})
    yield of.nearly("a review", {"plan.review": "2027-01-15"})
    yield of.nearly("no action yet", {"plan.actions": None})
    yield from of.unknown("plan.long_term", QUALITY)
    yield from of.unknown("plan.review", QUALITY)


def _carer_and_school() -> Iterator[AlertCase]:
    of = Of("Q05", QUALITY)
    yield of.raises("seventeen today", {}, born=PartialDate(2009, 11, 20))
    yield of.raises("may be seventeen", {}, born=PartialDate(2009))
    yield of.nearly("seventeen tomorrow", {}, born=PartialDate(2009, 11, 21))
    yield of.case("unknown", "no date of birth", {"person.born": None}, QUIET)
    of = Of("Q10", QUALITY, {"cp.carer": "Grandmother"})
    yield from of.yes_no("cp.carer_asked", on=False)
    yield of.nearly("nobody named", {"cp.carer": None, "cp.carer_asked": False})
    yield from of.unknown("cp.carer", also={"cp.carer_asked": False})
    of = Of("Q11", QUALITY)
    yield of.raises("89 in a hundred", {"ch.attend.percent": 89})
    yield of.nearly("90 in a hundred", {"ch.attend.percent": 90})
    yield from of.unknown("ch.attend.percent")
    of, cell = Of("Q12", QUALITY), "svc.history.outcome"
    yield of.raises("turned away once", {"svc.history": [{cell: "accepted"}, {cell: "nothing"}]})
    for code in ("accepted", "assessed", "waiting", "not-wanted"):
        yield of.nearly(code, {"svc.history": [{cell: code}]})
    yield from _in_a_row(of, "svc.history", {}, cell)


def cases_with_others(raising: Mapping[str, AlertCase]) -> Iterator[AlertCase]:
    """R17, A12 and A17, which read other alerts: each other rule by the first line that raises it."""
    red = [f"R{number:02}" for number in range(1, 20) if number != 17]
    amber = [f"A{number:02}" for number in range(1, 23) if number not in (11, 12, 17)]
    refused, unheard = Of("R17", ACT, {"safe.access": "refused"}), Of("A12", DUTY, {"ch.spoken": "with-parent"})
    support = Of("A17", DUTY, {"pmh.physical": ["learning"], "pmh.physical_support": False})
    for rule in (*red, *amber):
        other = raising[rule]
        there: dict[str, Any] = {"born": other.born, "who": other.who}
        level = DISCUSS if rule in red else DUTY
        yield refused.raises(f"sight refused, with {rule}", other.said, **there)
        yield unheard.raises(f"not spoken to alone, with {rule}", other.said, level, **there)
        yield support.raises(f"no support, with {rule}", other.said, level, **there)
    crisis = {"ch.dependable": False}
    yield from Of("R17", ACT, crisis).codes("safe.access", "refused", "seen partly not-tried")
    yield from Of("R17", ACT, crisis).codes("ch.seen", "refused", "awake asleep heard elsewhere")
    yield refused.nearly("nothing else", {})
    for rule in ("A11", "B04"):
        yield refused.nearly(f"only {rule}", {"svc.sw": "Jo Hart"} if rule == "A11" else {"ch.disabled": True})
    yield from _not_heard(crisis)
    yield from _without_support()


def _not_heard(crisis: Said) -> Iterator[AlertCase]:
    of = Of("A12", DUTY, crisis)
    for code in ("heard", "elsewhere"):
        yield of.raises(f"ch.seen: {code}", {"ch.seen": code})
    yield of.raises("sight refused is R17 too", {"ch.seen": "refused"})
    for code in ("awake", "asleep"):
        yield of.nearly(f"ch.seen: {code}", {"ch.seen": code})
    for code in ("with-parent", "with-sibling", "not-spoken", "child-chose-not"):
        yield of.raises(f"ch.spoken: {code}", {"ch.spoken": code})
    for code in ("alone", "too-young"):
        yield of.nearly(f"ch.spoken: {code}", {"ch.spoken": code})
    for item in ("ch.seen", "ch.spoken"):
        for gap in Gap:
            yield of.case("unknown", f"{item}: {gap.value}", {item: gap}, DUTY)
        yield of.case("unknown", f"{item} not answered yet", {item: None}, QUIET)
    quiet = Of("A12", DUTY, {"ch.spoken": "with-parent"})
    yield quiet.nearly("nothing else", {})
    yield quiet.nearly("an alert of the other child alone", {"safe.singled_out@cat": True})
    yield quiet.nearly("a discussion about the other child alone", {"ch.dependable@cat": False})
    both = {"ch.dependable": False, "safe.singled_out@cat": True}
    yield quiet.raises("an act-today alert of the other child", both, DISCUSS)


def _without_support() -> Iterator[AlertCase]:
    of = Of("A17", DUTY, {"pmh.physical_support": False})
    yield from of.codes("pmh.physical", "learning memory", "pain disability neuro none", several=True)
    yield of.nearly("with support", {"pmh.physical": ["learning"], "pmh.physical_support": True})
    yield from of.unknown("pmh.physical_support", also={"pmh.physical": ["memory"]})


def all_cases() -> tuple[AlertCase, ...]:
    """The whole table, in the order of the rules."""
    found = [*act_now_cases(), *discuss_cases(), *duty_cases(), *quality_cases()]
    raising: dict[str, AlertCase] = {}
    for case in found:
        if case.kind == "raises":
            raising.setdefault(case.rule, case)
    found += cases_with_others(raising)
    order = "RABQ"
    return tuple(sorted(found, key=lambda case: (order.index(case.rule[0]), case.rule)))
