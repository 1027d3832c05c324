"""Bills of materials: every wheel with its hash and licence, what lies inside, and the same bytes every time."""

import json
import re
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tools.sbom import BUNDLED, Package, bill, wheel

ROOT = Path(__file__).parents[2]
PINS = """one==1.0 \\
    --hash=sha256:a
    # via tintype (pyproject.toml)
two-parts==2.0 ; python_version > '3' \\
    --hash=sha256:b \\
    --hash=sha256:c
    # via one, unpacked
"""
LISTED: dict[str, list[dict[str, Any]]] = {
    "components": [
        {"name": "inner", "version": "3", "bom-ref": "x", "licenses": [{"license": {"id": "MIT"}}]},
        {"name": "maybe", "bom-ref": "y", "scope": "excluded"},
    ]
}


def wheels(folder: Path) -> Path:
    folder.mkdir()
    write(folder, "one", "1.0", "License-Expression: MIT", {"one.dist-info/sboms/a.json": json.dumps(LISTED)})
    write(folder, "two_parts", "2.0", "Classifier: License :: OSI Approved :: BSD License")
    write(folder, "unpacked", "1.0", "License: MIT")
    return folder


def write(folder: Path, name: str, version: str, licence: str, more: dict[str, str] | None = None) -> Path:
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        metadata = f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n{licence}\n"
        for file, text in {f"{name}.py": "", f"{name}.dist-info/METADATA": metadata, **(more or {})}.items():
            archive.writestr(zipfile.ZipInfo(file), text)
    return path


@pytest.fixture
def package(tmp_path: Path) -> Package:
    """Return a package of two wheels and a font."""
    folder, archive = tmp_path / "built", tmp_path / "made.zip"
    (folder / "handler" / "typography" / "fonts").mkdir(parents=True)
    (folder / "handler" / "typography" / "fonts" / "Lato-Bold.ttf").write_text("font")
    for name in ("one.py", "two_parts.py"):
        (folder / name).touch()
    archive.write_bytes(b"zip")
    return Package(archive, folder, wheels(tmp_path / "wheels"), "9.1", 1_700_000_000)


def test_what_is_packed_is_listed_with_its_hash_and_its_licence(package: Package) -> None:
    told: dict[str, Any] = json.loads(bill(package, PINS))
    assert [(each["name"], each["licenses"][0]["expression"]) for each in told["components"]] == [
        ("one", "MIT"),
        ("two_parts", "BSD-3-Clause"),
        ("Lato", "OFL-1.1"),
    ]
    first = next(package.wheels.glob("one-*"))
    assert told["components"][0]["hashes"] == [
        {"alg": "SHA-256", "content": sha256(first.read_bytes()).hexdigest()},
    ]
    assert told["metadata"]["component"]["hashes"][0]["content"] == sha256(b"zip").hexdigest()
    assert told["metadata"]["timestamp"] == "2023-11-14T22:13:20+00:00"


def test_what_is_inside_a_wheel_is_listed_inside_it(package: Package) -> None:
    (inner,) = json.loads(bill(package, PINS))["components"][0]["components"]
    assert (inner["name"], inner["licenses"]) == ("inner", LISTED["components"][0]["licenses"])


def test_who_needs_whom_is_as_the_pins_say(package: Package) -> None:
    told = json.loads(bill(package, PINS))
    needs = {each["ref"]: each["dependsOn"] for each in told["dependencies"]}
    font = "file:handler/typography/fonts/Lato-Bold.ttf"
    assert needs["pkg:pypi/tintype@9.1"] == [font, "pkg:pypi/one@1.0"]
    assert needs["pkg:pypi/one@1.0"] == ["pkg:pypi/two-parts@2.0"]
    assert set(needs) == {told["metadata"]["component"]["bom-ref"], *(each["bom-ref"] for each in told["components"])}


def test_the_same_package_has_the_same_bill_and_another_another_number(package: Package) -> None:
    text = bill(package, PINS)
    assert bill(package, PINS) == text
    package.archive.write_bytes(b"another")
    assert json.loads(bill(package, PINS))["serialNumber"] != json.loads(text)["serialNumber"]


@pytest.mark.parametrize("licence", ["License: BSD", "License: see the file", "Summary: none"])
def test_a_wheel_that_tells_no_licence_is_refused_by_name(licence: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the metadata of one tells no licence"):
        wheel(write(tmp_path, "one", "1.0", licence))


def test_every_file_of_others_in_the_package_is_listed() -> None:
    """They lie in folders with a LICENSE of their own."""
    package = ROOT / "handler"
    licences = {*package.rglob("LICENSE")} - {package / "client" / "js" / "LICENSE"}  # which is our own, for npm
    found = {path for licence in licences for path in licence.parent.iterdir()} - licences
    listed = [path for row in BUNDLED["file"] for path in package.glob(row["pattern"])]
    assert found
    assert sorted(listed) == sorted(found)


@pytest.mark.parametrize("row", BUNDLED["wheel"], ids=lambda row: row["name"])
def test_what_is_inside_a_wheel_was_looked_at_in_the_one_that_is_pinned(row: dict[str, Any]) -> None:
    pins = (ROOT / "requirements" / "lambda.txt").read_text()
    pinned = re.search(rf"^{row['name']}==(\S+)", pins, re.MULTILINE)
    assert pinned
    assert pinned[1] == row["version"], f"look at what the wheel of {row['name']} holds, and write it into bundled.toml"
