"""docs/vendors.md and docs/imgix.md: their tables are those of the code, and what they show answers."""

import importlib
import re
from pathlib import Path

import pytest

from handler.config.settings import Settings
from handler.dialects.imgix.words import REFUSED, SPELLINGS
from handler.dialects.table import families
from tests.support.requests.vendors import reply

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "vendors.md").read_text()


def test_the_table_of_the_page_is_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCS))  # as when it is run as a script
    vendors = importlib.import_module("vendors")
    assert vendors.written(PAGE) == PAGE, "run `make docs`"


def test_every_example_means_a_picture_at_a_door_that_can_be_opened() -> None:
    shown = re.findall(r"`TINTYPE_DIALECTS=native,(\w+)`: `/(\w+)/([^`]+)`", PAGE)
    assert len(shown) == 19
    for family, door, below in shown:
        assert family in families()
        path, _, query = below.replace("{key}", "bee.jpg").partition("?")
        assert reply(door, query, path).recipe.ops, door


def test_what_imgix_has_and_nothing_here_says_stands_on_its_page() -> None:
    page = (DOCS / "imgix.md").read_text()
    listed = re.findall(r"`([a-z0-9*-]+)", page)
    whole = {word for word in listed if word[0] != "-" and word[-1] != "*"}
    starts = tuple(word.rstrip("*") for word in listed if word[-1] == "*")
    ends = tuple(word for word in listed if word[0] == "-")
    known = set(SPELLINGS) | whole
    gaps = [name for name in REFUSED if name not in known and not name.startswith(starts) and not name.endswith(ends)]
    assert [name for name in gaps if "-" in name] == []
    assert "TINTYPE_IMGIX_TOKEN" in page
    assert "imgix_token" in Settings.model_fields
