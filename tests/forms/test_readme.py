"""The tables of forms/README.md name questions that are there, and leave no field of a referral form unsupplied."""

import re
from pathlib import Path

import pytest

from tests.exchange.practice_releases import shipped_forms
from thinkfamily_desktop.forms.condition_words import with_cells

README = Path(__file__).parents[2] / "forms" / "README.md"
ROW = re.compile(r"\|([^|]*)\|([^|]*)\|([^|]*)\|")


def table(heading: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """The rows under a heading: group, field, and the ids that supply it."""
    text = README.read_text(encoding="utf-8").split(f"## {heading}", 1)[1].split("\n## ", 1)[0]
    rows = [row.groups() for line in text.splitlines() if (row := ROW.fullmatch(line.strip()))]
    return [
        (group.strip(), field.strip(), (*re.findall(r"`([^`]+)`", by), *re.findall(r"the program", by)))
        for group, field, by in rows[2:]
    ]


REFERRAL = table("What a referral form asks")
YOUNG_CARER = table("Young carers: what the council must find out")


@pytest.mark.parametrize(("rows", "forms"), [(REFERRAL, ["full"]), (YOUNG_CARER, ["young_carer", "full"])])
def test_every_question_that_is_named_is_asked(rows: list[tuple[str, str, tuple[str, ...]]], forms: list[str]) -> None:
    asked = {item for form in forms for item in with_cells(shipped_forms()[form])} | {"the program"}
    assert [(field, by) for _, field, ids in rows for by in ids if by not in asked] == []


def test_no_field_is_left_without_what_supplies_it() -> None:
    assert len(REFERRAL) > 40
    assert [field for _, field, ids in (*REFERRAL, *YOUNG_CARER) if not ids] == []


def test_every_group_of_the_content_page_is_there() -> None:
    wanted = {"routing", "agreement", "referrer", "child", "adults", "services", "assessments", "reason", "triangle"}
    wanted |= {"programme", "done so far", "wanted", "visitors", "declaration", "office"}
    assert {group for group, _, _ in REFERRAL} == wanted


def test_the_regulation_is_mapped_letter_by_letter() -> None:
    lettered = {group for group, _, _ in YOUNG_CARER if group.startswith("4(2)")}
    assert lettered == {f"4(2)({letter})" for letter in "abcdefghi"}
    young = with_cells(shipped_forms()["young_carer"])
    own = [ids for group, _, ids in YOUNG_CARER if group.startswith(("2(", "4(2)(a", "4(2)(b", "4(2)(c"))]
    assert [ids for ids in own if not set(ids) & set(young)] == [], "asked in the young carer\u2019s own form"
