"""Writes what an IT department sets policy with: ADMX, ADML, JSON schema and table, all from the one policy model.

  python installer/policy_templates.py [FOLDER]     (default: installer/policy_templates)

Run it after a setting has changed; a test fails until the files in the repository are these.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as Xml  # writes only

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from thinkfamily_desktop.settings.policy_sources import REGISTRY_KEY  # noqa: E402  from this checkout
from thinkfamily_desktop.settings.policy_table import SettingRow, setting_rows, setting_schema  # noqa: E402

NAME = "ThinkFamilyDesktop"
PROGRAM = "Think Family Desktop"
XML_NAMESPACE = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
LONGEST_TEXT = 1023  # of a text element in a template
GENERATED = "Made by installer/policy_templates.py from thinkfamily_desktop/settings/policy.py."

TYPE_WORDS = {
    "number": "number",
    "flag": "true, false (registry: 1, 0)",
    "text": "text",
    "choice": "one of these words",
    "day": "day, as 2026-11-20",
    "folder": "full path",
    "folders": "list of full paths (registry: a key with values `1`, `2` …)",
}


def main(arguments: list[str]) -> int:
    """Write every file; returns the exit code."""
    folder = Path(arguments[0]) if arguments else HERE / "policy_templates"
    for name, text in templates().items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        print(file)
    return 0


def templates() -> Mapping[str, str]:
    """Every file by its name in the folder."""
    return {
        f"{NAME}.admx": _as_text(_admx()),
        f"en-US/{NAME}.adml": _as_text(_adml()),
        "policy.schema.json": json.dumps(setting_schema(), indent=2, ensure_ascii=False) + "\n",
        "policies.md": _table(),
    }


def _admx() -> Xml.Element:
    """The settings themselves: where each is kept and what it may hold. It stands alone, so that Intune takes it."""
    root = Xml.Element("policyDefinitions", {"revision": "1.0", "schemaVersion": "1.0", "xmlns": XML_NAMESPACE})
    root.append(Xml.Comment(f" {GENERATED} "))
    namespaces = Xml.SubElement(root, "policyNamespaces")
    Xml.SubElement(namespaces, "target", prefix="thinkfamily", namespace="ThinkFamily.Policies.Desktop")
    Xml.SubElement(root, "resources", minRequiredRevision="1.0")
    definitions = Xml.SubElement(Xml.SubElement(root, "supportedOn"), "definitions")
    Xml.SubElement(definitions, "definition", name="Supported", displayName="$(string.Supported)")
    categories = Xml.SubElement(root, "categories")
    Xml.SubElement(categories, "category", name=NAME, displayName="$(string.Category)")
    policies = Xml.SubElement(root, "policies")
    for row in setting_rows():
        policies.append(_policy(row))
    return root


def _policy(row: SettingRow) -> Xml.Element:
    policy = Xml.Element(
        "policy",
        {
            "name": row.name,
            "class": "Machine",
            "displayName": f"$(string.{row.name})",
            "explainText": f"$(string.{row.name}_Help)",
            "key": REGISTRY_KEY,
        },
    )
    if row.kind == "flag":
        policy.set("valueName", row.name)
    else:
        policy.set("presentation", f"$(presentation.{row.name})")
    Xml.SubElement(policy, "parentCategory", ref=NAME)
    Xml.SubElement(policy, "supportedOn", ref="Supported")
    if row.kind == "flag":
        for element, value in (("enabledValue", "1"), ("disabledValue", "0")):
            Xml.SubElement(Xml.SubElement(policy, element), "decimal", value=value)
    else:
        Xml.SubElement(policy, "elements").append(_element(row))
    return policy


def _element(row: SettingRow) -> Xml.Element:
    """Where the value goes, and its bounds."""
    kept = {"id": f"{row.name}_Value"}
    match row.kind:
        case "number":
            bounds = {"minValue": str(row.least), "maxValue": str(row.most)}
            return Xml.Element("decimal", {**kept, "valueName": row.name, "required": "true", **bounds})
        case "folders":
            below = rf"{REGISTRY_KEY}\{row.name}"
            return Xml.Element("list", {**kept, "key": below, "valuePrefix": "", "expandable": "true"})
        case "choice":
            choice = Xml.Element("enum", {**kept, "valueName": row.name, "required": "true"})
            for word in row.choices:
                item = Xml.SubElement(choice, "item", displayName=f"$(string.{_choice(row, word)})")
                Xml.SubElement(Xml.SubElement(item, "value"), "string").text = word
            return choice
        case _:
            text = {**kept, "valueName": row.name, "required": "true", "maxLength": str(row.longest or LONGEST_TEXT)}
            return Xml.Element("text", text | ({"expandable": "true"} if row.kind == "folder" else {}))


def _adml() -> Xml.Element:
    """The English of the settings."""
    root = Xml.Element("policyDefinitionResources", {"revision": "1.0", "schemaVersion": "1.0", "xmlns": XML_NAMESPACE})
    root.append(Xml.Comment(f" {GENERATED} "))
    Xml.SubElement(root, "displayName").text = PROGRAM
    Xml.SubElement(root, "description").text = f"What an organisation may set in {PROGRAM}"
    resources = Xml.SubElement(root, "resources")
    strings, presentations = Xml.SubElement(resources, "stringTable"), Xml.Element("presentationTable")
    resources.append(presentations)
    for name, text in _strings().items():
        Xml.SubElement(strings, "string", id=name).text = text
    for row in setting_rows():
        if row.kind != "flag":
            presentation = Xml.SubElement(presentations, "presentation", id=row.name)
            presentation.append(_presentation(row))
    return root


def _strings() -> dict[str, str]:
    strings = {"Category": PROGRAM, "Supported": f"{PROGRAM} 0.1 or later"}
    for row in setting_rows():
        strings[row.name] = row.title
        strings[f"{row.name}_Help"] = f"{row.description} {_range_sentence(row)}".strip()
        strings |= {_choice(row, word): word for word in row.choices}
    return strings


def _presentation(row: SettingRow) -> Xml.Element:
    of = {"refId": f"{row.name}_Value"}
    match row.kind:
        case "number":
            field = Xml.Element("decimalTextBox", {**of, "defaultValue": str(row.default)})
        case "folders":
            field = Xml.Element("listBox", of)
        case "choice":
            standard = str(row.choices.index(str(row.default)))
            field = Xml.Element("dropdownList", {**of, "noSort": "true", "defaultItem": standard})
        case _:
            field = Xml.Element("textBox", of)
            Xml.SubElement(field, "label").text = f"{row.title}:"
            return field
    field.text = f"{row.title}:"
    return field


def _choice(row: SettingRow, word: str) -> str:
    return f"{row.name}_{word.replace('-', '_')}"


def _range_sentence(row: SettingRow) -> str:
    if row.kind == "number":
        return f"From {row.least} to {row.most}; without this policy {row.default}."
    return ""


def _table() -> str:
    """The page of the manual."""
    head = ["setting", "what it does", "type", "range", "default", "a wrong value gives", "who may set it"]
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for row in setting_rows():
        bounds = f"{row.least} to {row.most}" if row.kind == "number" else ""
        bounds = bounds or (f"{row.longest} characters" if row.longest else ", ".join(row.choices))
        default = json.dumps(row.default) if row.default is not None else "not set"
        what = f"**{row.title}.** {row.description}"
        cells = [f"`{row.name}`", what, TYPE_WORDS[row.kind], bounds, default, row.when_wrong, row.who]
        lines.append(f"| {' | '.join(cells)} |")
    return f"# Every setting\n\n{GENERATED}\n\n" + "\n".join(lines) + "\n"


def _as_text(root: Xml.Element) -> str:
    Xml.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
