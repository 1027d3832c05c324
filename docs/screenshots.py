"""Make the pictures of the playground's page by opening it in Chromium: `python docs/screenshots.py`.

No part of `make docs`, since it needs chromium and chromedriver. The service itself makes WebP of what the browser saw.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import Request, urlopen
from uuid import uuid4

from tests.support.processes.browser import Browser, browser

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
PORT = int(os.environ.get("PORT", "8000"))
"""That of `make run`, which is seen."""

FRAGMENT = "#images/bee.jpg?w=640&duotone=1d2b53,ffec99&fm=webp"
SIZE = (1280, 1300)
MOST_BYTES = 110_000
NAMES = {"light": "playground.webp", "dark": "playground-dark.webp"}
READY = "document.querySelector('#score')?.textContent.startsWith('0.') && !document.querySelector('[aria-busy]')"
FIRST_GROUP = "document.querySelector('#groups > details')"


@contextmanager
def served() -> Iterator[str]:
    """Run `tintype serve` as `make run` does, and give its address."""
    command = [sys.executable, "-m", "handler", "serve", "--quiet", "--port", str(PORT)]
    bare = {name: text for name, text in os.environ.items() if not name.startswith("TINTYPE_")}
    with subprocess.Popen(command, cwd=ROOT, env=bare, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout  # noqa: S101 - it is a pipe
        if not any(line.startswith("Ctrl-C") for line in server.stdout):
            raise SystemExit(1)
        try:
            yield f"http://127.0.0.1:{PORT}"
        finally:
            server.terminate()


def seen(page: Browser, address: str, scheme: str) -> bytes:
    """Return what a reader sees who prefers a scheme, as PNG."""
    page.resize(*SIZE)
    page.prefer(color_scheme=scheme, reduced_motion="reduce")
    page.open("about:blank")
    page.open(f"{address}/{FRAGMENT}")
    page.until("document.querySelector('#score')")
    page.until(READY)
    page.run(
        "void [...document.querySelectorAll('#groups > details')].slice(0, 1).forEach(each => { each.open = true })"
    )
    page.click("#tab-img")
    page.until(f"document.querySelector('#panel-img pre') && {READY}")
    page.run("void (document.activeElement.blur(), scrollTo(0, 0))")
    return page.screenshot()


def as_webp(address: str, png: bytes) -> bytes:
    """Return a picture as WebP of at most so many bytes, made by the service."""
    mark = uuid4().hex
    recipe = {"output": {"formats": ["webp"], "max_bytes": MOST_BYTES}}
    parts = (('name="recipe"', json.dumps(recipe).encode()), ('name="picture"; filename="a.png"', png))
    body = b"".join(
        f"--{mark}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + data + b"\r\n" for head, data in parts
    )
    kind = {"content-type": f"multipart/form-data; boundary={mark}"}
    with urlopen(Request(f"{address}/render", body + f"--{mark}--\r\n".encode(), kind)) as answer:  # noqa: S310 - our own server
        made: bytes = answer.read()
    return made


def main() -> None:
    """Write both pictures."""
    with TemporaryDirectory() as folder, browser(Path(folder)) as page, served() as address:
        for scheme, name in NAMES.items():
            made = as_webp(address, seen(page, address, scheme))
            (PICTURES / name).write_bytes(made)
            print(f"docs/pictures/{name}: {len(made):,} bytes")


if __name__ == "__main__":
    main()
