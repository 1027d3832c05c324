"""The built site of the manual: it says what the pages say, leads nowhere but to itself, and works from a disk.

`make slow SUITE=site` runs this, and installs the builder; SCREENSHOTS=folder keeps what the browser saw.
"""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from posixpath import normpath

import pytest
from starlette.staticfiles import StaticFiles

from tests.support.processes.browser import Browser, browser
from tests.support.requests.returning_images_page import serving
from tests.support.site.html_reading import HtmlReading
from tools.manual.contents import ROOT, Entry, entries
from tools.manual.site import build

pytestmark = pytest.mark.slow

BIN = ROOT / os.environ.get("DOCS_BIN", ".venv-docs/bin")
READER = ROOT / "tests" / "support" / "site" / "read_markdown.py"
ENTRIES = entries()
SEARCH = "[...document.querySelectorAll('*')].find(each => each.shadowRoot)?.shadowRoot"
TYPED = """{
    const field = ROOT.querySelector('input');
    field.focus();
    document.execCommand('selectAll');
    document.execCommand('insertText', false, WORDS);
}""".replace("ROOT", SEARCH)
FOUND = f"[...{SEARCH}.querySelectorAll('[role=listbox] a')].map(each => each.href)"
SOUGHT = {"faceindex": "crops.html", "SnapStart": "deploy.html", "unknown-parameter": "errors.html"}
GROUND = "getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).slice(0, 3).map(Number)"
SIZES = {"wide": (1280, 900), "phone": (390, 844)}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(str(BIN / "zensical"), tmp_path_factory.mktemp("site") / "made").parent


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serving(StaticFiles(directory=site, html=True)) as base:
        yield base


@pytest.fixture
def chromium(tmp_path: Path) -> Iterator[Browser]:
    with browser(tmp_path) as session:
        yield session


@pytest.fixture(scope="module")
def otherwise() -> dict[str, HtmlReading]:
    """Read the pages as hosts of repositories do."""
    names = json.dumps([str(entry.path) for entry in ENTRIES])
    done = subprocess.run([BIN / "python", READER], input=names, capture_output=True, text=True, check=True)
    return {entry.name: HtmlReading(text) for entry, text in zip(ENTRIES, json.loads(done.stdout), strict=True)}


@cache
def read(file: Path) -> HtmlReading:
    return HtmlReading(file.read_text())


def page(site: Path, entry: Entry) -> Path:
    return (site / entry.staged).with_suffix(".html")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_a_page_says_and_shows_what_it_does_in_the_repository(
    site: Path, entry: Entry, otherwise: dict[str, HtmlReading]
) -> None:
    shown = HtmlReading(page(site, entry).read_text(), "article")
    assert shown.counted["h1"] == 1
    assert shown.said == otherwise[entry.name].said
    assert shown.counted == otherwise[entry.name].counted


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_link_and_resource_of_a_page_is_there(site: Path, entry: Entry) -> None:
    found = read(page(site, entry))
    assert [each for each in found.resources if "//" in each] == []
    folder = Path(page(site, entry).relative_to(site)).parent
    for target in {*found.links, *found.resources}:
        name, _, anchor = target.partition("#")
        if "://" not in name:
            file = site / normpath(folder / name) if name else page(site, entry)
            file = file / "index.html" if file.is_dir() else file
            assert file.is_file(), target
            assert not anchor or anchor in read(file).anchors, target


def test_styles_load_nothing_from_another_host(site: Path) -> None:
    styles = [*site.rglob("*.css")]
    assert styles
    loaded = [each for file in styles for each in re.findall(r"(?:url\(|@import\s*)[\"']?([^\"')]+)", file.read_text())]
    assert [each for each in loaded if re.match("(https?:)?//", each)] == []


@pytest.mark.parametrize("where", ["disk", "server"])
def test_search_finds_a_word_of_a_page_without_another_host(
    site: Path, address: str, chromium: Browser, where: str
) -> None:
    chromium.open(f"{address}/index.html" if where == "server" else (site / "index.html").as_uri())
    chromium.run("document.querySelector('.md-search__button').click()")
    chromium.until(f"{SEARCH} && {SEARCH}.querySelector('input')")
    for words, wanted in {
        "faceindex": "crops.html",
        "SnapStart": "deploy.html",
        "unknown-parameter": "errors.html",
    }.items():
        chromium.run(f"(() => {TYPED.replace('WORDS', json.dumps(words))})()")
        chromium.until(f"{FOUND}.some(each => each.includes('{wanted}'))")
    _kept(chromium, f"search-{where}")
    loaded = chromium.run("performance.getEntriesByType('resource').map(each => new URL(each.name).origin)")
    assert {*loaded} <= {address, "null", "file://"}
    assert chromium.complaints() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_pages_fit_the_window_and_follow_the_system_in_light_and_dark(
    address: str, chromium: Browser, size: str, scheme: str
) -> None:
    chromium.resize(*SIZES[size])
    chromium.prefer(color_scheme=scheme)
    for name in ("index", "start", "crops", "reference", "performance"):
        chromium.open(f"{address}/{name}.html")
        assert chromium.run("document.documentElement.scrollWidth <= innerWidth"), name
        ground = chromium.run(
            "getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).slice(0, 3).map(Number)"
        )
        assert (max(ground) < 60) == (scheme == "dark"), ground
        assert chromium.run("[...document.images].every(each => each.complete && each.naturalWidth)"), name
        _kept(chromium, f"{name}-{size}-{scheme}")
    assert chromium.complaints() == []


def _kept(chromium: Browser, name: str) -> None:
    if folder := os.environ.get("SCREENSHOTS"):
        (Path(folder) / f"site-{name}.png").write_bytes(chromium.screenshot())
