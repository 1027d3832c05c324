"""The playground, served with pictures that are soon made, and what a browser sees of it."""

from pathlib import Path

from fastapi import FastAPI
from PIL import Image

from handler.app import create_app
from handler.config.settings import Settings
from tests.conftest import SAMPLES
from tests.support.processes.browser import Browser

START = "#images/bee.jpg?w=160&fm=jpg"
DONE = "document.querySelector('#facts dd') && !document.querySelector('[aria-busy]')"


def small_samples(folder: Path) -> Path:
    """Put two small pictures into a folder, and return it."""
    for name in ("bee.jpg", "citrus.jpg"):
        with Image.open(SAMPLES / name) as sample:
            sample.reduce(4).save(folder / name)
    return folder


def application(folder: Path, **settings: object) -> FastAPI:
    """Return an application that serves the pictures of a folder to everybody, unless the settings say otherwise."""
    told = {"source": folder.as_uri(), "unsigned": "any", "docs": True, "log": "off", **settings}
    app = create_app(Settings.model_validate(told))
    app.state.samples = tuple(sorted(path.name for path in folder.iterdir()))
    return app


def opened(chromium: Browser, address: str, fragment: str) -> Browser:
    """Open the page as if nobody had seen it before, and wait for the first result and the controls."""
    chromium.resize(1280, 1000)
    chromium.open("about:blank")
    chromium.open(f"{address}/{fragment}")
    chromium.until(f"{DONE} && document.querySelector('#c-w')")
    return chromium


def shown(page: Browser, width: int) -> None:
    """Wait until a result of this width is shown, and told."""
    told = f"document.querySelector('#facts').innerText.includes('\\n{width} ×')"
    page.until(f"{DONE} && document.querySelector('#after').naturalWidth == {width} && {told}")


def text_of(page: Browser, tab: str) -> str:
    """Return what a tab of the code panel has to copy, as soon as it is of what is shown."""
    page.click(f"#tab-{tab}")
    path = "new URL(document.querySelector('#link').href).pathname"
    ready = f"!document.querySelector('[aria-busy]') && document.querySelector('#panel-{tab} pre')"
    return str(page.until(f"{ready} && {path} && document.querySelector('#panel-{tab} pre').textContent"))
