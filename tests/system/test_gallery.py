"""The gallery shows what its addresses give: docs/gallery.md, made by docs/gallery.py from docs/gallery/*.toml."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from starlette.testclient import TestClient

ROOT = Path(__file__).parents[2]
MOST = 2_000_000
"""Bytes of all pictures together: whoever clones the project takes them along."""


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gallery", ROOT / "docs" / "gallery.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["gallery"] = module  # where dataclasses look for it
    spec.loader.exec_module(module)
    return module


gallery: Any = loaded()
ENTRIES = [entry for area in gallery.areas() for entry in area.entries]


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with gallery.application() as client:
        yield client


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_each_address_gives_what_the_page_shows(client: TestClient, entry: Any) -> None:
    try:
        answer = gallery.answered(client, entry)
    except gallery.MissingExtraError as missing:
        pytest.skip(f"the extra {missing} is not installed here")
    if entry.text:
        assert gallery.text_of(entry, answer).strip()
        return
    [picture] = gallery.PICTURES.glob(f"{entry.name}.*")
    kind = answer.headers["content-type"]
    assert kind.startswith("image/")
    ending = next(row.extension for row in gallery.FORMATS.values() if row.media_type == kind)
    assert picture.suffix == f".{ending if kind in gallery.SHOWN else 'png'}", "run `make docs`"


def test_the_page_is_fresh() -> None:
    page, now = (ROOT / "docs" / "gallery.md").read_text(), gallery.page({})
    assert gallery.without_texts(page) == gallery.without_texts(now), "run `make docs`"


def test_its_pictures_are_those_of_the_page_and_small() -> None:
    files = list(gallery.PICTURES.iterdir())
    assert {path.stem for path in files} <= {entry.name for entry in ENTRIES}
    assert sum(path.stat().st_size for path in files) < MOST


def test_an_entry_with_a_key_that_says_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_text('title = "A"\n[[picture]]\nsays = "b"\npath = "/"\npaht = "/"\n')
    with pytest.raises(gallery.WrongEntryError, match=r"wrong.toml: paht"):
        gallery.areas(tmp_path)


def test_an_address_that_fails_is_told(client: TestClient) -> None:
    with pytest.raises(gallery.WrongEntryError, match="there is no parameter"):
        gallery.answered(client, gallery.Entry("x-1", "", "/images/bee.jpg?widht=3"))


def test_the_areas_stand_in_their_order(tmp_path: Path) -> None:
    for name, order in {"b": "order = 2", "a": "order = 3", "c": "order = 2"}.items():
        (tmp_path / f"{name}.toml").write_text(f'title = "{name}"\n{order}\n')
    assert [area.name for area in gallery.areas(tmp_path)] == ["b", "c", "a"]
