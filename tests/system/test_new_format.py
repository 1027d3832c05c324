"""A new format is one row and one file: everything that knows formats then knows it, whether it is read or written."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from handler.core.formats.catalogue import FORMATS, WRITTEN

ROOT = Path(__file__).parents[2]
PROGRAM = (ROOT / "tests" / "support" / "images" / "added_formats.py").read_text()
LAST = '\n)\n"""In the order'
"""Where the rows end that every installation has."""


EVERY = sorted({FORMATS[name].extension for name in WRITTEN if not FORMATS[name].text} | {"sgi"})
ROWS = """
    Format(
        name="sgi",
        label="SGI",
        media_type="image/sgi",
        extension="sgi",
        codec="sgi",
        clients="few",
        can=frozenset(),
        side=9000,
        writing=Writing(cost=EncodeCost(5), buffers=Buffers(plain=4)),
    ),
    Format(
        name="pcx",
        label="PCX",
        media_type="image/x-pcx",
        extension="pcx",
        codec="pcx",
        clients="few",
        can=frozenset(),
        reading=Reading(magic=(Magic(b"\\n\\5\\1\\b"),), cost=DecodeCost(5), pixel_bytes=8),
    ),
"""
"""One that is only written, and one that is only read."""

SGI = '''"""SGI, as Pillow writes it."""

from handler.codecs.writing import NamedBuffer, WriteOptions
from handler.core.frames import Frames


def write(frames: Frames, wish: WriteOptions) -> bytes:
    """Return the first frame as SGI."""
    file = NamedBuffer(wish.row.extension)
    frames.first.convert("RGB").save(file)
    return file.getvalue()
'''
PCX = '''"""PCX, read by Pillow."""

from PIL.PcxImagePlugin import PcxImageFile

from handler.codecs.header import Header
from handler.core.geometry import Size


def read(blob, meter):
    """Read the header."""
    blob.seek(0)
    image = PcxImageFile(blob)

    def load(at_least, wanted):
        image.load()
        yield image, 0

    return Header(Size(*image.size), image.mode, load)
'''


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what the program has to say in a copy of the code to which two rows and two files were added."""
    tree = tmp_path_factory.mktemp("tree")
    shutil.copytree(ROOT / "handler", tree / "handler", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "docs", tree / "docs", ignore=shutil.ignore_patterns("__pycache__", "pictures", "*.md"))
    formats, catalogue = tree / "handler/codecs/formats", tree / "handler/core/formats/common.py"
    text = catalogue.read_text()
    assert text.count(LAST) == 1
    catalogue.write_text(text.replace(LAST, f"{ROWS}{LAST[1:]}"))
    (formats / "sgi.py").write_text(SGI)
    (formats / "pcx.py").write_text(PCX)
    pictures = tree / "pictures"
    pictures.mkdir()
    for kind in ("png", "pcx", "sgi"):
        Image.new("RGB", (40, 30), (200, 90, 10)).save(pictures / f"sample.{kind}")
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(pictures)],
        cwd=tree,
        env={"PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("name", ["url", "download", "generate", "json", "both"])
def test_what_is_only_written_can_be_asked_for_wherever_a_picture_can(name: str, told: dict[str, Any]) -> None:
    answer = told[name]
    assert (answer["status"], answer["headers"]["content-type"]) == (200, "image/sgi")
    assert answer["start"][:2] == "\x01\xda"


def test_its_name_and_its_facts_are_its_own(told: dict[str, Any]) -> None:
    assert "holiday.sgi" in told["download"]["headers"]["content-disposition"]
    result = told["info"]["json"]["result"]
    assert (result["format"], result["media_type"]) == ("sgi", "image/sgi")
    assert result["memory"] > 0
    assert result["work"] > 0
    assert told["places"] == {"small": ["small/a.sgi"], "any": [f"a.png.{form}" for form in EVERY]}


def test_its_errors_speak_of_it(told: dict[str, Any]) -> None:
    assert told["quality"]["status"] == told["near"]["status"] == 400
    assert "q says nothing of fm=sgi, which has no quality" in told["quality"]["json"]["detail"]
    assert told["near"]["json"]["nearest"] == "sgi"
    assert "sgi" in told["foreign"]["json"]["detail"].partition("there are")[2]


def test_accept_is_left_alone(told: dict[str, Any]) -> None:
    assert told["accept"]["headers"]["content-type"] == "image/png"


def test_what_is_only_read_is_a_source_like_others_and_comes_back_as_what_pages_show(told: dict[str, Any]) -> None:
    assert told["read"]["headers"]["content-type"] == "image/jpeg"
    assert told["read info"]["json"]["source"]["format"] == "pcx"
    assert told["read info"]["json"]["result"]["format"] == "jpg"
    assert (told["original"]["headers"]["content-type"], told["original"]["start"][:2]) == ("image/x-pcx", "\n\5")
    assert "pcx" in told["inputs"]


def test_what_is_not_read_or_not_written_is_said(told: dict[str, Any]) -> None:
    assert told["not written"]["status"] == 400
    assert "pcx" not in told["not written"]["json"]["detail"].partition("must be")[2]
    assert told["not read"]["status"] == 415
    assert "sgi" not in told["inputs"]


def test_documentation_has_both_where_each_belongs(told: dict[str, Any]) -> None:
    page, schema = told["reference"], json.dumps(told["openapi"]["json"])
    assert "| `sgi` | image/sgi |" in page
    assert "| `pcx` |" not in page
    names = [*WRITTEN]
    names.insert(names.index("tiff") + 1, "sgi")
    assert json.dumps(names)[1:] in schema
    assert '"image/sgi": {' in schema
    assert "pcx" in next(line for line in page.splitlines() if "TINTYPE_INPUTS" in line)
