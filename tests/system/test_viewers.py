"""Viewers of IIIF in a real Chromium: each zooms a picture by both editions, and no request of its fails.

`make slow SUITE=viewers` runs this, and npm installs them; SCREENSHOTS=folder keeps what it saw.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PIL import Image
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from handler.app import create_app
from handler.config.settings import Settings
from handler.core.geometry import Size
from handler.core.limits import Limits
from handler.dialects.iiif.edition import THREE, TWO, manners_of
from handler.dialects.iiif.picture_request import read_picture
from handler.dialects.iiif.pyramid import pyramid_recipes
from tests.conftest import SAMPLES
from tests.support.processes.browser import Browser, browser
from tests.support.requests.returning_images_page import serving

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent / "viewers"
INSTALL = ("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--silent")
SIZE = (2000, 2500)  # no multiple of a tile
MANNERS = {3: manners_of(THREE, Limits(), frozenset()), 2: manners_of(TWO, Limits(), frozenset())}
HEAD = "<!doctype html><meta charset=utf-8><style>html, body, #v { margin: 0; height: 100% }</style><div id=v></div>"


class Viewer(NamedTuple):
    """A viewer. page: its HTML, INFO and MANIFEST filled in; or an address. ready, zoom, zoomed: what is run in it."""

    page: str
    ready: str
    zoom: str
    zoomed: str


VIEWERS = {
    "openseadragon": Viewer(
        f"{HEAD}<style>#v {{ width: 400px; height: 500px }}</style>"
        "<script src=/v/openseadragon/build/openseadragon/openseadragon.min.js></script><script>"
        "viewer = OpenSeadragon({id: 'v', prefixUrl: '/v/openseadragon/build/openseadragon/images/', "
        "tileSources: 'INFO'})</script>",
        "viewer.world.getItemCount() && viewer.world.getItemAt(0).getFullyLoaded()",
        "viewer.viewport.zoomTo(9, null, true)",
        "viewer.world.getItemAt(0).getFullyLoaded()",
    ),
    "leaflet": Viewer(
        f"{HEAD}<link rel=stylesheet href=/v/leaflet/dist/leaflet.css><script src=/v/leaflet/dist/leaflet.js></script>"
        "<script src=/v/leaflet-iiif/leaflet-iiif.js></script><script>"
        "map = L.map('v', {center: [0, 0], crs: L.CRS.Simple, zoom: 0}); loads = 0;"
        "layer = L.tileLayer.iiif('INFO').on('load', () => { loads++ }).addTo(map)</script>",
        "loads > 0",
        "(loads = 0, map.setZoom(map.getZoom() + 3, {animate: false}))",
        "loads > 0",
    ),
    "mirador": Viewer(
        f"{HEAD}<script src=/v/mirador/dist/mirador.min.js></script><script>"
        "viewer = Mirador.viewer({id: 'v', windows: [{id: 'w', manifestId: 'MANIFEST'}], "
        "workspace: {type: 'mosaic'}})</script>",
        "document.querySelector('.openseadragon-canvas canvas') && SEEN > 2",
        "[1, 2, 3, 4].forEach(() => document.querySelector('[aria-label=\"Zoom in\"]').click())",
        "SEEN > 0",
    ),
    "universal-viewer": Viewer(
        "/v/universalviewer/dist/uv.html#?manifest=MANIFEST",
        "document.querySelector('.openseadragon-canvas canvas') && SEEN > 2",
        "[1, 2, 3].forEach(() => document.querySelector('.zoomIn').click())",
        "SEEN > 0",
    ),
}


def manifest(base: str, edition: int, name: str) -> dict[str, Any]:
    """Return a manifest of a viewer's picture, in the edition of the Presentation API that goes with that of images."""
    image, (width, height) = f"{base}/iiif/{edition}/{name}.jpg", SIZE
    if edition == 3:
        services = [{"id": image, "type": "ImageService3", "profile": "level2"}]
        body = {"id": f"{image}/full/max/0/default.jpg", "type": "Image", "format": "image/jpeg", "service": services}
        canvas: dict[str, Any] = {"id": f"{base}/c", "type": "Canvas", "width": width, "height": height}
        painting = {"id": f"{base}/n", "type": "Annotation", "motivation": "painting", "target": canvas["id"]}
        page = {"id": f"{base}/p", "type": "AnnotationPage", "items": [{**painting, "body": body}]}
        context = "http://iiif.io/api/presentation/3/context.json"
        top = {"@context": context, "id": f"{base}/m/{name}/3.json", "type": "Manifest", "label": {"en": ["A bee"]}}
        return {**top, "items": [{**canvas, "items": [page]}]}
    service = {"@context": "http://iiif.io/api/image/2/context.json", "@id": image}
    service["profile"] = "http://iiif.io/api/image/2/level2.json"
    resource: dict[str, Any] = {"@id": f"{image}/full/max/0/default.jpg", "@type": "dctypes:Image", "service": service}
    resource |= {"width": width, "height": height, "format": "image/jpeg"}
    painted = {"@type": "oa:Annotation", "motivation": "sc:painting", "resource": resource, "on": f"{base}/c"}
    canvas = {"@id": f"{base}/c", "@type": "sc:Canvas", "label": "1", "width": width, "height": height}
    sequence = {"@type": "sc:Sequence", "canvases": [{**canvas, "images": [painted]}]}
    context = "http://iiif.io/api/presentation/2/context.json"
    top = {"@context": context, "@id": f"{base}/m/{name}/2.json", "@type": "sc:Manifest", "label": "A bee"}
    return {**top, "sequences": [sequence]}


class Site:
    """ASGI application: the service, viewers under /v/, a page of each, and manifests. It notes what is answered."""

    def __init__(self, service: ASGIApp) -> None:
        self.service, self.files = service, StaticFiles(directory=HERE / "node_modules", follow_symlink=True)
        self.seen: list[tuple[str, int]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        base = f"http://{dict(scope['headers'])[b'host'].decode()}"

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.seen.append((path, message["status"]))
            await send(message)

        first, _, rest = path.strip("/").partition("/")
        if first == "v":
            await self.files({**scope, "path": f"/{rest}", "root_path": ""}, receive, noting)
        elif first in {"page", "m"}:
            await self._answer(first, rest, base)(scope, receive, noting)
        elif path == "/favicon.ico":
            await Response(status_code=204)(scope, receive, send)
        else:
            await self.service(scope, receive, noting)

    def _answer(self, first: str, rest: str, base: str) -> Response:
        name, _, edition = rest.removesuffix(".json").partition("/")
        if first == "m":
            return JSONResponse(manifest(base, int(edition), name))
        return HTMLResponse(filled_in(name, base, int(edition)))

    def tails(self) -> list[str]:
        """Return what followed the identifier, of every picture that was answered."""
        return [path.split("/", 4)[4] for path, _ in self.seen if path.endswith(".jpg") and path.count("/") > 4]

    def tiles(self) -> int:
        """Return how many pictures were answered."""
        return len(self.tails())


def recipe_of(tail: str, name: str, edition: int) -> str:
    """Return the recipe of what follows an identifier, as text."""
    return read_picture(tuple(tail.split("/")), MANNERS[edition]).recipe(f"{name}.jpg").text()


def pyramid(name: str, edition: int) -> set[str]:
    """Return the recipes that an event would have made of a picture."""
    return {each.text() for each in pyramid_recipes(f"{name}.jpg", Size(*SIZE), MANNERS[edition], "jpg")}


def filled_in(name: str, base: str, edition: int) -> str:
    """Return the page of a viewer with the addresses of an edition; each has a picture that no other has fetched."""
    information, told = f"{base}/iiif/{edition}/{name}.jpg/info.json", f"{base}/m/{name}/{edition}.json"
    return VIEWERS[name].page.replace("INFO", information).replace("MANIFEST", told)


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if not (HERE / "node_modules" / "openseadragon").exists():
        if not shutil.which("npm"):
            pytest.skip("the viewers come with npm: install Node.js, then `make slow SUITE=viewers`")
        subprocess.run(INSTALL, cwd=HERE, check=True)
    with browser(tmp_path_factory.mktemp("chromium")) as session:
        yield session


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    folder = tmp_path_factory.mktemp("pictures")
    with Image.open(SAMPLES / "bee.jpg") as sample:
        large = sample.resize(SIZE)
    for name in VIEWERS:
        large.save(folder / f"{name}.jpg", quality=85)
    settings = {"source": folder.as_uri(), "dialects": "iiif", "unsigned": "any", "log": "off"}
    made = Site(create_app(Settings.model_validate(settings)))
    with serving(made) as base:
        yield made, base


@pytest.mark.parametrize("edition", [3, 2])
@pytest.mark.parametrize("name", VIEWERS)
def test_a_viewer_zooms_and_no_request_fails(
    chromium: Browser, site: tuple[Site, str], name: str, edition: int
) -> None:
    made, base = site
    viewer = VIEWERS[name]
    made.seen.clear()
    chromium.open("about:blank")
    direct = filled_in(name, base, edition)
    chromium.open(f"{base}{direct}" if viewer.page.startswith("/") else f"{base}/page/{name}/{edition}")
    _until(chromium, made, viewer.ready)
    _settled(chromium, made)
    before, shown = made.tiles(), chromium.screenshot()
    chromium.run(f"void ({viewer.zoom})")
    _until(chromium, made, viewer.zoomed, since=before)
    _settled(chromium, made)
    _kept(f"{name}-{edition}", shown)
    _kept(f"{name}-{edition}-zoomed", chromium.screenshot())
    assert made.tiles() > before
    ours = [each for each in made.seen if each[0].startswith(("/iiif/", "/m/"))]  # of their own files they miss some
    assert [each for each in ours if each[1] >= 400] == []
    assert [tail for tail in made.tails() if recipe_of(tail, name, edition) not in pyramid(name, edition)] == []
    assert {path.split("/")[2] for path, _ in ours if path.startswith("/iiif/")} == {str(edition)}


def _until(chromium: Browser, made: Site, expression: str, since: int = 0) -> None:
    """Wait until an expression is true in the page; SEEN is how many tiles were answered since."""
    if "SEEN" not in expression:
        chromium.until(expression)
        return
    for _ in range(600):
        if chromium.run(expression.replace("SEEN", str(made.tiles() - since))):
            return
        _pause(chromium)
    raise AssertionError(json.dumps(made.seen[-20:]) + str(chromium.complaints()[-5:]))


def _settled(chromium: Browser, made: Site) -> None:
    """Wait until no more tiles are asked for."""
    last = -1
    while last != len(made.seen):
        last = len(made.seen)
        for _ in range(10):
            _pause(chromium)


def _pause(chromium: Browser) -> None:
    """Wait for a tenth of a second, in the page."""
    wait = "setTimeout(() => { window.waited = true }, 100)"
    chromium.run(f"(window.waited = false, {wait})")
    chromium.until("window.waited")


def _kept(name: str, png: bytes) -> None:
    folder = os.environ.get("SCREENSHOTS", "")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / f"{name}.png").write_bytes(png)
