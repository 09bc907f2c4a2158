"""Parts of others: each with its licence, none left out of the bill of materials; what a lean folder leaves out."""

import json
import tomllib
from pathlib import Path

import lean
import licences
import parts
import pytest
import sbom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from thinkfamily_desktop.settings.licences import licence_text, shipped_parts

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = parts.third_party()


def test_every_shipped_part_has_a_licence_and_its_text() -> None:
    assert licences.without_text(SHIPPED) == []
    assert {"pyside6-essentials", "Qt", "SQLCipher", "OpenSSL", "CPython", "Inter", "Noto"} <= {p.name for p in SHIPPED}


def test_a_part_without_a_text_is_found() -> None:
    bare = parts.Part("bare", "1", "MIT")
    lost = parts.Part("lost", "1", "MIT", texts={"LICENSE": ROOT / "no such file"})
    unsaid = parts.Part("unsaid", "1", "", texts={"LICENSE": ROOT / "LICENSE"})
    assert licences.without_text((bare, lost, unsaid)) == ["bare", "lost", "unsaid"]


def test_qt_comes_with_both_gnu_texts_and_says_how_to_replace_it(tmp_path: Path) -> None:
    licences.collect(SHIPPED, tmp_path)
    kept = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file()}
    assert {"LGPL-3.0.txt", "GPL-3.0.txt", "Qt.txt", "SQLCipher.txt", "ThinkFamilyDesktop.txt"} <= kept
    assert "replace" in (tmp_path / "Qt.txt").read_text(encoding="utf-8")
    index = (tmp_path / "README.txt").read_text(encoding="utf-8")
    for part in SHIPPED:
        assert f"\n{part.name} {part.version}: {part.licence}: " in index


def test_every_part_and_its_licence_is_shown_in_the_program(tmp_path: Path) -> None:
    licences.collect(SHIPPED, tmp_path)
    shown = shipped_parts(tmp_path)
    assert [(part.name, part.version, part.licence) for part in shown] == [
        (p.name, p.version, p.licence) for p in SHIPPED
    ]
    for told, part in zip(shown, SHIPPED, strict=True):
        text = licence_text(tmp_path, told)
        assert all(file.read_text("utf-8", "replace").strip() in text for file in part.texts.values())


def test_every_library_of_the_bill_is_shown_in_the_program_with_its_licence(tmp_path: Path, frozen: Path) -> None:
    licences.collect(SHIPPED, tmp_path / "licences")
    made = sbom.bill(SHIPPED, frozen, "1", 0)
    libraries = [component for component in made["components"] if component["type"] == "library"]
    assert len(libraries) > 150
    assert not_shown(tmp_path / "licences", libraries) == []
    stranger = {"name": "stranger", "version": "9", "licenses": [{"license": {"id": "MIT"}}]}
    assert not_shown(tmp_path / "licences", [*libraries, stranger]) == ["stranger 9"]


def not_shown(folder: Path, libraries: list[sbom.Component]) -> list[str]:
    """The libraries that neither stand in the program's list nor in the text of the part that they are in."""
    parts_shown = {part.title: part for part in shipped_parts(folder)}
    by_name = {part.name: part for part in parts_shown.values()}
    missing = []
    for library in libraries:
        title = f"{library['name']} {library.get('version', '')}".strip()
        holder = next((by_name[said["value"]] for said in library.get("properties", ())), None)
        text = "\n" + licence_text(folder, holder) if holder else ""
        if title not in parts_shown and f"\n{title}: " not in text:
            missing.append(title)
    return missing


def test_every_font_and_word_list_in_the_repository_has_an_owner() -> None:
    for folder in ("fonts", "passphrase"):
        for file in (ROOT / "resources" / folder).rglob("*"):
            if file.is_file():
                name = f"thinkfamily_desktop/_data/{file.relative_to(ROOT).as_posix()}"
                assert parts.owner(name, SHIPPED) not in {None, "ours"}, name


def test_no_licence_text_lies_about_unused() -> None:
    everywhere = [part for system in ("linux", "win32", "darwin") for part in parts.third_party(system)]
    named = {text.name for part in everywhere for text in part.texts.values() if text.parent == parts.LICENCES}
    assert {file.name for file in parts.LICENCES.glob("*.txt")} == named
    assert tomllib.loads((parts.LICENCES / "native.toml").read_text(encoding="utf-8"))["packages"].keys() <= {
        part.name for part in SHIPPED
    }


def test_a_file_that_is_nobodys_is_named(tmp_path: Path) -> None:
    inside = tmp_path / "_internal"
    (inside / "PySide6").mkdir(parents=True)
    for name in ("PySide6/Qt6Core.dll", "stray.dll", "LICENSE"):
        (inside / name).write_bytes(b"MZ")
    assert parts.nobodys(tmp_path, SHIPPED) == ["stray.dll"]


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """A folder with one binary and one that is none."""
    folder = tmp_path / "frozen"
    folder.mkdir()
    (folder / "program").write_bytes(b"\x7fELF and more")
    (folder / "words.txt").write_text("words", encoding="utf-8")
    return folder


def test_the_bill_names_every_part_and_every_binary_once(frozen: Path) -> None:
    made = sbom.bill(SHIPPED, frozen, "1.2.3", 1_700_000_000)
    references = [component["bom-ref"] for component in made["components"]]
    assert len(references) == len(set(references))
    assert {sbom.reference(part) for part in SHIPPED} <= set(references)
    assert [c["name"] for c in made["components"] if c["type"] == "file"] == ["program"]
    assert {name for need in made["dependencies"] for name in need["dependsOn"]} <= set(references)
    assert made["metadata"]["component"]["version"] == "1.2.3"


def test_the_bill_names_what_wheels_say_is_inside_them(frozen: Path) -> None:
    inside = [c for c in sbom.bill(SHIPPED, frozen, "1", 0)["components"] if c["bom-ref"].startswith("in:")]
    assert len(inside) > 50


CYCLONEDX = JsonStrictValidator(SchemaVersion.V1_6)


def test_the_bill_keeps_to_its_schema(frozen: Path) -> None:
    made = sbom.bill(SHIPPED, frozen, "1.2.3", 1_700_000_000)
    assert CYCLONEDX.validate_str(json.dumps(made)) is None


@pytest.mark.parametrize("key", ["bomFormat", "components", "serialNumber"])
def test_a_bill_that_does_not_is_refused(frozen: Path, key: str) -> None:
    made = sbom.bill(SHIPPED, frozen, "1.2.3", 1_700_000_000) | {key: "something else"}
    assert CYCLONEDX.validate_str(json.dumps(made)) is not None


def test_the_same_parts_give_the_same_bill_and_another_binary_another(frozen: Path) -> None:
    first, second = (json.dumps(sbom.bill(SHIPPED, frozen, "1", 0)) for _ in range(2))
    assert first == second
    (frozen / "program").write_bytes(b"\x7fELF changed")
    assert json.dumps(sbom.bill(SHIPPED, frozen, "1", 0)) != first


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6/QtNetwork.abi3.so",
        "PySide6\\plugins\\tls\\qschannelbackend.dll",
        "PySide6/Qt/plugins/platforms/libqwayland-generic.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/imageformats/libqtiff.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "opengl32sw.dll",
        "libstdc++.so.6",
    ],
)
def test_what_is_not_used_is_left_out(name: str) -> None:
    assert lean.kept([(name, name, "BINARY")]) == []


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Gui.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/translations/qtbase_en.qm",
        "PySide6/Qt/translations/qtbase_cy.qm",
    ],
)
def test_what_is_used_is_kept(name: str) -> None:
    assert len(lean.kept([(name, name, "BINARY")])) == 1


def test_a_library_stays_only_while_something_needs_it() -> None:
    links = {
        "PySide6/QtGui.abi3.so": ["libQt6Gui.so.6", "libX11.so.6"],
        "_ctypes.so": ["libffi.so.8"],
        "PIL/_imaging.so": ["libjpeg-1.so"],
    }
    listed = [
        ("PySide6/QtGui.abi3.so", "PySide6/QtGui.abi3.so", "EXTENSION"),
        ("PySide6/Qt/lib/libQt6Gui.so.6", "libQt6Gui.so.6", "BINARY"),
        ("libQt6Gui.so.6", "PySide6/Qt/lib/libQt6Gui.so.6", "SYMLINK"),
        ("_ctypes.so", "_ctypes.so", "EXTENSION"),
        ("libffi.so.8", "libffi.so.8", "BINARY"),
        ("PIL/_imaging.so", "PIL/_imaging.so", "EXTENSION"),
        ("pillow.libs/libjpeg-1.so", "libjpeg-1.so", "BINARY"),
        ("pillow.libs/libwebp-1.so", "libwebp-1.so", "BINARY"),
        ("libgtk-3.so.0", "libgtk-3.so.0", "BINARY"),
        ("libX11.so.6", "libX11.so.6", "BINARY"),
    ]
    left = {part[0] for part in lean.reachable(listed, lambda file: links.get(file, []))}
    assert left == {part[0] for part in listed} - {"pillow.libs/libwebp-1.so", "libgtk-3.so.0", "libX11.so.6"}
