"""Client URLs: what ready-made clients write (tests/clients/urls.json), asked of the application as they mean it.

`PYTHONPATH=. .venv/bin/python -m tests.support.requests.client_urls` prints the table. `--renew` writes the list of
what is not answered anew: what is answered leaves it; what is answered no more comes in, to be explained by hand.
"""

import io
import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from PIL import Image
from starlette.testclient import TestClient

from handler.app import create_app
from handler.config.settings import Settings
from handler.dialects.table import at_root, families

FOLDER = Path(__file__).parent.parent.parent / "clients"
RECORD: dict[str, Any] = json.loads((FOLDER / "urls.json").read_text())
UNANSWERED = FOLDER / "unanswered.json"
HOST = "https://img.example.com"
ACCEPT = "image/webp,*/*;q=0.8"

FAMILIES = {
    **dict.fromkeys(("cloudflare_images", "cloudflareimages"), "cloudflare"),
    **dict.fromkeys(("nextjs", "default"), "next"),
    "netlifyImageCdn": "netlify",
    "weserv": "wsrv",
    "awsAmplify": "amplify",
    "edgeonePages": "imagemogr2",
}
"""The dialect that a provider's addresses are in, where it has another name than the provider."""


class ClientUrl(NamedTuple):
    """An address, and what its client is to get: size of the picture, and a format where the address names one."""

    client: str
    provider: str
    address: str
    key: str
    size: list[int]
    format: str | None
    signed: str = ""

    @property
    def family(self) -> str:
        """The dialect that stands at the root for this client: the native one where there is none of its own."""
        own = FAMILIES.get(self.provider, self.provider)
        return own if own in families() else "native"


URLS = tuple(ClientUrl(**each) for each in RECORD["urls"])


def keep_pictures(folder: Path) -> None:
    """Lay a picture of 4 by 3 under every key that an address may mean: all of the path that names it, or its end."""
    file = io.BytesIO()
    Image.radial_gradient("L").resize((800, 600)).convert("RGB").save(file, "JPEG")
    for url in URLS:
        segments = url.key.split("/")
        for start in range(len(segments)):
            path = folder / "/".join(segments[start:])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.getvalue())


class Replay:
    """An application for each dialect at the root, all doors open, before pictures in a folder."""

    def __init__(self, folder: Path) -> None:
        """Lay the pictures there."""
        keep_pictures(folder)
        self.source = f"file://{folder}"
        self.app = cache(self._app)

    def _app(self, family: str, signed: str) -> TestClient:
        row, keys = at_root(family), {}
        if signed and row and row.secret:
            tokens = RECORD["tokens"]
            paired = f"{tokens['imgproxyKey']}:{tokens['imgproxySalt']}"
            keys[row.secret] = paired if row.family == "imgproxy" else tokens.get(signed, "another key")
        chosen = {"source": self.source, "root": family, "dialects": families(), "public_url": HOST, "log": "off"}
        return TestClient(create_app(Settings(unsigned=frozenset({"any"}), **chosen, **keys)))

    def fault(self, url: ClientUrl, family: str = "") -> str:
        """Return what is wrong with the answer to an address, nothing where it is what the client asked for."""
        answer = self.app(family or url.family, url.signed).get(url.address, headers={"accept": ACCEPT})
        if answer.status_code != 200:
            return f"{answer.status_code}: {answer.json()['detail']}"
        size = list(Image.open(io.BytesIO(answer.content)).size)
        if size != url.size:
            return f"{size[0]} x {size[1]} in place of {url.size[0]} x {url.size[1]}"
        kind = answer.headers["content-type"]
        return "" if url.format is None or kind == f"image/{url.format}" else f"{kind} in place of {url.format}"

    def faults(self) -> dict[str, str]:
        """Return for each address that is not answered what is wrong."""
        told = ((url.address, self.fault(url)) for url in URLS)
        return {address: fault for address, fault in told if fault}

    def others(self, url: ClientUrl) -> Iterator[str]:
        """Yield the dialects that answer an address in place of its own."""
        return (family for family in sorted(families() - {url.family}) if not self.fault(url, family))


def unanswered() -> dict[str, str]:
    """Return the addresses that are known not to be answered, and why."""
    known: dict[str, str] = json.loads(UNANSWERED.read_text())
    return known


def main(arguments: list[str]) -> None:
    """Print the table, or renew the list."""
    with TemporaryDirectory() as folder:
        replay = Replay(Path(folder))
        faults = replay.faults()
        for url in URLS:
            fault = faults.get(url.address, "")
            other = f" (root={', '.join(replay.others(url))} does)" if fault and any(replay.others(url)) else ""
            sys.stdout.write(
                f"{'-' if fault else '+'} {url.client:24} {url.provider:18} {url.family:12} {fault}{other}\n"
            )
            if fault:
                sys.stdout.write(f"    {url.address}\n")
    sys.stdout.write(f"{len(URLS) - len(faults)} of {len(URLS)} are answered as asked\n")
    if "--renew" in arguments:
        known = unanswered() if UNANSWERED.exists() else {}
        kept = {address: known.get(address, fault) for address, fault in faults.items()}
        UNANSWERED.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
