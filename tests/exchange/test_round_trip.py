"""Whatever a form says, its Questionnaire says it: read again it is equal, and asks the same of the same family."""

# ruff: noqa: E501  # tables of cases stand on one line each
import json
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.answering import engine_shows
from tests.forms.case import item, make_form, page, rule, section
from thinkfamily_desktop.exchange.fhir import to_json
from thinkfamily_desktop.exchange.invariants import questionnaire_findings
from thinkfamily_desktop.exchange.questionnaire_in import read_questionnaire
from thinkfamily_desktop.exchange.questionnaire_out import questionnaire
from thinkfamily_desktop.forms.model import Form

WORDS = st.text(max_size=20)
TEXTS = st.one_of(WORDS, st.dictionaries(st.sampled_from(["en", "cy", "pa"]), WORDS, max_size=3))
READ = {"q.yes": "yes_no", "q.one": "choice", "q.many": "several", "q.number": "number", "q.date": "date",
        "q.about": "partial_date", "q.text": "text"}  # fmt: skip
CODES = st.sampled_from(["none", "possible", "yes"])


@st.composite
def leaf(draw: st.DrawFn) -> dict[str, Any]:
    name = draw(st.sampled_from(list(READ)))
    kind = READ[name]
    ways = ["answered", "gap"]
    ways += ["is", "is_not"] if kind in ("yes_no", "choice", "several", "text") else []
    ways += ["bounds"] if kind in ("number", "date", "partial_date") else []
    way = draw(st.sampled_from(ways))
    if way == "answered":
        return {"item": name, "answered": draw(st.booleans())}
    if way == "gap":
        return {"item": name, "gap": draw(st.sampled_from(["declined", "not-asked", "any"]))}
    if way == "bounds":
        bound = st.integers(-5, 5) if kind == "number" else st.dates().map(lambda day: day.isoformat())
        keys = draw(st.sampled_from([("at_least",), ("at_most",), ("at_least", "at_most")]))
        return {"item": name, **{key: draw(bound) for key in keys}}
    value = st.booleans() if kind == "yes_no" else CODES
    return {"item": name, way: draw(st.lists(value, min_size=1, max_size=3))}


CONDITIONS = st.recursive(
    st.one_of(leaf(), st.just({"any_child": {"age": {"under": 5}}}), st.just({"alert": "R1"})),
    lambda inner: st.one_of(
        st.fixed_dictionaries({"all": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"not": inner}),
    ),
    max_leaves=5,
)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A form whose words, marks and conditions are any at all."""
    kind = draw(
        st.sampled_from(["text", "long_text", "yes_no", "number", "date", "time", "person", "choice", "several"])
    )
    said: dict[str, Any] = {
        "ask": draw(TEXTS), "desk": draw(TEXTS), "label": draw(TEXTS), "help": draw(TEXTS),
        "guidance": {"why": draw(TEXTS), "how": draw(TEXTS), "say": draw(st.lists(TEXTS, max_size=2))},
        "needed_for": draw(st.sampled_from(["never", "screening", "referral", "full"])),
        "worker_only": draw(st.booleans()), "gaps": draw(st.sampled_from([[], ["declined"], ["not-known", "declined"]])),
        "show_when": draw(CONDITIONS), "source": draw(st.lists(WORDS, max_size=2)),
        "checks": [{"when": draw(CONDITIONS), "says": draw(TEXTS)}] if draw(st.booleans()) else [],
        "accounts": draw(st.sampled_from([[], ["assessed", "subject"]])),
        "initial": draw(st.sampled_from(["none", "today", "now", "last"])),
    }  # fmt: skip
    if kind in ("choice", "several") and draw(st.booleans()):
        said["list"] = None
        said["options"] = [
            {"code": code, "label": draw(TEXTS), "help": draw(TEXTS), "exclusive": draw(st.booleans()), "retired": draw(st.booleans())}
            for code in ("none", "yes")
        ]  # fmt: skip
    if kind == "number":
        said |= {"at_least": draw(st.decimals(-9, 9, places=2).map(str)), "unit": draw(TEXTS)}
    table = item(
        "t.rows", "rows", items=[item("t.cell", "yes_no"), item("t.other", show_when={"item": "t.cell", "is": True})]
    )
    asked_of = draw(st.sampled_from(["once", "each_child", "each_adult", "assessed"]))
    return make_form(
        page(section(*(item(name, kind) for name, kind in READ.items()), name="read")),
        page(section(item("t", kind, **said), table, asked_of=asked_of, name="told", title=draw(TEXTS)), name="two",
             title=draw(TEXTS), opening=draw(TEXTS), show_when=draw(st.one_of(st.none(), CONDITIONS))),
        rules=[rule("R1", {"item": "q.yes", "is": True})],
    )  # fmt: skip


@given(forms())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_form_comes_back_equal(form: Form) -> None:
    text = to_json(questionnaire(form))
    assert questionnaire_findings(json.loads(text)) == ()
    read = read_questionnaire(json.loads(text, parse_float=Decimal))
    assert read.form == form
    assert read.kept == {}


ANSWERS = st.fixed_dictionaries({}, optional={
    "q.yes": st.booleans(), "q.one": CODES, "q.many": st.lists(CODES, min_size=1, unique=True),
    "q.number": st.integers(-5, 5), "q.date": st.dates().map(lambda day: day.isoformat()), "q.text": CODES,
})  # fmt: skip


@given(CONDITIONS, ANSWERS)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_without_our_extensions_the_conditions_that_remain_mean_the_same(
    condition: Any, answers: dict[str, Any]
) -> None:
    """Another program reads only FHIR's own words: where there is an enableWhen, it says the very condition."""
    questions = [item(name, kind) for name, kind in READ.items()]
    form = make_form(page(section(*questions, item("t", show_when=condition))))
    resource = questionnaire(form)
    bare = _without_ours(resource)
    target = next(raw for raw in _flat(bare) if raw["linkId"] == "t")
    if "enableWhen" not in target:
        return
    stranger = read_questionnaire({**bare, "item": [raw for raw in bare["item"] if raw["linkId"] == "page:one"]}).form
    before, after = engine_shows(form, answers), engine_shows(stranger, answers)
    assert ("t" in before) == ("t" in after)


def _without_ours(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _without_ours(inner) for key, inner in value.items()}
        if "extension" in kept:
            kept["extension"] = [each for each in kept["extension"] if "thinkfamily" not in each["url"]]
            if not kept["extension"]:
                del kept["extension"]
        return kept
    return [_without_ours(inner) for inner in value] if isinstance(value, list) else value


def _flat(holder: dict[str, Any]) -> list[dict[str, Any]]:
    return [found for raw in holder.get("item", ()) for found in (raw, *_flat(raw))]
