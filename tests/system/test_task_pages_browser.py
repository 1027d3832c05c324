"""What a real Chromium takes of the HTML of task pages, in windows of three widths: `make slow SUITE=task-pages`."""

import json
from collections.abc import Iterator

import pytest
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from handler.app import create_app
from handler.commands.places import SAMPLES
from handler.config.settings import Settings
from tests.support.processes.browser import Browser, browser
from tests.support.requests.pages import page_of
from tests.support.requests.returning_images_page import serving
from tests.support.requests.task_pages import blocks, presets_of

pytestmark = pytest.mark.slow
BLANK = "/blank"
WINDOWS = (320, 700, 1300)
STYLE = "<!doctype html><style>body{margin:0}img{max-width:100%;height:auto}</style>"
TAKEN = {
    "responsive": (
        ("w=320", "w=960", "w=960"),  # 60rem at most
        ("w=96&h=96&fit=crop",) * 3,  # of densities the first, on a screen with one
        ("w=640&fm=avif", "w=1280&fm=avif", "w=1280&fm=avif"),
        ("w=320", "w=640", "w=640"),  # lazy: as wide as it lies in the page, whatever the window
        ("w=640", "w=1280", "w=1920"),
    ),
    "art-direction": (
        ("w=320&ar=1:1", "w=1280&ar=16:9", "w=1920&ar=16:9"),
        ("preset=tall", "preset=tall", "preset=wide"),  # upright windows, and one that lies
    ),
}
"""What each piece of HTML takes in each window."""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("chromium")) as session:
        yield session


@pytest.mark.parametrize("name", TAKEN)
def test_a_browser_takes_what_the_page_says_and_keeps_its_place(chromium: Browser, name: str) -> None:
    page = page_of(name)
    settings = {
        "source": SAMPLES.as_uri(),
        "unsigned": {"widths", "presets"},
        "presets": presets_of(page),
        "log": "off",
    }
    assert len(blocks(page, "html")) == len(TAKEN[name])
    with serving(with_a_blank_page(create_app(Settings.model_validate(settings)))) as base:
        chromium.open(f"{base}{BLANK}")
        for html, expected in zip(blocks(page, "html"), TAKEN[name], strict=True):
            local = html.replace("https://img.example.com", base)
            seen = [looked(chromium, local, width) for width in WINDOWS]
            assert tuple(address for address, _ in seen) == expected
            assert all(moved < 2 for _, moved in seen), "the picture lies otherwise when it is there"


def with_a_blank_page(app: ASGIApp) -> ASGIApp:
    """Return an application with a page besides that can be written into: the product's own have policies."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await (HTMLResponse("<body>") if scope.get("path") == BLANK else app)(scope, receive, send)

    return answer


def looked(chromium: Browser, html: str, width: int) -> tuple[str, float]:
    """Return the query of the picture that a window takes, and by how many pixels its height changes as it comes."""
    frame = (
        f"document.body.innerHTML = ''; const f = document.createElement('iframe'); f.width = {width}; f.height = 800;"
    )
    frame += f" f.srcdoc = {json.dumps(STYLE + html)}; document.body.append(f); return true"
    chromium.run(f"(() => {{ {frame} }})()")
    image = "document.querySelector('iframe').contentDocument?.querySelector('img')"
    before = chromium.until(f"{image}?.getBoundingClientRect().height")
    chromium.until(f"{image}.complete && {image}.naturalWidth > 0")
    after = chromium.run(f"{image}.getBoundingClientRect().height")
    return str(chromium.run(f"{image}.currentSrc")).partition("?")[2], abs(after - before)
