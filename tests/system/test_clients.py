"""The npm package as it is published, and what Next, Nuxt, unpic, Astro and Django render with the clients.

    make slow SUITE=clients

npm and pip fetch them at pinned versions, which takes minutes. Every address that is rendered is asked of a server with
the defaults of a deployment, as a stranger would; but Astro's second page is signed.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import pytest
from PIL import Image

from tests.support.client_pages import of_page
from tests.support.processes.asgi_servers import COMMANDS, finish, start, wait
from tests.support.processes.ports import HOST, free_port
from tests.support.waiting import until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("npm"), reason="npm has the frameworks: install Node.js, then try again"),
]

ROOT = Path(__file__).parents[2]
JS = ROOT / "handler" / "client" / "js"
HERE = Path(__file__).parent / "clients"
INSTALL = ("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--silent")
TSC = Path("node_modules") / ".bin" / "tsc"
KEY = "a-key-of-the-tests-no-other"
SIZE = (4200, 2800)
"""Larger than any candidate, so that none is smaller than it says."""

SHIPPED = {"tintype.js", "tintype.d.ts", "words.d.ts", "sign.js", "sign.d.ts", "package.json", "README.md", "LICENSE"}
Tag = tuple[str, str, str]
"""Who rendered it, what it shows, and its HTML."""


def ran(folder: Path, *command: str | Path) -> str:
    environ = {**os.environ, "NUXT_TELEMETRY_DISABLED": "1", "ASTRO_TELEMETRY_DISABLED": "1", "CI": "1"}
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what npm says of the package that it packs."""
    folder = tmp_path_factory.mktemp("packed")
    (found,) = json.loads(ran(JS, "npm", "pack", "--json", "--pack-destination", folder))
    return {**found, "path": folder / found["filename"]}


@pytest.fixture(scope="module")
def site(packed: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder where npm has installed the frameworks, and tintype from its package."""
    folder = tmp_path_factory.mktemp("clients") / "site"
    shutil.copytree(HERE, folder)
    ran(folder, *INSTALL, packed["path"])
    return folder


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run a server with the defaults of a deployment, and a large picture."""
    folder = tmp_path_factory.mktemp("pictures")
    Image.linear_gradient("L").resize(SIZE).convert("RGB").save(folder / "bee.jpg", quality=80)
    settings = {"TINTYPE_SOURCE": folder.as_uri(), "TINTYPE_UNSIGNED": "widths", "TINTYPE_SIGNING_KEYS": KEY}
    server = start(COMMANDS["uvicorn"], settings)
    try:
        wait(server)
        yield f"http://{HOST}:{server.port}"
    finally:
        finish(server)


def test_npm_packs_the_module_its_types_and_nothing_else(packed: dict[str, Any]) -> None:
    assert {each["path"] for each in packed["files"]} == SHIPPED
    assert (packed["name"], packed["entryCount"]) == ("tintype", len(SHIPPED))
    weight = f"{packed['size']:,} bytes packed, {packed['unpackedSize']:,} unpacked"
    print(f"\nnpm pack: {packed['entryCount']} files, {weight}")  # noqa: T201 - what was asked for


@pytest.mark.parametrize("modules", ["nodenext", "esnext --moduleResolution bundler"])
def test_typescript_takes_the_types_and_refuses_what_is_wrong(modules: str, site: Path) -> None:
    options = ("--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", *modules.split())
    wanted = ("--ignoreConfig",) if "--ignoreConfig" in ran(site, TSC, "--all", "--help") else ()
    ran(site, TSC, *options, *wanted, "typed.ts")


def test_the_types_are_whole(site: Path) -> None:
    ran(site, TSC, "--project", "tsconfig.json")


def of_components(site: Path) -> Iterator[Tag]:
    for by, pages in json.loads(ran(site, "node", "components.mjs")).items():
        yield from ((by, what, page) for what, page in pages)


def of_nuxt(site: Path) -> Iterator[Tag]:
    """Yield the pictures of a page that Nuxt's own server renders."""
    ran(site / "nuxt", "../node_modules/.bin/nuxt", "build")
    port = free_port()
    environ = {**os.environ, "HOST": HOST, "PORT": str(port)}
    with subprocess.Popen(["node", ".output/server/index.mjs"], cwd=site / "nuxt", env=environ) as server:  # noqa: S607
        try:
            until(lambda: answers(port))
            page = urlopen(f"http://{HOST}:{port}/").read().decode()
        finally:
            server.terminate()
    yield from pictures("@nuxt/image", page)


def of_astro(site: Path) -> Iterator[Tag]:
    """Yield the pictures of a page that Astro builds, by its function: its command refuses some versions of Node."""
    code = "import { build } from 'astro'; await build({ root: '.', logLevel: 'error' });"
    ran(site / "astro", "node", "--input-type=module", "--eval", code)
    yield from pictures("astro", (site / "astro" / "dist" / "index.html").read_text())


def answers(port: int) -> bool:
    with suppress(ConnectionRefusedError), socket.create_connection((HOST, port)):
        return True
    return False


def pictures(by: str, page: str) -> Iterator[Tag]:
    """Yield each picture of a page by what it shows: a tag, with the sources before it."""
    for tags in re.findall(r"<picture.*?</picture>|<img[^>]*>", page, re.DOTALL):
        yield by, re.findall(r'alt="([^"]*)"', tags)[0], tags


class Seen(NamedTuple):
    """What an address gave."""

    media_type: str
    size: tuple[int, int]


def seen(address: str) -> Seen:
    """Return what a browser that takes WebP gets; an error where the answer is no 200."""
    with urlopen(Request(address, headers={"Accept": "image/webp,*/*"})) as answer:
        assert answer.status == 200
        return Seen(answer.headers["Content-Type"], Image.open(BytesIO(answer.read())).size)


def check(address: str, descriptor: str) -> Seen:
    """Assert that an address gives the width, the height and the format that it says, and its descriptor too."""
    said = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    found, width = seen(address), round(int(said.get("w", SIZE[0])) * float(said.get("dpr", "1")))
    assert not descriptor.endswith("w") or descriptor == f"{width}w", address
    high = int(said["h"]) if "h" in said else width * SIZE[1] / SIZE[0]
    assert found.size[0] == width, address
    assert abs(found.size[1] - high) < 1, address
    assert found.media_type == f"image/{said.get('fm', 'webp').replace('jpg', 'jpeg')}", address
    return found


ENVIRONMENTS = {
    "Next and unpic": (of_components, ""),
    "Nuxt": (of_nuxt, ""),
    "Astro": (of_astro, ""),
    "Astro, signed": (of_astro, KEY),
}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_every_address_that_a_framework_renders_gives_the_right_picture(name: str, site: Path, service: str) -> None:
    rendered, key = ENVIRONMENTS[name]
    told = f"export const base = {json.dumps(service)};\nexport const key = {json.dumps(key)};\n"
    (site / "base.js").write_text(told)
    tags = list(rendered(site))
    assert len(tags) >= 4
    print()  # noqa: T201 - the table is what it is for
    for by, what, page in tags:
        found = [check(*each) for each in of_page(page)]
        assert found, page
        assert all(("&s=" in address) is bool(key) for address, _ in of_page(page))
        widths = sorted(each.size[0] for each in found)
        kinds = ", ".join(sorted({each.media_type for each in found}))
        sizes = f"{widths[0]:4} to {widths[-1]:4} wide"
        print(f"{by:12}  {what:22} {len(found):3} addresses, all 200, {sizes}, {kinds}")  # noqa: T201


def test_django_renders_the_tags(tmp_path: Path) -> None:
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes")
    ran(ROOT, *pip, "--target", tmp_path, "-r", HERE / "django.txt")
    environ = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"}
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/client/test_django.py")
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert re.search(r"^\d+ passed in", done.stdout, re.MULTILINE), done.stdout
