"""Counting imports: each pair of modules once, lazy ones told apart, circles found, and a drawing that can be read."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tools.count_imports import Import, circles, counted, drawn, imports, layers

ROOT = Path(__file__).parents[2]
HOUSE = {
    "handler/__init__.py": "",
    "handler/core/__init__.py": "",
    "handler/core/size.py": "",
    "handler/core/key.py": "from handler.core.size import Size",
    "handler/web/__init__.py": "",
    "handler/web/page.py": "from handler.core import key, size\nimport handler.core.key",
    "handler/door.py": "def answer():\n    from handler.web import page",
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for name, text in HOUSE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_a_pair_counts_once_and_lazy_ones_are_told_apart(house: Path) -> None:
    assert imports(house) == [
        Import("core.key", "core.size", lazy=False),
        Import("door", "web.page", lazy=True),
        Import("web.page", "core.key", lazy=False),
        Import("web.page", "core.size", lazy=False),
    ]


def test_what_is_counted_is_told(house: Path) -> None:
    told = counted(house)
    assert "imports between modules: 4\n" in told
    assert "between packages: 3, along 2 arrows" in told
    assert told.endswith("none")


def test_circles_are_found_and_not_drawn() -> None:
    pairs = {("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")}
    assert circles(pairs) == [{"a", "b", "c"}]
    with pytest.raises(ValueError, match="circle"):
        layers(pairs)


def test_each_package_is_drawn_above_what_it_imports(house: Path) -> None:
    assert layers({("door", "web"), ("web", "core"), ("door", "core")}) == [["door"], ["web"], ["core"]]
    picture = ET.fromstring(drawn(imports(house)))  # noqa: S314 - made here
    texts = [each.text for each in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["core", "door", "web"]


def test_the_drawing_in_the_docs_is_that_of_the_imports() -> None:
    assert (ROOT / "docs" / "pictures" / "packages.svg").read_text() == drawn(imports()), "run `make docs`"
