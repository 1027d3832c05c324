"""Addresses and `curl` commands of the pages, asked of an application that has every picture they name."""

import argparse
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote, urlsplit

from httpx2 import Response
from starlette.testclient import TestClient

from handler.app import create_app
from handler.config.settings import Settings
from handler.dialects.table import families

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "samples"
HOSTS = {"127.0.0.1:8000", "localhost:8000", "img.example.com"}
"""Where the pages' servers are."""

ANSWERED = {"TINTYPE_UNSIGNED": "any", "TINTYPE_ORIGINALS": "on", "TINTYPE_DOCS": "on", "TINTYPE_LOG": "off"}
DOORS = {"TINTYPE_DIALECTS": ",".join(families()), "TINTYPE_ROOT": "native"}
BROWSER = {"accept": "image/avif,image/webp,image/apng,image/*,*/*;q=0.8"}
FOR = {".png": "owl.png", ".webp": "bridge.webp", ".gif": "lighthouse.gif"}
"""The sample that stands for a picture that a page names, by its ending; a JPEG for all others."""


class CurlLine(argparse.ArgumentParser):
    """Reads a curl command, as far as pages use it."""

    def __init__(self) -> None:
        super().__init__(prog="curl", add_help=False, exit_on_error=False)
        self.add_argument("address")
        self.add_argument("-X", default="")
        self.add_argument("-d", "--data", "--data-binary", default="")
        for name in ("-H", "-F"):
            self.add_argument(name, action="append", default=[])
        for name in ("-D", "-o", "-w"):  # these change nothing about what is asked, as those below
            self.add_argument(name)
        for name in ("-I", "-s", "-S", "-f", "-i", "-L", "-O", "-v", "--compressed"):
            self.add_argument(name, action="store_true")

    def error(self, message: str) -> NoReturn:
        raise ValueError(f"curl: {message}")


CURL = CurlLine()


class Pages:
    """Asks what pages print. folder: where the pictures lie that they name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clients: dict[str, TestClient] = {}

    def get(self, address: str, environ: Mapping[str, str]) -> Response:
        """Ask an address as a browser does."""
        return self.ask("GET", address, environ, headers=BROWSER)

    def ask(self, method: str, address: str, environ: Mapping[str, str], **more: Any) -> Response:
        """Ask an application with these settings, beside those with which all is answered."""
        target = target_of(address)
        for key in named(target):
            self._have(key)
        client = self._client({**ANSWERED, **DOORS, **environ})
        return client.request(method, target, follow_redirects=False, **more)

    def curl(self, words: list[str], environ: Mapping[str, str]) -> Response:
        """Ask what a curl command asks."""
        said = CURL.parse_args(words[1:])
        fields = [field.partition("=")[::2] for field in said.F]
        forms = {
            "files": {name: _body(value) for name, value in fields if value.startswith("@")},
            "data": {name: value for name, value in fields if not value.startswith("@")},
        }
        more: dict[str, Any] = {name: value for name, value in forms.items() if value}
        if said.data:
            more["content"] = _body(said.data)
            self._have_of(said.data)
        headers = {name: value.strip() for name, _, value in (header.partition(":") for header in said.H)}
        method = said.X or ("HEAD" if said.I else "POST" if more else "GET")
        return self.ask(method, said.address, environ, headers=headers, **more)

    def recipe(self, text: str) -> Response:
        """Post a recipe in JSON."""
        self._have_of(text)
        return self.ask("POST", "/render", {}, json=json.loads(text))

    def _have_of(self, text: str) -> None:
        for key in re.findall(r'"key": ?"([^"]+)"', text):
            self._have(key)

    def _have(self, key: str) -> None:
        path = self.folder / key
        if not path.exists() and path.resolve().is_relative_to(self.folder.resolve()):
            path.parent.mkdir(parents=True, exist_ok=True)
            own = SAMPLES / path.name
            shutil.copyfile(own if own.is_file() else SAMPLES / FOR.get(path.suffix, "bee.jpg"), path)

    def _client(self, environ: Mapping[str, str]) -> TestClient:
        name = json.dumps(environ, sort_keys=True)
        if name not in self.clients:
            app = create_app(Settings.read({**environ, "TINTYPE_SOURCE": self.folder.as_uri()}))
            self.clients[name] = TestClient(app, raise_server_exceptions=False)
        return self.clients[name]


def ours(address: str) -> bool:
    """Whether an address is one of the servers that pages speak of."""
    parts = urlsplit(address)
    return parts.netloc in HOSTS if parts.scheme else address.startswith("/")


def target_of(address: str) -> str:
    """Return an address from its path on."""
    return re.sub("^https?://[^/]+", "", address) or "/"


def named(target: str) -> Iterator[str]:
    """Give whatever could be a picture's key in an address: each tail of a path that ends like a picture."""
    for text in re.split(r"[?&]", unquote(target)):
        segments = re.sub(r"^[\w-]+=", "", text).strip("/").split("/")
        for start in range(len(segments)):
            key = re.sub("@[a-z]+$", "", "/".join(segments[start:]))
            if re.search(r"\.(jpe?g|png|webp|gif)$", key) and ".." not in key:
                yield key


def _body(text: str) -> bytes:
    return (ROOT / text[1:]).read_bytes() if text.startswith("@") else text.encode()
