"""SBOM: the bill of materials of a Lambda package, as CycloneDX 1.6 in JSON, made of the wheels that went into it.

1. What is listed is what was installed: each wheel with the SHA-256 of its file, and licence by its own metadata. A
   wheel of which nothing is packed is left out.
2. What lies inside a wheel or inside handler/ stands within its component: by the list that the wheel brings, else by
   tools/bundled.toml.
3. The same package gives the same bytes: the time is that of the commit, the serial number a hash of all else.
"""

import json
import re
import tomllib
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesParser
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from uuid import NAMESPACE_OID, uuid5

Component = dict[str, Any]

ROOT = Path(__file__).parent.parent
BUNDLED = tomllib.loads((ROOT / "tools" / "bundled.toml").read_text())
CLASSIFIED = {
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: BSD License": "BSD-3-Clause",
    "License :: OSI Approved :: MIT License": "MIT",
}
"""Licences of packages whose metadata is older than licence expressions."""

PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)(?:.*\n)+?    # via (?P<parents>.*)\n")
"""A pin of requirements/*.txt, and who asked for it."""


class Package(NamedTuple):
    """A Lambda package. folder: where it lies unpacked. wheels: the folder of the wheels that were installed there."""

    archive: Path
    folder: Path
    wheels: Path
    version: str
    seconds: int
    """The time of the commit, since 1970."""


def bill(package: Package, pins: str) -> str:
    """Return the text of a package's bill; ValueError where a licence is not told. pins: requirements/lambda.txt."""
    found = [wheel(path) for path in sorted(package.wheels.glob("*.whl")) if _packed(path, package.folder)]
    listed = [*found, *_files(package.folder / "handler")]
    version = package.version
    itself: Component = {
        "type": "application",
        "bom-ref": _purl("tintype", version),
        "name": "tintype",
        "version": version,
        "purl": _purl("tintype", version),
        "licenses": [{"expression": "Apache-2.0"}],
        "hashes": _hashes(package.archive.read_bytes()),
        "description": package.archive.name,
    }
    told: Component = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"timestamp": datetime.fromtimestamp(package.seconds, UTC).isoformat(), "component": itself},
        "components": listed,
        "dependencies": _dependencies(itself, found, listed, pins),
    }
    serial = uuid5(NAMESPACE_OID, json.dumps(told, sort_keys=True))
    return json.dumps({"serialNumber": f"urn:uuid:{serial}", **told}, indent=2, sort_keys=True) + "\n"


def wheel(path: Path) -> Component:
    """Return the component of a wheel, with what lies inside it; ValueError where nothing tells its licence."""
    with zipfile.ZipFile(path) as archive:
        (name,) = [each for each in archive.namelist() if each.endswith(".dist-info/METADATA")]
        metadata = BytesParser().parsebytes(archive.read(name))
        lists = [json.loads(archive.read(each)) for each in sorted(archive.namelist()) if _is_list(each)]
    purl = _purl(metadata["Name"], metadata["Version"])
    made: Component = {
        "type": "library",
        "bom-ref": purl,
        "name": metadata["Name"],
        "version": metadata["Version"],
        "purl": purl,
        "licenses": [{"expression": _licence(metadata)}],
        "hashes": _hashes(path.read_bytes()),
        "description": path.name,
    }
    inside = {each["bom-ref"]: each for each in (*_listed(lists, made), *_linked(made))}
    return made | ({"components": [inside[ref] for ref in sorted(inside)]} if inside else {})


def _packed(path: Path, built: Path) -> bool:
    """Return whether a package has anything of a wheel but its metadata."""
    with zipfile.ZipFile(path) as archive:
        return any((built / name).is_file() for name in archive.namelist() if ".dist-info/" not in name)


def _is_list(name: str) -> bool:
    return ".dist-info/sboms/" in name and name.endswith(".json")


def _licence(metadata: "Message[str, str]") -> str:
    if expression := metadata["License-Expression"]:
        return str(expression)
    text = metadata["License"] or ""
    if re.fullmatch(r"[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*", text) and text != "BSD":
        return str(text)
    found = [CLASSIFIED[each] for each in metadata.get_all("Classifier", []) if each in CLASSIFIED]
    if not found:
        raise ValueError(f"the metadata of {metadata['Name']} tells no licence: {text!r}")
    return " OR ".join(found)


def _listed(lists: list[Component], parent: Component) -> Iterator[Component]:
    """Return what a wheel's own lists name but the wheel itself, the modules that it is, and what is not in it."""
    absent = {parent["name"].lower(), *_looked_at(parent).get("absent", [])}
    for each in (component for told in lists for component in told.get("components", [])):
        if each["name"] in absent or "#c-ext/" in each["bom-ref"] or each.get("scope") == "excluded":
            continue
        version = {"version": each["version"]} if each.get("version") else {}
        part = _part(parent, each["name"], **version)
        yield part | {kept: each[kept] for kept in ("purl", "licenses") if each.get(kept)}


def _linked(parent: Component) -> Iterator[Component]:
    """Return what it does not list."""
    for part in _looked_at(parent).get("parts", []):
        version = {"version": part["version"]} if "version" in part else {}
        yield _part(parent, part["name"], **version) | {"licenses": [{"expression": part["licence"]}]}


def _looked_at(wheel: Component) -> Component:
    return next((row for row in BUNDLED["wheel"] if row["name"] == wheel["name"]), {})


def _part(parent: Component, name: str, **version: str) -> Component:
    ref = f"{parent['purl']}#{'@'.join([name, *version.values()])}"
    return {"type": "library", "bom-ref": ref, "name": name, **version}


def _files(package: Path) -> Iterator[Component]:
    """Return the files of others in our own package."""
    for row in BUNDLED["file"]:
        for path in sorted(package.glob(row["pattern"])):
            yield {
                "type": "machine-learning-model" if path.suffix == ".f16" else "file",
                "bom-ref": f"file:{path.relative_to(package.parent)}",
                "name": row["name"],
                "version": row["version"],
                "licenses": [{"expression": row["licence"]}],
                "hashes": _hashes(path.read_bytes()),
                "description": str(path.relative_to(package.parent)),
            }


def _dependencies(itself: Component, wheels: list[Component], listed: list[Component], pins: str) -> list[Component]:
    """Return who needs whom, as the pins say it."""
    refs = {each["name"].lower().replace("_", "-"): each["bom-ref"] for each in wheels} | {"tintype": itself["bom-ref"]}
    needs: dict[str, set[str]] = {each["bom-ref"]: set() for each in (itself, *listed)}
    for pin in PIN.finditer(pins):
        for parent in (each.partition(" ")[0] for each in pin["parents"].split(", ")):
            if parent in refs and pin["name"] in refs:
                needs[refs[parent]].add(refs[pin["name"]])
    needs[itself["bom-ref"]] |= {each["bom-ref"] for each in listed} - {each["bom-ref"] for each in wheels}
    return [{"ref": ref, "dependsOn": sorted(needs[ref])} for ref in sorted(needs)]


def _purl(name: str, version: str) -> str:
    return f"pkg:pypi/{re.sub(r'[-_.]+', '-', name).lower()}@{version}"


def _hashes(data: bytes) -> list[Component]:
    return [{"alg": "SHA-256", "content": sha256(data).hexdigest()}]
