"""What FHIR itself says of a question, as the plain data of a form: the half of the mapping that both ways share."""

from thinkfamily_desktop.exchange.constraints import read_constraints
from thinkfamily_desktop.exchange.fhir import (
    INITIAL,
    LEAST,
    MOST,
    SHORT_TEXT,
    UNIT,
    Json,
    extensions,
)
from thinkfamily_desktop.exchange.options import read_options
from thinkfamily_desktop.exchange.texts import read_text

TYPES = {
    "text": "string",
    "long_text": "text",
    "yes_no": "boolean",
    "choice": "choice",
    "several": "choice",
    "number": "decimal",
    "date": "date",
    "partial_date": "date",
    "time": "time",
    "person": "reference",
    "nhs_number": "string",
    "rows": "group",
}
_KINDS = {
    "string": "text",
    "text": "long_text",
    "boolean": "yes_no",
    "choice": "choice",
    "decimal": "number",
    "integer": "number",
    "date": "date",
    "time": "time",
    "reference": "text",  # whom it means only our own extension can say
    "group": "rows",
}
PAGE, SECTION, PERSON, RECORD, ALERT = "page:", "section:", "person:", "record:", "alert:"
REGISTER_PEOPLE, REGISTER_FAMILY = "section:register/people", "section:register/family"
"""How the linkIds begin of what is no question of ours: an item's linkId is its id, which has no colon."""
SUPPORTED = (*_KINDS, "display")
ON_ITS_DAY = {"today": "today()", "now": "now()"}  # initial values that FHIRPath can say


def native_item(raw: Json, language: str) -> Json:
    """The question as FHIR says it, without its condition, its cells and what our own extensions add."""
    kind = _kind(raw)
    plain: Json = {"id": raw["linkId"], "kind": kind, "ask": read_text(raw, "text", language)}
    label = extensions(raw, SHORT_TEXT)
    if label and (said := read_text(label[0], "valueString", language)):
        plain["label"] = said
    plain |= notes(raw, language)
    if raw.get("required"):
        plain["needed_for"] = "full"
    if kind in ("choice", "several"):
        plain["options"] = list(read_options(raw, language))
    if kind == "text" and "maxLength" in raw:
        plain["max_length"] = raw["maxLength"]
    if kind == "number":
        plain |= _bounds(raw, language)
    if checks := read_constraints(raw, language):
        plain["checks"] = checks
    for expression in extensions(raw, INITIAL):
        said_so = (expression.get("valueExpression") or {}).get("expression")
        plain |= next(({"initial": name} for name, words in ON_ITS_DAY.items() if words == said_so), {})
    return plain


def _kind(raw: Json) -> str:
    kind = _KINDS[raw["type"]]
    return "several" if kind == "choice" and raw.get("repeats") else kind


def notes(raw: Json, language: str) -> Json:
    """Help, guidance and the opening, from the display items inside; a stranger's display item is help."""
    said: dict[str, list[dict[str, str]]] = {}
    for child in raw.get("item", ()):
        if child["type"] != "display":
            continue
        what = child["linkId"].partition(":")[0]
        words = read_text(child, "text", language)
        said.setdefault(what if what in ("why", "how", "say", "opening") else "help", []).append(words)
    plain: Json = {key: _together(said[key]) for key in ("help", "opening") if key in said}
    guidance: Json = {key: _together(said[key]) for key in ("why", "how") if key in said}
    if "say" in said:
        guidance["say"] = said["say"]
    return plain | ({"guidance": guidance} if guidance else {})


def _together(texts: list[dict[str, str]]) -> dict[str, str]:
    languages = sorted({language for text in texts for language in text})
    return {language: "\n".join(text[language] for text in texts if language in text) for language in languages}


def _bounds(raw: Json, language: str) -> Json:
    plain: Json = {}
    for url, key in ((LEAST, "at_least"), (MOST, "at_most")):
        for each in extensions(raw, url):
            value = each.get("valueDecimal", each.get("valueInteger"))
            if value is not None:
                plain[key] = str(value)
    for each in extensions(raw, UNIT):
        unit = read_text(each.get("valueCoding") or {}, "display", language)
        plain |= {"unit": unit} if unit else {}
    return plain


def native_section(raw: Json, page: str, language: str) -> Json:
    """A group as a section of this page, without its condition and its items."""
    title = read_text(raw, "text", language)
    return {"id": raw["linkId"].removeprefix(section_link(page, ""))} | ({"title": title} if title else {})


def section_link(page: str, section: str) -> str:
    """The linkId of a section."""
    return f"{SECTION}{page}/{section}"


def native_page(raw: Json, language: str, number: int) -> Json:
    """A group of groups as a page, without its condition and its sections."""
    said = notes(raw, language)
    said.pop("help", None)
    title = read_text(raw, "text", language)
    name = raw["linkId"].removeprefix(PAGE)
    return {"id": name, "number": number, "title": title, "content": "general"} | said


def native_info(raw: Json) -> Json:
    """What the Questionnaire as a whole says of itself, as what `form.yaml` says of a form."""
    language = raw.get("language", "en")
    info: Json = {
        "form": raw.get("name") or raw.get("id") or "questionnaire",
        "version": raw.get("version", ""),
        "url": raw.get("url", ""),
        "title": read_text(raw, "title", language),
    }
    purpose = read_text(raw, "description", language)
    return info | ({"purpose": purpose} if purpose else {})
