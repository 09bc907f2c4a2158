"""Makes the Windows package from the frozen folder: per machine, silent, upgraded in place, never downgraded.

python installer/msi.py FROZEN OUT.msi VERSION      (dates come from SOURCE_DATE_EPOCH)

On Linux wixl compiles it, under faketime so that the same folder gives the same bytes; on Windows WiX 3 does.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as Xml  # writes only

from windows_resource import MAKER, NAME

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://thinkfamily.invalid/desktop/msi")
KEY = r"Software\ThinkFamily\Desktop"  # what is installed; never Software\Policies, which is IT's
WINDOW = "thinkfamily-window.exe"
ICON = "_internal/thinkfamily_desktop/_data/resources/icon/thinkfamily-desktop.ico"
STAYS = (
    "Removing this program leaves every store where it is: in each user's own %LOCALAPPDATA%\\ThinkFamily\\Desktop. "
    "Whoever is to delete them does so by hand, once nobody needs them."
)
PROPERTIES = {
    "ARPCOMMENTS": STAYS,
    "ARPCONTACT": "Your IT service desk",
    "ARPNOMODIFY": "1",
    "ARPPRODUCTICON": "program.ico",
    "MSIRESTARTMANAGERCONTROL": "Disable",  # a store that is open is closed by its owner, not by an installer
}
NEWER = "A newer version of Think Family Desktop is installed already. Nothing was changed."
TOO_OLD = "Think Family Desktop needs 64-bit Windows 10 or later."


def main(arguments: list[str]) -> int:
    """Describe the package, then have it compiled."""
    frozen, out, version = Path(arguments[0]).resolve(), Path(arguments[1]).resolve(), arguments[2]
    epoch = int(os.environ["SOURCE_DATE_EPOCH"])
    package = Package(frozen, version)
    with tempfile.TemporaryDirectory() as folder:
        description = Path(folder) / "package.wxs"
        tree = package.description()
        Xml.indent(tree)
        Xml.ElementTree(tree).write(description, encoding="utf-8", xml_declaration=True)
        for part in [*frozen.rglob("*"), frozen]:
            os.utime(part, (epoch, epoch), follow_symlinks=False)
        (_with_wix if sys.platform == "win32" else _with_wixl)(description, out, package, epoch)
    return 0


@dataclass(frozen=True)
class Package:
    """What is in the package, and how Windows Installer knows each part of it again."""

    frozen: Path
    version: str

    @property
    def upgrade_code(self) -> str:
        """The same for ever: by it one version finds another."""
        return guid("upgrade-code")

    @property
    def product_code(self) -> str:
        """Of this content: what Intune and SCCM look for."""
        return guid("product", self.version, self._content())

    @property
    def package_code(self) -> str:
        """Of this file."""
        return guid("package", self.version, self._content())

    def files(self) -> list[Path]:
        """Every file of the folder, in a fixed order."""
        return sorted(part for part in self.frozen.rglob("*") if part.is_file())

    def _content(self) -> str:
        lines = [f"{file.relative_to(self.frozen).as_posix()} {_sha256(file)}" for file in self.files()]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def description(self) -> Xml.Element:
        """The package in the language of WiX 3, which wixl reads too."""
        root = Xml.Element("Wix", xmlns="http://schemas.microsoft.com/wix/2006/wi")
        named = {"Name": NAME, "Manufacturer": MAKER, "Language": "1033", "Version": self.version}
        product = Xml.SubElement(root, "Product", named | {"Id": self.product_code, "UpgradeCode": self.upgrade_code})
        about = {"Manufacturer": MAKER, "Description": f"{NAME} {self.version}"}
        how = {"InstallerVersion": "500", "Compressed": "yes", "InstallScope": "perMachine"}
        Xml.SubElement(product, "Package", about | how | {"Id": self.package_code})
        Xml.SubElement(product, "MajorUpgrade", DowngradeErrorMessage=NEWER)
        Xml.SubElement(product, "Media", Id="1", Cabinet="program.cab", EmbedCab="yes")
        Xml.SubElement(product, "Icon", Id=PROPERTIES["ARPPRODUCTICON"], SourceFile=ICON)
        for name, value in PROPERTIES.items():
            Xml.SubElement(product, "Property", Id=name, Value=value)
        remembered = Xml.SubElement(product, "Property", Id="INSTALLDIR")  # an upgrade goes where the first one went
        search = {"Id": "WhereItIs", "Root": "HKLM", "Key": KEY, "Name": "InstallDir", "Type": "raw", "Win64": "yes"}
        Xml.SubElement(remembered, "RegistrySearch", search)
        Xml.SubElement(product, "Condition", Message=TOO_OLD).text = "VersionNT64 AND VersionNT >= 603"
        places = _places(product)
        features = _features(product)
        _add_files(self, places["INSTALLDIR"], features["Program"])
        _add_key(self.version, places["INSTALLDIR"], features["Program"])
        _add_shortcut("StartMenu", places["ProgramMenuFolder"], features["Program"])
        _add_shortcut("OnDesktop", places["DesktopFolder"], features["DesktopShortcut"])
        _add_templates(self, places["WindowsFolder"], features["PolicyTemplates"])
        return root


def guid(*parts: str) -> str:
    """The same for the same parts, different for others."""
    return "{" + str(uuid.uuid5(NAMESPACE, "|".join(parts))).upper() + "}"


def _places(product: Xml.Element) -> dict[str, Xml.Element]:
    top = Xml.SubElement(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    programs = Xml.SubElement(top, "Directory", Id="ProgramFiles64Folder", Name="PFiles")
    places = {"INSTALLDIR": Xml.SubElement(programs, "Directory", Id="INSTALLDIR", Name=NAME)}
    for place, name in (("ProgramMenuFolder", "Programs"), ("DesktopFolder", "Desktop"), ("WindowsFolder", "Windows")):
        places[place] = Xml.SubElement(top, "Directory", Id=place, Name=name)
    return places


def _features(product: Xml.Element) -> dict[str, Xml.Element]:
    """The program always; a shortcut on the desktop and the templates only when ADDLOCAL names them."""
    wanted = {
        "Program": (NAME, "1"),
        "DesktopShortcut": ("Shortcut on the desktop", "1000"),
        "PolicyTemplates": ("Group Policy templates in PolicyDefinitions", "1000"),
    }
    return {
        name: Xml.SubElement(product, "Feature", Id=name, Title=title, Level=level)
        for name, (title, level) in wanted.items()
    }


def _add_files(package: Package, top: Xml.Element, feature: Xml.Element) -> None:
    folders = {Path(): top}
    for file in package.files():
        place = file.relative_to(package.frozen)
        for folder in reversed(list(place.parents)):
            if folder not in folders:
                ident = _ident("d", folder.as_posix())
                folders[folder] = Xml.SubElement(folders[folder.parent], "Directory", Id=ident, Name=folder.name)
        name = place.as_posix()
        _component(folders[place.parent], feature, _ident("c", name), name).append(_file(name, name))


def _add_key(version: str, top: Xml.Element, feature: Xml.Element) -> None:
    """What tells a management tool that it is here, which one, and where."""
    component = _component(top, feature, "Key", "key")
    _value(component, KEY, "Version", version, key_path=True)
    _value(component, KEY, "InstallDir", "[INSTALLDIR]")


def _add_shortcut(ident: str, place: Xml.Element, feature: Xml.Element) -> None:
    component = _component(place, feature, ident, ident)
    target = f"[#{_ident('f', WINDOW)}]"
    Xml.SubElement(component, "Shortcut", Id=f"{ident}Link", Name=NAME, Target=target, WorkingDirectory="INSTALLDIR")
    _value(component, rf"{KEY}\Installed", ident, "1", key_path=True)


def _add_templates(package: Package, windows: Xml.Element, feature: Xml.Element) -> None:
    definitions = Xml.SubElement(windows, "Directory", Id="PolicyDefinitions", Name="PolicyDefinitions")
    languages = {"": definitions}
    templates = package.frozen / "policy_templates"
    for file in sorted([*templates.glob("*.admx"), *templates.glob("*/*.adml")]):
        language = file.parent.name if file.suffix == ".adml" else ""
        if language not in languages:
            ident = _ident("d", f"definitions/{language}")
            languages[language] = Xml.SubElement(definitions, "Directory", Id=ident, Name=language)
        source = file.relative_to(package.frozen).as_posix()
        known_by = f"definitions/{language}/{file.name}"
        component = _component(languages[language], feature, _ident("c", known_by), known_by)
        component.append(_file(source, known_by))


def _component(place: Xml.Element, feature: Xml.Element, ident: str, known_by: str) -> Xml.Element:
    Xml.SubElement(feature, "ComponentRef", Id=ident)
    return Xml.SubElement(place, "Component", Id=ident, Guid=guid("component", known_by), Win64="yes")


def _file(source: str, known_by: str) -> Xml.Element:
    name = source.rpartition("/")[2]
    return Xml.Element("File", Id=_ident("f", known_by), Source=source, Name=name, KeyPath="yes")


def _value(component: Xml.Element, key: str, name: str, value: str, *, key_path: bool = False) -> None:
    of = {"Root": "HKLM", "Key": key, "Name": name, "Type": "string", "Value": value}
    Xml.SubElement(component, "RegistryValue", of | ({"KeyPath": "yes"} if key_path else {}))


def _ident(prefix: str, name: str) -> str:
    """A short name that Windows Installer takes, whatever is in the file's own."""
    return prefix + hashlib.sha256(name.encode()).hexdigest()[:24]


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _with_wixl(description: Path, out: Path, package: Package, epoch: int) -> None:
    """Package code and dates are wixl's and the clock's: both are set afterwards."""
    then = datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%d %H:%M:%S")
    clock = ["faketime", "-f", then]
    summary = (NAME, MAKER, "x64;1033", package.package_code)
    _compile(package, *clock, "wixl", "-a", "x64", "-o", out, description)
    _compile(package, *clock, "msibuild", out, "-s", *summary)


def _with_wix(description: Path, out: Path, package: Package, _epoch: int) -> None:
    compiled = description.with_suffix(".wixobj")
    _compile(package, "candle", "-nologo", "-arch", "x64", "-out", compiled, description)
    _compile(package, "light", "-nologo", "-spdb", "-b", package.frozen, "-out", out, compiled)


def _compile(package: Package, *command: str | Path) -> None:
    """In the frozen folder, because the description names every file from there."""
    subprocess.run(command, check=True, cwd=package.frozen)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
