"""docs/formats.md lists every corner case that has a test, and none that has not.

How a file plugs in: it is named `test_corner_<kind>.py`, <kind> as in HEADINGS, and has a list `CASES` of rows whose
first three are texts: a slug, the corner case, and what happens here, all without `|`. What follows in a row is its
own affair. Under the kind's heading the page has the table that a failure of the test below prints, in the order of
the list; whatever else stands there is free.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "docs" / "formats.md"
HEADINGS = {
    "jpeg": "JPEG",
    "png": "PNG",
    "gif": "GIF",
    "webp": "WebP",
    "avif": "AVIF",
    "tiff": "TIFF",
    "bmp": "BMP",
    "ico": "ICO",
    "jp2": "JPEG 2000",
    "psd": "PSD",
    "raw": "Camera raw",
}
FEWEST = {"tiff": 10, "ico": 10, "jp2": 10, "psd": 10, "raw": 10}
"""Rows of a kind, where not 15."""

KINDS = [kind for kind in HEADINGS if (HERE / f"test_corner_{kind}.py").exists()]


def cases(kind: str) -> list[Any]:
    """Return the rows of a kind."""
    module = import_module(f"tests.codecs.test_corner_{kind}")
    rows: list[Any] = module.CASES
    return rows


def table(kind: str) -> str:
    """Return the table that the page is to have."""
    head = "| corner case | what happens here | test |\n|---|---|---|\n"
    return head + "".join(f"| {case} | {happens} | `{slug}` |\n" for slug, case, happens, *_ in cases(kind))


def section(kind: str) -> str:
    """Return what stands under a heading of the page."""
    return PAGE.read_text().partition(f"\n## {HEADINGS[kind]}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_has_the_table_of_all_cases_that_are_tested(kind: str) -> None:
    wanted = table(kind)
    assert wanted in section(kind), f"\n{wanted}"
    assert section(kind).count("| `") == len(cases(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_there_are_enough_cases_and_each_is_named_once(kind: str) -> None:
    slugs = [slug for slug, *_ in cases(kind)]
    assert len(set(slugs)) == len(slugs) >= FEWEST.get(kind, 15)


def test_the_kinds_stand_in_one_order() -> None:
    headings = [line[3:] for line in PAGE.read_text().splitlines() if line.startswith("## ")]
    assert [heading for heading in headings if heading in HEADINGS.values()] == list(HEADINGS.values())
