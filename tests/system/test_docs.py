"""The documents say what the code says."""

import re
import tomllib
from pathlib import Path

import pytest

from docs.generate import generated
from handler import __version__
from tools.manual.markdown import anchors, links

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "samples").glob("*.md")])


def test_the_generated_pages_are_fresh() -> None:
    stale = [name for name, text in generated().items() if (ROOT / "docs" / name).read_text() != text]
    assert not stale, "run `make docs`"


def resolves(page: Path, target: str) -> bool:
    """Whether there is a file of that name and, where the target names one, a heading or an anchor in it."""
    name, _, anchor = target.partition("#")
    if ":" in name:
        return True
    file = page.parent / name if name else page
    return file.exists() and (not anchor or file.suffix != ".md" or anchor in anchors(file.read_text()))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_and_picture_of_a_page_is_there(page: Path) -> None:
    assert [link.target for link in links(page.read_text()) if not resolves(page, link.target)] == []


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) < 150


def test_the_changelog_opens_with_the_version() -> None:
    first = re.search(r"^## \[([^]]+)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert first
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert first[1] in {declared, "Unreleased"}
    assert declared == __version__


def test_every_direct_dependency_is_justified() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    said = (ROOT / "docs" / "dependencies.md").read_text()
    lists = [project["project"]["dependencies"], *project["project"]["optional-dependencies"].values()]
    names = {re.split(r"[<>=\[; ]", each)[0] for each in (name for names in lists for name in names)}
    assert [name for name in sorted(names - {"tintype"}) if name not in said] == []


@pytest.mark.case("L10")
def test_pins_have_hashes_and_no_addresses() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert "--index" not in text
