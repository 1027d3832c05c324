"""Assets: the files of the playground, which lie beside this module and are served as they are."""

from collections.abc import Mapping
from importlib import resources

from starlette.responses import Response

from handler.errors import NotFound
from handler.web import playground
from handler.web.playground.controls import controls
from handler.web.responses import page

MEDIA_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
TEMPLATE = "index.html"
CONTROLS = "controls.json"


def stored(name: str) -> str:
    """Return the text of a file; FileNotFoundError where there is none."""
    return resources.files(playground).joinpath("static", name).read_text(encoding="utf-8")


def file_names() -> list[str]:
    """Return the names of all that the page loads beside pictures."""
    files = resources.files(playground).joinpath("static").iterdir()
    return sorted([CONTROLS, *(file.name for file in files if file.name != TEMPLATE)])


def playground_file(name: str, asked: Mapping[str, str]) -> Response:
    """Return a file of the playground, or the controls; NotFound where there is none of that name."""
    if name == CONTROLS:
        return page(controls(), "application/json", asked)
    if name not in file_names():
        raise NotFound("there is no such page")
    return page(stored(name), MEDIA_TYPES[name.rpartition(".")[2]], asked)
