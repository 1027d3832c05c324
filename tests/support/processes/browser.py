"""Chromium without a window, controlled by plain WebDriver requests to chromedriver.

https://www.w3.org/TR/webdriver2/
"""

import base64
import http.client
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
DRIVER = "chromedriver"
HOW = "needs chromium and chromedriver (Debian: chromium, chromium-driver); then `make slow SUITE=browser` runs it"
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-proxy-server"),
    *("--disable-dev-shm-usage", "--window-size=1000,1400"),
)
KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Space": " ", "End": "\ue010", "Home": "\ue011", "Left": "\ue012"}
KEYS |= {"Up": "\ue013", "Right": "\ue014", "Down": "\ue015"}
"""Keys that are no letters, as WebDriver writes them: https://www.w3.org/TR/webdriver2/#keyboard-actions."""

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""Under this name WebDriver answers an element."""

PATIENCE = 60
"""Seconds that a step may take on a busy machine."""


class Loaded(NamedTuple):
    """What a page has asked for. length: bytes of the body as they came, 0 out of a cache."""

    address: str
    length: int


class Browser:
    """One session with a profile of its own, so that nothing is kept but what it has seen itself."""

    def __init__(self, port: int, profile: Path, program: str) -> None:
        self.port, self.path = port, ""
        options = {"binary": program, "args": [*FLAGS, f"--user-data-dir={profile}"]}
        asked = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}
        made = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": asked}})
        self.path = f"/session/{made['sessionId']}"
        self._ask("POST", "/timeouts", {"script": PATIENCE * 1000, "pageLoad": PATIENCE * 1000})

    def open(self, address: str) -> None:
        """Go to an address, and wait until it and its pictures are there."""
        self._ask("POST", "/url", {"url": address})

    def reload(self) -> None:
        """Press reload: what is kept of the page is asked for again, with its tag."""
        self._ask("POST", "/refresh", {})

    def run(self, expression: str) -> Any:
        """Return the value of an expression in the page."""
        return self._ask("POST", "/execute/sync", {"script": f"return {expression}", "args": []})

    def until(self, expression: str) -> Any:
        """Return the value of an expression as soon as it is true of the page."""
        look = f"const done = arguments[0], look = () => {{ const value = {expression}; "
        look += "value ? done(value) : setTimeout(look, 20) }; look()"
        return self._ask("POST", "/execute/async", {"script": look, "args": []})

    def click(self, selector: str) -> None:
        """Click on what a selector finds, as a mouse would."""
        self._ask("POST", f"/element/{self._element(selector)}/click", {})

    def type(self, selector: str, text: str) -> None:
        """Replace the text of a field, key by key."""
        element = self._element(selector)
        self._ask("POST", f"/element/{element}/clear", {})
        self._ask("POST", f"/element/{element}/value", {"text": text})

    def put(self, selector: str, path: Path) -> None:
        """Choose a file in a field for files."""
        self._ask("POST", f"/element/{self._element(selector)}/value", {"text": str(path)})

    def press(self, *names: str) -> None:
        """Press keys one after another, by the names of KEYS or as letters, wherever the focus is."""
        steps = [{"type": kind, "value": KEYS.get(name, name)} for name in names for kind in ("keyDown", "keyUp")]
        self._ask("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": steps}]})

    def resize(self, width: int, height: int) -> None:
        """Give the page so many CSS pixels, also fewer than a window can have."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.command("Emulation.setDeviceMetricsOverride", **size)

    def prefer(self, **features: str) -> None:
        """Let the reader prefer something, as color_scheme="dark"; nothing where nothing is named."""
        told = [{"name": f"prefers-{name.replace('_', '-')}", "value": value} for name, value in features.items()]
        self.command("Emulation.setEmulatedMedia", features=told)

    def command(self, name: str, **parameters: Any) -> Any:
        """Return what the browser answers to a command of its DevTools.

        https://chromedevtools.github.io/devtools-protocol/
        """
        return self._ask("POST", "/goog/cdp/execute", {"cmd": name, "params": parameters})

    def loaded(self) -> list[Loaded]:
        """Return all that pages have asked for since this was last asked, and what came of it by now."""
        entries = self._ask("POST", "/se/log", {"type": "performance"})
        asked, heads, wholes = {}, {}, {}
        for event in (json.loads(entry["message"])["message"] for entry in entries):
            told, name = event["params"], event["method"]
            if name == "Network.requestWillBeSent":
                asked[told["requestId"]] = told["request"]["url"]
            elif name == "Network.responseReceived":
                heads[told["requestId"]] = told["response"]["encodedDataLength"]
            elif name == "Network.loadingFinished":
                wholes[told["requestId"]] = told["encodedDataLength"]
        lengths = {each: max(0, int(whole - heads.get(each, 0))) for each, whole in wholes.items()}
        return [Loaded(address, lengths.get(each, 0)) for each, address in asked.items()]

    def complaints(self) -> list[str]:
        """Return what the console has had to say since it was last asked."""
        return [entry["message"] for entry in self._ask("POST", "/se/log", {"type": "browser"})]

    def screenshot(self) -> bytes:
        """Return what the window shows, as PNG."""
        return base64.b64decode(self._ask("GET", "/screenshot"))

    def close(self) -> None:
        """End the session and its browser."""
        self._ask("DELETE", "")

    def _element(self, selector: str) -> str:
        found = self._ask("POST", "/element", {"using": "css selector", "value": selector})
        return str(found[ELEMENT])

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=2 * PATIENCE)) as connection:
            connection.request(method, self.path + path, None if body is None else json.dumps(body))
            answer = connection.getresponse()
            value = json.loads(answer.read())["value"]
        assert answer.status == http.client.OK, value
        return value


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """Start a browser whose profile lies in a new folder; skip where there is none."""
    program, driver = next(filter(None, map(shutil.which, NAMES)), None), shutil.which(DRIVER)
    if program is None or driver is None:
        pytest.skip(HOW)
    with subprocess.Popen([driver, "--port=0"], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            started = next(
                found for text in process.stdout if (found := re.search(r"successfully on port (\d+)", text))
            )
            with closing(Browser(int(started[1]), folder / "profile", program)) as session:
                yield session
        finally:
            process.terminate()
