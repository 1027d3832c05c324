"""The contenders: this project and its rivals, how each is started, and how each is asked for a picture."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.rivals.rows import Row, Task

ROOT = Path(__file__).parents[2]
SERVERS = Path(__file__).parent / "servers"
PYTHON, THUMBOR = ROOT / ".venv-rivals" / "bin" / "python", ROOT / ".venv-thumbor" / "bin" / "python"
"""Not beside the servers: what they install is no part of this tree, and no test looks through it at the top."""

OURS = "this"
BUCKET, RESULTS = "bench", "bench-results"


@dataclass(frozen=True)
class Contender:
    """A server. label: of its column in the page. command: by port and number of processes.

    address: the path of a task at a quality, its own for None; None where it cannot. kept: what makes it keep results.
    steerable: a quality can be asked for. tags: its answers have an entity tag.
    """

    name: str
    label: str
    command: Callable[[int, int], list[str]]
    address: Callable[[Task, int | None], str | None]
    environment: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] | None = None
    steerable: bool = True
    tags: bool = True
    folder: Path = SERVERS

    def can(self, row: Row) -> bool:
        """Return whether it has an answer for a row."""
        return (self.tags or row.kind != "unchanged") and self.address(row.task, None) is not None


def contenders(tree: Path = ROOT) -> dict[str, Contender]:
    """Return all of them by name, this project first. tree: the checkout whose program it is."""
    return {each.name: each for each in (_ours(tree), *_of_node(), *_of_python())}


def _ours(tree: Path) -> Contender:
    def address(task: Task, quality: int | None) -> str:
        if task.original:
            return f"/images/{task.key}"
        asked: dict[str, object] = {"w": task.width, "fm": "jpg" if task.format == "jpeg" else task.format}
        asked |= {"h": task.height, "fit": "crop"} if task.height else {}
        asked |= {"sharp": 50} if task.sharp else {}
        asked |= {} if quality is None else {"q": quality}
        return f"/images/{task.key}?{urlencode(asked)}"

    def command(port: int, processes: int) -> list[str]:
        found = tree / ".venv" / "bin"
        if processes == 1:
            return _uvicorn(found / "python", "handler.app:app", port, processes)
        # Several processes as docs/servers.md has it: uvicorn needs uvloop for them, which this project does without.
        said = ["--interface", "asgi", "--port", str(port), "--workers", str(processes), "--log-level", "error"]
        return [str(found / "granian"), "handler.app:app", *said]

    own = {
        "PYTHONPATH": str(tree),
        "TINTYPE_SOURCE": f"s3://{BUCKET}",
        "TINTYPE_UNSIGNED": "any",
        "TINTYPE_ORIGINALS": "on",
        "TINTYPE_LOG": "off",
        **{name: value for name, value in os.environ.items() if name.startswith("TINTYPE_")},
    }
    return Contender(OURS, "this", command, address, own, kept={"TINTYPE_RESULTS": f"s3://{RESULTS}"}, folder=tree)


def _uvicorn(python: Path, app: str, port: int, processes: int) -> list[str]:
    said = ["--port", str(port), "--log-level", "error", "--no-access-log"]
    # In the environment, where each process sees how many share the cores.
    return ["env", f"WEB_CONCURRENCY={processes}", str(python), "-m", "uvicorn", app, *said]


def _bare(task: Task, quality: int | None) -> str:
    """Return the address of the small servers of this project's own."""
    if task.original:
        return f"/{task.key}"
    asked: dict[str, object] = {"fm": task.format, "w": task.width, "q": 80 if quality is None else quality}
    asked |= {"h": task.height} if task.height else {}
    asked |= {"sharp": 1} if task.sharp else {}
    asked |= {"moving": 1} if task.moving else {}
    return f"/{task.key}?{urlencode(asked)}"


def _of_node() -> list[Contender]:
    def node(file: str) -> Callable[[int, int], list[str]]:
        return lambda *_: ["node", str(SERVERS / file)]

    def ipx(task: Task, quality: int | None) -> str | None:
        if task.original:
            return None
        size = f"s_{task.width}x{task.height},fit_cover" if task.height else f"w_{task.width}"
        said = f"{size},f_{task.format}{',sharpen_1' * task.sharp}{',animated' * task.moving}"
        return f"/{said},q_{80 if quality is None else quality}/{task.key}"

    def iiif(task: Task, _: int | None) -> str | None:
        if task.original or task.height or task.sharp or task.moving or task.format == "avif":
            return None
        return f"/iiif/3/{task.key}/full/{task.width},/0/default.{task.format.replace('jpeg', 'jpg')}"

    quiet = {"AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED": "true"}
    return [
        Contender("sharp", "sharp", node("sharp.js"), _bare, quiet),
        Contender("iiif", "iiif-processor", node("iiif.js"), iiif, quiet, steerable=False, tags=False),
        Contender("ipx", "ipx", node("ipx.mjs"), ipx, quiet),
    ]


def _of_python() -> list[Contender]:
    def app(name: str) -> Callable[[int, int], list[str]]:
        return lambda port, processes: _uvicorn(PYTHON, f"{name}:app", port, processes)

    def thumbor(port: int, processes: int) -> list[str]:
        said = ["--ip", "127.0.0.1", "--port", str(port), "--processes", str(processes), "--log-level", "error"]
        return [str(THUMBOR), "-m", "thumbor.server", *said, "--conf", str(SERVERS / "thumbor.conf")]

    def unsafe(task: Task, quality: int | None) -> str | None:
        if task.original or task.moving:
            return None
        sharpen = ":sharpen(1.0,1.0,true)" * task.sharp
        said = f"format({task.format}):quality({80 if quality is None else quality}){sharpen}"
        return f"/unsafe/{task.width}x{task.height or 0}/filters:{said}/{task.key}"

    folder = {"PYTHONPATH": str(SERVERS)}
    return [
        Contender("pyvips", "pyvips", app("pyvips_app"), _bare, folder),
        Contender("thumbor", "thumbor", thumbor, unsafe, folder, kept={"RESULTS": RESULTS}),
        Contender("pillow", "Pillow", app("pillow_app"), _bare, folder),
    ]
