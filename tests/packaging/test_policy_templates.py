"""The Group Policy templates: made from the model, whole, and every reference in them leads somewhere."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as Xml

import policy_templates
import pytest
from lxml import etree  # type: ignore[import-untyped]

from thinkfamily_desktop.settings.policy import load_policy
from thinkfamily_desktop.settings.policy_sources import REGISTRY_KEY, Source
from thinkfamily_desktop.settings.policy_table import setting_rows

FOLDER = Path(__file__).resolve().parents[2] / "installer" / "policy_templates"
ADMX = FOLDER / "ThinkFamilyDesktop.admx"
ADML = FOLDER / "en-US" / "ThinkFamilyDesktop.adml"
NAMES = [row.name for row in setting_rows()]


def elements(file: Path, tag: str) -> Iterator[Xml.Element]:
    return Xml.parse(file).getroot().iter(f"{{{policy_templates.XML_NAMESPACE}}}{tag}")  # noqa: S314  our own file


def test_the_files_in_the_repository_are_those_that_the_model_gives() -> None:
    made = policy_templates.templates()
    kept = {file.relative_to(FOLDER).as_posix() for file in FOLDER.rglob("*") if file.is_file()}
    assert kept == set(made)
    for name, text in made.items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, "run installer/policy_templates.py"


SCHEMA = etree.XMLSchema(etree.parse(str(Path(__file__).with_name("policy_templates.xsd"))))


@pytest.mark.parametrize("file", [ADMX, ADML], ids=["admx", "adml"])
def test_the_templates_keep_to_the_schema(file: Path) -> None:
    SCHEMA.validate(etree.parse(str(file)))
    assert [str(error) for error in SCHEMA.error_log] == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('class="Machine"', 'class="Computer"'),
        ('displayName="$(string.IdleLockMinutes)"', 'displayName="Minutes"'),
        (' ref="Supported"', ""),
        ('minValue="1"', 'minValue="one"'),
        ('<policyDefinitions revision="1.0"', "<policyDefinitions"),
        ("parentCategory", "parent"),
    ],
)
def test_a_template_that_does_not_is_refused(right: str, wrong: str) -> None:
    text = ADMX.read_text(encoding="utf-8")
    assert right in text
    assert not SCHEMA.validate(etree.fromstring(text.replace(right, wrong).encode()))


def test_every_setting_is_a_policy_and_nothing_else_is() -> None:
    assert [policy.get("name") for policy in elements(ADMX, "policy")] == NAMES
    assert {policy.get("key") for policy in elements(ADMX, "policy")} == {REGISTRY_KEY}


def test_every_text_that_the_template_names_is_there_and_used() -> None:
    template = ADMX.read_text(encoding="utf-8")
    for kind in ("string", "presentation"):
        named = set(re.findall(rf"\$\({kind}\.(\w+)\)", template))
        assert named == {element.get("id") for element in elements(ADML, kind)}


def test_every_field_of_a_dialogue_has_its_value_and_the_other_way_round() -> None:
    fields = {element.get("refId") for element in Xml.parse(ADML).iter() if element.get("refId")}  # noqa: S314  ours
    assert fields == {element.get("id") for element in Xml.parse(ADMX).iter() if element.get("id")}  # noqa: S314  ours


def test_what_a_template_may_write_is_what_the_program_takes() -> None:
    for element in elements(ADMX, "decimal"):
        if element.get("minValue"):
            for bound in (element.get("minValue"), element.get("maxValue")):
                found = load_policy([Source("registry", {str(element.get("valueName")): int(str(bound))})])
                assert found.problems == ()


def test_every_word_of_a_choice_is_what_the_program_takes() -> None:
    words = {str(choice.get("valueName")): [*choice.itertext()] for choice in elements(ADMX, "enum")}
    assert words
    for name, texts in words.items():
        offered = [text for text in texts if text.strip()]
        assert len(offered) > 1
        assert all(load_policy([Source("registry", {name: word})]).problems == () for word in offered)


def test_a_template_stands_alone_and_writes_where_intune_may() -> None:
    assert list(elements(ADMX, "using")) == []
    assert not REGISTRY_KEY.startswith((r"Software\Microsoft", "System", r"Software\Policies\Microsoft"))


def test_schema_and_table_have_every_setting() -> None:
    schema = json.loads((FOLDER / "policy.schema.json").read_text(encoding="utf-8"))
    assert list(schema["properties"]) == NAMES
    table = (FOLDER / "policies.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)`", table, re.MULTILINE) == NAMES
