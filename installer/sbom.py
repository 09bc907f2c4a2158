"""Writes what a frozen folder is made of as a CycloneDX 1.6 bill of materials: parts, what is in them, every binary.

python installer/sbom.py FROZEN OUT.cdx.json VERSION      (dates come from SOURCE_DATE_EPOCH)
"""

import hashlib
import json
import os
import sys
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from parts import Part, third_party

Component = dict[str, Any]
PROGRAM = "thinkfamily-desktop"
BINARY = (b"\x7fELF", b"MZ", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")


def main(arguments: list[str]) -> int:
    """Write it; returns the exit code."""
    frozen, out, version = Path(arguments[0]), Path(arguments[1]), arguments[2]
    made = bill(third_party(), frozen, version, int(os.environ["SOURCE_DATE_EPOCH"]))
    out.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n", encoding="utf-8", newline="\n")
    return 0


def bill(parts: tuple[Part, ...], frozen: Path, version: str, epoch: int) -> dict[str, Any]:
    """The whole bill. The same parts and folder give the same bytes: even its serial number comes from them."""
    program = f"pkg:generic/{PROGRAM}@{version}"
    components = {component["bom-ref"]: component for component in _components(parts, frozen)}
    references = {part.name: reference(part) for part in parts}
    needs = [{"ref": reference(p), "dependsOn": [references[name] for name in p.needs]} for p in parts]
    made: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": program,
                "name": PROGRAM,
                "version": version,
                "licenses": [{"license": {"id": "MIT"}}],
            },
        },
        "components": [components[name] for name in sorted(components)],
        "dependencies": [{"ref": program, "dependsOn": sorted(references.values())}, *needs],
    }
    content = hashlib.sha256(json.dumps(made, sort_keys=True).encode()).hexdigest()
    return made | {"serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, content)}"}


def reference(part: Part) -> str:
    """How one part is named in the bill."""
    return part.purl or f"native:{part.name}@{part.version}"


def _components(parts: tuple[Part, ...], frozen: Path) -> Iterator[Component]:
    for part in parts:
        yield _component(part)
        yield from _compiled_in(part)
    for file in sorted(frozen.rglob("*")):
        if file.is_file() and not file.is_symlink() and _is_binary(file):
            name = file.relative_to(frozen).as_posix()
            hashes = [{"alg": "SHA-256", "content": hashlib.sha256(file.read_bytes()).hexdigest()}]
            yield {"type": "file", "bom-ref": f"file:{name}", "name": name, "hashes": hashes}


def _component(part: Part) -> Component:
    named = {"bom-ref": reference(part), "name": part.name}
    component: Component = {"type": "library", **named, "licenses": [_licence(part.licence)]}
    if part.version:
        component["version"] = part.version
    if part.purl:
        component["purl"] = part.purl
    if part.supplier:
        component["supplier"] = {"name": part.supplier}
    return component


def _compiled_in(part: Part) -> Iterator[Component]:
    """What a wheel says is compiled into it."""
    for one in part.inside():
        component: Component = {
            "type": "library",
            "bom-ref": f"in:{part.name}:{one.known_by}",
            "name": one.name,
            "version": one.version,
            "properties": [{"name": "thinkfamily:bundled-in", "value": part.name}],
        }
        if one.licence:
            component["licenses"] = [_licence(one.licence)]
        yield component | ({"purl": one.purl} if one.purl else {})


def _licence(said: str) -> Component:
    return {"expression": said} if " " in said else {"license": {"id": said}}


def _is_binary(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(4).startswith(BINARY)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
