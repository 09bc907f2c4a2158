"""What the Windows package says of itself, and what a lock becomes for Windows, without building anything."""

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as Xml

import msi
import pytest
import running
import windows_python

LOCKS = Path(__file__).resolve().parents[2] / "installer" / "lock"


@pytest.fixture
def package(tmp_path: Path) -> msi.Package:
    names = ("thinkfamily.exe", "thinkfamily-window.exe", "_internal/PySide6/Qt6Core.dll", "_internal/words.toml")
    templates = ("policy_templates/T.admx", "policy_templates/en-US/T.adml", "policy_templates/cy-GB/T.adml")
    for name in (*names, *templates, msi.ICON):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    return msi.Package(tmp_path, "1.2.3")


def parts(package: msi.Package, tag: str) -> list[Xml.Element]:
    return list(package.description().iter(tag))


def test_it_is_for_the_machine_and_refuses_to_go_back(package: msi.Package) -> None:
    (about,) = parts(package, "Package")
    assert about.get("InstallScope") == "perMachine"
    (upgrade,) = parts(package, "MajorUpgrade")
    assert upgrade.get("DowngradeErrorMessage") == msi.NEWER
    assert upgrade.get("AllowDowngrades") is None


def test_every_file_is_a_component_of_its_own_and_belongs_to_the_program(package: msi.Package) -> None:
    sources = [file.get("Source") for file in parts(package, "File")]
    assert set(sources) == {file.relative_to(package.frozen).as_posix() for file in package.files()}
    idents = [part.get("Id") for tag in ("File", "Component", "Directory") for part in parts(package, tag)]
    assert len(idents) == len(set(idents))
    named = [reference.get("Id") for reference in parts(package, "ComponentRef")]
    assert sorted(map(str, named)) == sorted(str(component.get("Id")) for component in parts(package, "Component"))


def test_it_writes_nothing_where_policy_is_kept_and_runs_nothing(package: msi.Package) -> None:
    keys = {str(value.get("Key")) for value in parts(package, "RegistryValue")}
    assert all(key.startswith(msi.KEY) for key in keys)
    assert not any("Policies" in key for key in keys)
    assert [tag for tag in ("CustomAction", "ServiceInstall", "Binary") if parts(package, tag)] == []


def test_the_list_of_programs_shows_the_icon_of_the_program(package: msi.Package) -> None:
    (icon,) = parts(package, "Icon")
    assert (package.frozen / str(icon.get("SourceFile"))).is_file()
    said = {part.get("Id"): part.get("Value") for part in parts(package, "Property")}
    assert said["ARPPRODUCTICON"] == icon.get("Id")


def test_what_is_left_behind_is_said_in_the_list_of_programs(package: msi.Package) -> None:
    said = {str(part.get("Id")): str(part.get("Value")) for part in parts(package, "Property")}
    assert "leaves every store where it is" in said["ARPCOMMENTS"]


def test_templates_in_every_language_go_where_windows_looks_only_when_asked_for(package: msi.Package) -> None:
    (feature,) = [part for part in parts(package, "Feature") if part.get("Id") == "PolicyTemplates"]
    assert feature.get("Level") == "1000"
    assert len(list(feature)) == 3


def test_one_product_is_known_by_its_content_and_all_by_one_code(package: msi.Package) -> None:
    first, upgrade = package.product_code, package.upgrade_code
    assert re.fullmatch(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", first)
    assert msi.Package(package.frozen, "1.2.3").product_code == first
    assert msi.Package(package.frozen, "1.2.4").product_code != first
    (package.frozen / "thinkfamily.exe").write_text("changed", encoding="utf-8")
    assert package.product_code != first
    assert package.upgrade_code == upgrade == "{C4263640-FE67-5496-9F81-00794943590C}"


def test_a_lock_for_windows_has_what_windows_needs_and_no_other_systems() -> None:
    lock = (LOCKS / "build.txt").read_text(encoding="utf-8")
    made = windows_python.for_windows(lock)
    assert "\npefile==" in made
    assert "\npywin32-ctypes==" in made
    assert "\nmacholib==" not in made
    assert " ; " not in made
    hashes = re.findall(r"--hash=sha256:[0-9a-f]{64}", made)
    assert len(hashes) > 100
    assert set(hashes) <= set(re.findall(r"--hash=sha256:[0-9a-f]{64}", lock))


@pytest.mark.skipif(not shutil.which(f"{windows_python.COMPILER}gcc"), reason="needs mingw-w64")
def test_what_is_linked_here_is_the_same_in_any_folder(tmp_path: Path) -> None:
    made = []
    for name in ("a folder", "another folder elsewhere"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "calls.c").write_text("int Py_Main(void) { return 0; }\nint Py_Other(void) { return 1; }\n", "utf-8")
        link: list[str | Path] = [
            f"{windows_python.COMPILER}gcc",
            "-shared",
            "-o",
            folder / "python399.dll",
            folder / "calls.c",
        ]
        running.run(link)
        windows_python.forward_stable_calls(folder, "python399.dll", running.run)
        made.append((folder / "python3.dll").read_bytes())
    assert b"python399.Py_Other" in made[0]
    assert made[0] == made[1]


def test_what_is_asked_of_wine_s_python_is_locked_too() -> None:
    lines = (LOCKS / "wine.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if re.match(r"[a-z]", line)] == ["panda3d==1.10.16 \\"]
    assert len([line for line in lines if "--hash=sha256:" in line]) == 4
