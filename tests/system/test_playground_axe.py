"""The playground judged by axe-core, in every state that it can be in: none may have a violation.

`make slow SUITE=playground` runs this, and npm installs axe-core; SCREENSHOTS=folder keeps what was judged.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.processes.browser import Browser, browser
from tests.support.processes.playground_page import application, opened, shown, small_samples
from tests.support.requests.returning_images_page import serving

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent / "axe"
SCRIPT = HERE / "node_modules" / "axe-core" / "axe.min.js"
INSTALL = ("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--silent")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIDES = {"wide": (1280, 1000), "narrow": (360, 740)}
State = Callable[[Browser], object]


def _tab(name: str) -> State:
    def chosen(page: Browser) -> None:
        page.click(f"#tab-{name}")
        filled = f"document.querySelector('#panel-{name}').children.length"
        page.until(f"{filled} && !document.querySelector('[aria-busy]')")

    return chosen


def _fragment(fragment: str, width: int) -> State:
    def gone(page: Browser) -> None:
        page.run(f"void (location.hash = {fragment!r})")
        shown(page, width)

    return gone


def _every_control(page: Browser) -> None:
    page.run("void document.querySelectorAll('details').forEach(each => { each.open = true })")


def _error(page: Browser) -> None:
    page.run("void (location.hash = '#images/bee.jpg?w=160&blur=999')")
    page.until("document.querySelector('#problem').innerText")


def _lost(page: Browser) -> None:
    page.run("void (location.hash = '#images/nowhere.jpg?w=160')")
    page.until("document.querySelector('#problem').innerText")


def _found(page: Browser) -> None:
    page.type("#find", "blur")
    page.until("document.querySelector('#found').textContent")


def _copied(page: Browser) -> None:
    _tab("url")(page)
    page.click("#panel-url .copy")
    page.until("document.querySelector('#panel-url .copy').textContent != 'Copy'")


def _uploaded(page: Browser) -> None:
    page.put("#file", Path(__file__).parents[2] / "samples" / "citrus.jpg")
    page.until("location.hash.startsWith('#upload')")
    shown(page, 160)
    assert page.run("document.querySelector('#problem').innerText") == ""


STATES: dict[str, State] = {
    "first": lambda page: page.until("document.querySelector('#panel-url pre')"),
    **{f"tab {name}": _tab(name) for name in ("img", "picture", "curl", "python", "js", "next", "languages")},
    "every control": _every_control,
    "error at a control": _error,
    "no such picture": _lost,
    "found": _found,
    "copied": _copied,
    "several set": _fragment("#images/bee.jpg?w=140&fit=crop&h=100&blur=3&fm=jpg", 140),
    "drawn": _fragment("#generate/qr?text=hello&w=120", 120),
    "another shape": _fragment("#images/bee.jpg?w=120&h=120&fit=crop&fm=jpg", 120),
    "uploaded": _uploaded,
}


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if not SCRIPT.exists():
        if not shutil.which("npm"):
            pytest.skip("axe-core comes with npm: install Node.js, then `make slow SUITE=playground`")
        subprocess.run(INSTALL, cwd=HERE, check=True)
    with browser(tmp_path_factory.mktemp("chromium")) as session:
        yield session


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = small_samples(tmp_path_factory.mktemp("pictures"))
    with serving(application(folder, dialects="native,thumbor")) as base:
        yield base


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("side", SIDES)
def test_no_state_has_a_violation(chromium: Browser, address: str, side: str, scheme: str, state: str) -> None:
    page = opened(chromium, address, "#images/bee.jpg?w=160&fm=jpg")
    page.resize(*SIDES[side])
    page.prefer(color_scheme=scheme, reduced_motion="reduce")
    STATES[state](page)
    page.command("Runtime.evaluate", expression=SCRIPT.read_text())
    options = json.dumps({"runOnly": RULES, "resultTypes": ["violations"]})
    page.run(f"void axe.run(document, {options}).then(told => {{ window.judged = told }})")
    told = page.until("window.judged")
    _kept(page, f"{side} {scheme} {state}")
    assert len(told["passes"]) > 20
    assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in told["violations"]] == []
    assert page.run("[document.documentElement.scrollWidth <= innerWidth]") == [True]


def _kept(page: Browser, name: str) -> None:
    if folder := os.environ.get("SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / f"{name.replace(' ', '-')}.png").write_bytes(page.screenshot())
