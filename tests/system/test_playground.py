"""The playground in a real Chromium: seen, changed, copied from, by mouse and by keyboard, wide and narrow."""

import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from PIL import Image
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from handler.web.playground.link_signing import open_signing
from tests.support.processes.browser import Browser, browser
from tests.support.processes.playground_page import START, application, opened, shown, small_samples, text_of
from tests.support.requests.returning_images_page import serving
from tests.support.waiting import PATIENCE

KEY = "a-key-of-the-tests-no-other"
MOST_BYTES = 120_000
"""What the page may weigh besides pictures."""

MOST_TABS = 60
"""So many times Tab is pressed at most until something has to be reached."""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("chromium")) as session:
        yield session


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pictures that are soon made."""
    return small_samples(tmp_path_factory.mktemp("pictures"))


@pytest.fixture(scope="module")
def address(pictures: Path) -> Iterator[str]:
    with serving(application(pictures, dialects="native,thumbor")) as base:
        yield base


@pytest.fixture(scope="module")
def first(chromium: Browser, address: str) -> Browser:
    """The page when it is opened for the first time."""
    return opened(chromium, address, START)


@pytest.fixture
def page(first: Browser, address: str) -> Browser:
    """The page with the same picture in it for each test, light and wide."""
    first.resize(1280, 1000)
    first.prefer()
    if not first.run(f"location.href.startsWith({address!r})"):
        opened(first, address, START)
    first.run(f"void (location.hash = {START!r})")
    first.click("#tab-url")
    shown(first, 160)
    first.complaints()
    return first


def test_it_shows_a_picture_and_asks_no_other_host(chromium: Browser, address: str) -> None:
    chromium.command("Network.clearBrowserCache")
    chromium.loaded()
    page = opened(chromium, address, START)
    shown(page, 160)
    text_of(page, "img")
    asked = [each for each in page.loaded() if urlsplit(each.address).scheme not in {"about", "blob", "data"}]
    assert {urlsplit(each.address).netloc for each in asked} == {urlsplit(address).netloc}
    weights = {each.address: each.length for each in asked if "/images/" not in each.address}
    assert {"", "/docs/playground/main.js", "/docs/playground/controls.json"} <= {
        urlsplit(each).path.rstrip("/") for each, weight in weights.items() if weight
    }
    assert sum(weights.values()) < MOST_BYTES
    assert page.complaints() == []


def test_what_a_control_changes_is_seen_in_url_picture_and_size(page: Browser) -> None:
    page.run("void (document.querySelector('#c-w').closest('details').open = true)")
    page.type("#c-w", "100")
    shown(page, 100)
    assert page.run("document.querySelector('#url').textContent").endswith("/images/bee.jpg?w=100&fm=jpg")
    assert page.run("location.hash") == "#images/bee.jpg?w=100&fm=jpg"
    assert page.until("document.querySelector('#panel-url pre')?.textContent.includes('w=100&')")
    assert page.complaints() == []


def test_an_error_stands_at_its_control_and_goes_with_it(page: Browser) -> None:
    page.run("void (document.querySelector('#c-w').closest('details').open = true)")
    page.type("#c-w", "0")
    page.until("document.querySelector('#problem').innerText")
    wrong = "document.querySelector('#c-w').getAttribute('aria-invalid')"
    told = "document.querySelector('#c-w-error')"
    assert page.run(wrong) == "true"
    assert page.run(f"{told}.hidden") is False
    said = page.run(f"{told}.textContent")
    assert said
    assert said in page.run("document.querySelector('#problem').innerText")
    assert page.run("document.querySelector('#c-w').getAttribute('aria-describedby')").startswith("c-w-error")
    page.type("#c-w", "120")
    shown(page, 120)
    assert page.run(f"[{wrong}, {told}.hidden, document.querySelector('#problem').innerText]") == [None, True, ""]


def test_what_is_set_is_kept_when_it_is_reloaded(page: Browser) -> None:
    page.run("void (document.querySelector('#c-w').closest('details').open = true)")
    page.type("#c-w", "90")
    shown(page, 90)
    page.reload()
    shown(page, 90)
    assert page.run("document.querySelector('#c-w').value") == "90"
    assert page.run("document.querySelector('#key').value") == "bee.jpg"


def test_a_text_is_copied_and_it_is_said(page: Browser, address: str) -> None:
    page.command("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    for tab, name in (("url", "URL"), ("img", "img tag")):
        text = text_of(page, tab)
        page.click(f"#panel-{tab} .copy")
        page.until(f"[...document.querySelectorAll('[role=status]')].some(each => each.textContent == '{name} copied')")
        page.run("void navigator.clipboard.readText().then(text => { window.pasted = text })")
        assert page.until("window.pasted") == text
        page.run("void (window.pasted = '')")
    assert f"{address}/images/bee.jpg?w=80&amp;fm=jpg 80w" in text


def test_where_the_clipboard_is_closed_it_is_copied_otherwise(page: Browser) -> None:
    text = text_of(page, "url")
    page.run("void Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.run("void document.addEventListener('copy', () => { window.taken = getSelection().toString() })")
    page.click("#panel-url .copy")
    assert page.until("document.querySelector('#panel-url .copy').textContent == 'Copied' && window.taken") == text
    assert page.run("document.activeElement.className") == "copy"


def test_the_tags_that_are_shown_are_those_of_the_service(page: Browser) -> None:
    """A browser lays the candidates out as they say: the one that it takes of them has the width that it tells."""
    text = text_of(page, "img")
    page.run(f"void (window.made = document.createRange().createContextualFragment({text!r}).firstChild)")
    page.run("void document.querySelector('footer').append(window.made)")
    page.until("window.made.complete && window.made.naturalWidth")
    assert page.run("[window.made.naturalWidth, window.made.getAttribute('width')]") == [160, "160"]


def test_every_language_is_told_and_the_open_ones_first(page: Browser, address: str) -> None:
    page.click("#tab-languages")
    page.until("document.querySelector('#panel-languages tbody tr')")
    rows = page.run(
        "[...document.querySelectorAll('#panel-languages tbody tr')].map(each => "
        "[each.querySelector('th').firstChild.data, each.querySelector('code').textContent, "
        "!!each.querySelector('.open')])"
    )
    assert {name for name, _, answered in rows if answered} == {"native", "thumbor"}
    assert [answered for _, _, answered in rows] == sorted((answered for _, _, answered in rows), reverse=True)
    for name, url, answered in rows:
        assert url.startswith(f"{address}/"), name
        if answered:
            with urlopen(url, timeout=PATIENCE) as answer:
                assert Image.open(io.BytesIO(answer.read())).width == 160
    told = page.run("document.querySelectorAll('#panel-languages dt').length")
    assert len(rows) + told > 40
    assert page.run("document.querySelector('#panel-languages summary').textContent") == f"{told} cannot say it"


@pytest.mark.parametrize("tab", ["url", "picture", "python", "languages"])
def test_a_phone_has_nothing_beside_its_screen(page: Browser, tab: str) -> None:
    page.resize(360, 740)
    page.click(f"#tab-{tab}")
    page.until(f"document.querySelector('#panel-{tab}').children.length && !document.querySelector('[aria-busy]')")
    assert page.run("[document.documentElement.scrollWidth, innerWidth]") == [360, 360]


def test_on_a_phone_nothing_that_has_the_focus_is_behind_the_picture(page: Browser) -> None:
    page.resize(360, 740)
    behind = page.run(
        "[...document.querySelectorAll('summary, [role=tab][tabindex=\"0\"], .copy, .control input, footer a')]"
        ".filter(each => each.checkVisibility()).reverse().map(each => { each.focus(); const { left, top, height } = "
        "each.getBoundingClientRect(); const seen = document.elementFromPoint(left + 4, top + height / 2); "
        "return each.contains(seen) || seen?.contains(each) ? '' : each.outerHTML }).filter(Boolean)"
    )
    assert behind == []


def test_who_prefers_dark_gets_it(page: Browser) -> None:
    looks = []
    for scheme in ("light", "dark"):
        page.prefer(color_scheme=scheme)
        paper = "getComputedStyle(document.documentElement).backgroundColor"
        looks.append(page.run(f"[{paper}, getComputedStyle(document.body).color]"))
    light, dark = [[brightness(colour) for colour in look] for look in looks]
    assert dark[0] < light[0] - 100
    assert dark[1] > light[1] + 100


def brightness(colour: str) -> int:
    """Return the red of a computed colour; none here is of one hue."""
    return int(colour.partition("(")[2].partition(",")[0])


def reach(page: Browser, element: str) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(MOST_TABS):
        if page.run(f"document.activeElement.matches({element!r})"):
            return
        page.press("Tab")
    raise AssertionError(page.run("document.activeElement.outerHTML"))


def test_all_can_be_done_without_a_mouse(page: Browser) -> None:
    reach(page, "#divider")
    page.press("Right", "Right", "Right")
    assert page.run("document.querySelector('#divider').value") == "53"
    assert page.run("document.querySelector('#frame').style.getPropertyValue('--cut')") == "53%"
    reach(page, "#tab-url")
    page.press("Right", "Right")
    assert page.run("document.activeElement.id") == "tab-picture"
    page.press("End", "Right", "Left", "Home")
    assert page.run("[document.activeElement.id, document.querySelector('#tab-url').ariaSelected]") == [
        "tab-url",
        "true",
    ]
    reach(page, "#find")
    page.press(*"progressive-blur")
    page.until("document.querySelector('#found').textContent")
    reach(page, "#c-progressive-blur")
    page.press("4")
    page.until("document.querySelector('#url').textContent.endsWith('progressive-blur=4')")
    shown(page, 160)
    page.run("void (document.querySelector('#find').value = '')")
    page.run("void document.querySelector('#find').dispatchEvent(new Event('input'))")


def test_links_are_signed_for_who_opens_what_was_printed(chromium: Browser, pictures: Path) -> None:
    app = application(pictures, unsigned="widths", signing_keys=KEY)
    app.state.signing_word = word = open_signing(app)
    with serving(app) as address:
        page = opened(chromium, address, f"#sign={word}")
        assert word not in page.run("location.href")
        page.run("void (location.hash = '#images/bee.jpg?w=131&fm=jpg')")  # on no ladder
        shown(page, 131)
        signed = page.until(
            "document.querySelector('#panel-url pre')?.textContent.includes('w=131') "
            "&& document.querySelector('#panel-url pre').textContent"
        )
        with urlopen(signed, timeout=PATIENCE) as answer:
            assert answer.status == 200
        assert "&s=" in signed
        assert text_of(page, "img").count("&amp;s=") == 5  # the source, and a candidate for each scale
        page.until(f"document.querySelector('#link').href == {signed!r}")
        page.put("#file", pictures / "citrus.jpg")
        page.until("document.querySelector('#url').textContent.startsWith('POST')")
        shown(page, 131)
        assert page.run("document.querySelector('#problem').innerText") == ""
        page.run("void (location.hash = '#images/bee.jpg?w=131&fm=jpg')")
        page.run("void sessionStorage.clear()")
        page.reload()
        page.until("document.querySelector('#problem').innerText.includes('signature')")


def test_a_service_that_is_busy_is_asked_again(chromium: Browser, pictures: Path) -> None:
    busy: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if b"w=133" in scope.get("query_string", b"") and not busy:
            busy.append(scope["path"])
            answer = Response(status_code=503, headers={"retry-after": "1"})
            return await answer(scope, receive, send)
        return await whole(scope, receive, send)

    whole = application(pictures)
    with serving(app) as address:
        shown(opened(chromium, address, "#images/bee.jpg?w=133&fm=jpg"), 133)
    assert busy
