"""docs/migrate.md is what translating makes of migrate.toml, and every address on it is answered."""

import importlib.util
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from handler.dialects import native

DOCS = Path(__file__).parents[2] / "docs"
ORIGINS = tomllib.loads((DOCS / "migrate.toml").read_text())["origin"]


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("migrate", DOCS / "migrate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_translating_makes(generator: ModuleType) -> None:
    assert generator.PAGE.read_text() == generator.page(), "run make docs"


def test_every_query_for_a_call_of_code_is_one() -> None:
    for origin in ORIGINS:
        for _, query in origin.get("rows", ()):
            assert native.parse(query, "a.jpg").recipe.source.keys == ("a.jpg",), query
