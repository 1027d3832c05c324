"""How many crops cut the main face, and how much they keep of the main thing: ours, sharp's and thumbor's.

    python3 -m venv .venv-crops
    .venv-crops/bin/pip install -r requirements/lambda.txt numpy
    .venv-crops/bin/python -m benchmarks.judged_crops FOLDER... --sharp NODE_FOLDER --thumbor PYTHON

FOLDER: where the photographs of `benchmarks.crop_subjects` are, beside those of samples/. NODE_FOLDER: one in which
`npm install sharp` was run. PYTHON: of an environment with thumbor and opencv-python-headless. Without them the numbers
of the last run stay. Every photograph is reduced to 640 pixels and cut to four shapes. A face is cut where less than
97 % of its box is kept; only crops that could hold it count. Of equal faces one is enough. The CPU time is that of one
core for a photograph that is decoded: for reducing, looking and deciding; of sharp and thumbor that of the request.
Written are `judged_crops.json`, and from that the tables of docs/crops.md.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from os import sysconf
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from time import monotonic, process_time, sleep
from typing import Any, NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image

from benchmarks.crop_subjects import FACES, THINGS
from docs.marked import replaced
from handler.analysis import attention, faces
from handler.core.geometry import Size
from handler.ops._fits import window
from handler.ops.rect import Rect
from handler.ops.resize import Resize

ROOT = Path(__file__).parent.parent
RESULTS, PAGE = ROOT / "benchmarks" / "judged_crops.json", ROOT / "docs" / "crops.md"
SHAPES = {"1:1": (200, 200), "3:1": (300, 100), "1:2": (150, 300), "16:9": (320, 180)}
LONGEST, WHOLE = 640, 0.97

Parts = tuple[float, float, float, float]
"""Left, top, right and bottom."""


class Case(NamedTuple):
    """A photograph that is to be cut to a shape. file: where it lies, reduced. boxes: of what it shows, in pixels."""

    name: str
    shape: str
    file: Path
    size: Size
    boxes: list[Parts]

    @property
    def target(self) -> Size:
        """The size of the result."""
        return Size(*SHAPES[self.shape])

    @property
    def most(self) -> list[float]:
        """The part of each box that a crop of this shape can hold."""
        frame = window(self.size, self.target, (0.5, 0.5), 1).size
        return [
            min(1, frame[0] / (right - left)) * min(1, frame[1] / (bottom - top))
            for left, top, right, bottom in self.boxes
        ]


class Cut(NamedTuple):
    """What a way to crop keeps: left, top, right and bottom, and the CPU milliseconds that it took."""

    box: Parts
    ms: float


def photographs(folders: list[Path], into: Path) -> Iterator[Case]:
    """Give every case; the photographs are written into a folder, reduced, as PNG."""
    for name in (*FACES, *THINGS):
        found = [path for folder in (*folders, ROOT / "samples") for path in folder.rglob(f"{name}.*")]
        if not found:
            sys.exit(f"there is no {name}.* in {', '.join(map(str, folders))}")
        with Image.open(found[0]) as image:
            small = image.convert("RGB")
        small.thumbnail((LONGEST, LONGEST))
        small.save(into / f"{name}.png")
        size = Size(*small.size)
        scale = (size.width / 100, size.height / 100) * 2
        drawn = FACES.get(name) or [THINGS[name]]
        boxes = [tuple(side * part for side, part in zip(box, scale, strict=True)) for box in drawn]
        for shape in SHAPES:
            yield Case(name, shape, into / f"{name}.png", size, boxes)  # type: ignore[arg-type]


def ours(crop: tuple[str, ...]) -> Callable[[Case], Cut]:
    """Return what cuts as the product does. crop: the value of the parameter; `attention` is smart without faces."""

    def cut(case: Case) -> Cut:
        with Image.open(case.file) as image:
            image.load()
        start = process_time()
        frame = window(case.size, case.target, (0.5, 0.5), 1)
        if crop == ("centre",):
            left, top, right, bottom = frame
        else:
            op = Resize.model_validate(
                {"w": case.target.width, "h": case.target.height, "fit": "crop", "crop": crop[-1:]}
            )
            glance = op.glance(case.size)
            small = glance.apply(image) if glance else image
            box: tuple[float, ...]
            if crop[0] == "attention":
                box = attention.busiest(small, frame, case.size, by="smart")
            else:
                settled = op.settle([small], case.size)[0]
                box = settled.box if isinstance(settled, Rect) else tuple(map(round, (*frame[:2], *frame.size)))
            left, top, right, bottom = box[0], box[1], box[0] + box[2], box[1] + box[3]
        return Cut((left, top, right, bottom), 1000 * (process_time() - start))

    return cut


def sharps(cases: list[Case], folder: Path, position: str) -> list[Cut]:
    """Return what sharp cuts."""
    asked = [{"file": str(each.file), **each.target._asdict(), "position": position} for each in cases]
    program = Path(__file__).with_suffix(".mjs")
    answer = subprocess.run(
        ["node", str(program), str(folder.resolve())],  # noqa: S607 - the one that is installed
        input=json.dumps(asked), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [_cut(each) for each in json.loads(answer.stdout)]


DETECTORS = ("thumbor.detectors.face_detector", "thumbor.detectors.feature_detector")
PORT = 8899


def thumbors(cases: list[Case], python: Path, detectors: tuple[str, ...]) -> list[Cut]:
    """Return what thumbor cuts with these detectors, as it tells itself."""
    settings = cases[0].file.parent / "thumbor.conf"
    settings.write_text(
        f'LOADER = "thumbor.loaders.file_loader"\nFILE_LOADER_ROOT_PATH = "{settings.parent}"\n'
        f'STORAGE = "thumbor.storages.no_storage"\nALLOW_UNSAFE_URL = True\nDETECTORS = {list(detectors)}\n'
    )
    place = ["-i", "127.0.0.1", "-p", str(PORT), "-c", str(settings)]
    with subprocess.Popen([str(python), "-m", "thumbor.server", *place], stderr=subprocess.DEVNULL) as server:
        try:
            _asked(cases[0], patience=30)
            cuts = []
            for case in cases:
                before = _cpu(server.pid)
                left, top, right, bottom = _asked(case)
                cuts.append(Cut((left, top, right, bottom), 1000 * (_cpu(server.pid) - before)))
            return cuts
        finally:
            server.terminate()


def _asked(case: Case, patience: float = 0) -> Parts:
    width, height = case.target
    link = f"http://127.0.0.1:{PORT}/unsafe/meta/{width}x{height}/smart/{case.file.name}"
    last = monotonic() + patience
    while True:
        try:
            with urlopen(link, timeout=60) as answer:
                told = json.load(answer)["thumbor"]["operations"]
            break
        except URLError:
            if monotonic() > last:
                raise
            sleep(0.2)
    crop = next((each for each in told if each["type"] == "crop"), None)
    return (crop["left"], crop["top"], crop["right"], crop["bottom"]) if crop else (0, 0, *case.size)


def _cpu(process: int) -> float:
    """Return the CPU seconds of a process so far (proc(5))."""
    user, system = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / sysconf("SC_CLK_TCK")


def _cut(told: dict[str, Any]) -> Cut:
    left, top, width, height = told["box"]
    return Cut((left, top, left + width, top + height), told["ms"])


def kept(box: Parts, cut: Parts) -> float:
    """Return the part of a box that a crop keeps."""
    width = min(box[2], cut[2]) - max(box[0], cut[0])
    height = min(box[3], cut[3]) - max(box[1], cut[1])
    return max(0, width) * max(0, height) / ((box[2] - box[0]) * (box[3] - box[1]))


def judged(cases: list[Case], cuts: list[Cut]) -> dict[str, float | int]:
    """Return how well a way to crop does."""
    faced = [(case, cut) for case, cut in zip(cases, cuts, strict=True) if case.name in FACES]
    possible = [(case, cut) for case, cut in faced if max(case.most) >= 1]
    best: dict[bool, list[float]] = {True: [], False: []}
    for case, cut in zip(cases, cuts, strict=True):
        parts = [kept(box, cut.box) / most for box, most in zip(case.boxes, case.most, strict=True)]
        best[case.name in FACES].append(min(1.0, max(parts)))
    return {
        "cut": sum(max(kept(box, cut.box) for box in case.boxes) < WHOLE for case, cut in possible),
        "of": len(possible),
        "faces": round(100 * mean(best[True]), 1),
        "things": round(100 * mean(best[False]), 1),
        "ms": round(median(cut.ms for cut in cuts), 1),
        "most_ms": round(max(cut.ms for cut in cuts[1:]), 1),
    }


WAYS = {
    "the middle": ("centre",),
    "`crop=entropy`": ("entropy",),
    "`crop=edges`": ("edges",),
    "`crop=smart` without the extra": ("attention", "edges"),
    "`crop=smart`": ("smart",),
    "`crop=faces`": ("faces",),
}


def table(rows: dict[str, dict[str, Any]]) -> str:
    """Return the table of the page."""
    lines = [
        "| what cuts | main face cut | kept of the main face, % | kept of the main thing, % | CPU ms: median, most |"
    ]
    lines += ["|---|---|---|---|---|"]
    lines += [
        f"| {name} | {row['cut']} of {row['of']} | {row['faces']} | {row['things']} | {row['ms']}, {row['most_ms']} |"
        for name, row in rows.items()
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, and write results and page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judged_crops")
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--sharp", type=Path)
    parser.add_argument("--thumbor", type=Path)
    asked = parser.parse_args()
    rows: dict[str, dict[str, Any]] = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    with TemporaryDirectory() as folder:
        cases = list(photographs(asked.folders, Path(folder)))
        faces.find(Image.new("RGB", (32, 32)), Size(32, 32))  # so that numpy is there
        for name, crop in WAYS.items():
            twice = [[*map(ours(crop), cases)] for _ in range(2)]  # the machine has other things to do
            rows[name] = judged(cases, [min(pair, key=lambda cut: cut.ms) for pair in zip(*twice, strict=True)])
            print(name, rows[name], flush=True)
        if asked.sharp:
            for position in ("entropy", "attention"):
                rows[f"sharp, {position}"] = judged(cases, sharps(cases, asked.sharp, position))
                print(position, rows[f"sharp, {position}"], flush=True)
        if asked.thumbor:
            for said, detectors in (("faces", DETECTORS[:1]), ("faces and features", DETECTORS)):
                rows[f"thumbor, {said}"] = judged(cases, thumbors(cases, asked.thumbor, detectors))
                print(said, rows[f"thumbor, {said}"], flush=True)
    RESULTS.write_text(json.dumps(rows, indent=1) + "\n")
    if PAGE.exists():
        PAGE.write_text(replaced(PAGE.read_text(), "judged", table(rows)))


if __name__ == "__main__":
    main()
