"""The pages as a browser shows them: the first time, and when they are reloaded out of what it has kept."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from handler.app import create_app
from handler.commands.places import SAMPLES, sample_files
from handler.config.settings import Settings
from tests.support.processes.browser import Browser, browser
from tests.support.requests.returning_images_page import serving


class Page(NamedTuple):
    """What has to be true of a page before it can be used, and how many of its parts are seen then."""

    ready: str
    parts: str
    least: int


PAGES = {
    "/": Page(
        "document.querySelector('#score')?.value > 0",
        "[...document.images].filter(each => each.naturalWidth == 160).length",
        8,
    ),
    "/errors": Page("document.body", "document.querySelectorAll('h2').length", 15),
    "/docs": Page("document.querySelector('.opblock')", "document.querySelectorAll('.opblock').length", 10),
}


class Noting:
    """ASGI middleware that notes what was answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.seen: list[tuple[str, int]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.seen.append((scope["path"], message["status"]))
            await send(message)

        await self.app(scope, receive, noting)


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("chromium")) as session:
        yield session


@pytest.fixture(scope="module")
def noted() -> Noting:
    settings = {"source": SAMPLES.as_uri(), "unsigned": frozenset({"any"}), "docs": True, "log": "off"}
    app = create_app(Settings.model_validate(settings))
    app.state.samples = tuple(path.name for path in sample_files())
    return Noting(app)


@pytest.fixture(scope="module")
def address(noted: Noting) -> Iterator[str]:
    with serving(noted) as base:
        yield base


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same_when_it_is_reloaded(chromium: Browser, address: str, noted: Noting, path: str) -> None:
    page = PAGES[path]
    looks = []
    for step, expected in (("first", 200), ("reloaded", 304)):
        noted.seen.clear()
        if step == "first":
            chromium.open(address + path)
        else:
            chromium.reload()
        chromium.until(page.ready)
        assert (path, expected) in noted.seen
        assert chromium.run(page.parts) >= page.least
        assert chromium.complaints() == []
        looks.append(chromium.run("[getComputedStyle(document.body).cssText, document.body.innerText]"))
        kept(chromium, f"{path.strip('/') or 'first'}-{step}.png")
    assert looks[0] == looks[1]


def kept(chromium: Browser, name: str) -> None:
    """Write a screenshot where SCREENSHOTS says, to be looked at."""
    if folder := os.environ.get("SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / name).write_bytes(chromium.screenshot())
