"""The floor: the codecs with nothing around them (bare/), and S3 with nothing around it, in the rounds of the others.

The program is compiled at every run, against the libjpeg-turbo and libwebp of Pillow's wheel where they are. The
headers of libavif have to fit their library, so that one is the system's. PNG is inflated by libdeflate.
"""

import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import PIL
from PIL import Image

from benchmarks.rivals import rounds, servers
from benchmarks.rivals.client import Answer
from benchmarks.rivals.contenders import BUCKET
from benchmarks.rivals.matching import matched
from benchmarks.rivals.pictures import source
from benchmarks.rivals.ratios import paired
from benchmarks.rivals.rounds import Measured
from benchmarks.rivals.rows import Task
from handler.codecs.quality import library_quality
from handler.core.formats.effort import pace
from handler.core.formats.measures import BALANCED
from handler.core.formats.row import FormatName
from handler.core.output import Output

PROGRAM = Path(__file__).parent / "bare"
BUNDLED = {"jpeg": "libjpeg-*.so*", "webp": "libwebp-*.so*"}
ALLOWED_MS = 2.0
"""CPU milliseconds that a request may take beside codecs and S3."""

NEEDED = "it needs cc, and Debian's libjpeg-dev, libwebp-dev, libdeflate-dev and libavif-dev"
WARM = 2
"""Times that a picture is made in one turn; the last counts."""


def compiled(folder: Path) -> Path | None:
    """Return the program; None where this machine cannot make it."""
    program = folder / "floor"
    libraries = Path(PIL.__file__).parents[1] / "pillow.libs"
    bundled = [found for pattern in BUNDLED.values() for found in sorted(libraries.glob(pattern))[:1]]
    linked = [f"-l:{path.name}" for path in bundled] if len(bundled) == len(BUNDLED) else ["-ljpeg", "-lwebp"]
    place = [f"-L{libraries}", f"-Wl,-rpath,{libraries}"]
    compiler = ["cc", "-O3", "-march=native", "-o", str(program), *map(str, sorted(PROGRAM.glob("*.c")))]
    command = [*compiler, *place, *linked, "-ldeflate", "-lavif", "-lm"]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return program


@dataclass
class Floor:
    """The bare codecs of a task. parts: decoding, resizing and encoding, CPU milliseconds, of each time.

    quality: what the encoder is asked for, where that is not what this project asks of its own.
    """

    program: Path
    task: Task
    parts: list[list[float]] = field(default_factory=list)
    quality: int | None = None

    def match(self, scored: Callable[[bytes], float], target: float) -> None:
        """Choose the quality at which the picture looks as ours does: another release of a codec has another scale."""

        def tried(quality: int) -> float:
            self.quality = quality
            return scored(self.ask().body)

        self.quality = matched(tried, target, self._settings()[2]).quality
        self.parts.clear()

    def ask(self) -> Answer:
        """Make the picture."""
        width, height, quality, effort = self._settings()
        made = self.program.with_name("made")
        asked = [source(self.task.key), width, height, self.task.format, self.quality or quality, effort, WARM, made]
        command = ["taskset", "--cpu-list", servers.SERVER_CORE, self.program, *asked]
        start = time.perf_counter()
        said = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True).stdout
        clock = (time.perf_counter() - start) * 1000
        self.parts.append([float(number) for number in said.splitlines()[-1].split()])
        return Answer(200, "", made.read_bytes(), clock, sum(self.parts[-1]))

    def _settings(self) -> tuple[int, int, int, int]:
        """Return the sides of the result, and the quality and effort that this project has for it."""
        with Image.open(source(self.task.key)) as image:
            width, height = self.task.width, round(image.height * self.task.width / image.width)
        return width, height, *settings(self.task.format, width * height)


def settings(format_: str, pixels: int) -> tuple[int, int]:
    """Return the quality and the effort that this project asks of a library."""
    name: FormatName = "jpg" if format_ == "jpeg" else "avif" if format_ == "avif" else "webp"
    return library_quality(name, Output().quality), pace(name, pixels, BALANCED).effort


class Store:
    """S3 alone: an object by a bare GET, from the core that is measured."""

    def __init__(self, access: Mapping[str, str], key: str) -> None:
        self._connection = HTTPConnection(urlsplit(access["AWS_ENDPOINT_URL_S3"]).netloc, timeout=60)
        self._path = f"/{BUCKET}/{key}"

    def ask(self) -> Answer:
        """Read the object."""
        with rounds.held(frozenset({servers.SERVER_CORE})):
            cpu, start = time.process_time(), time.perf_counter()
            self._connection.request("GET", self._path)
            answer = self._connection.getresponse()
            body = answer.read()
            clock, used = (time.perf_counter() - start) * 1000, (time.process_time() - cpu) * 1000
        return Answer(answer.status, "", body, clock, used)


def told(floor: Floor, bare: Measured, store: Measured, ours: Sequence[float]) -> dict[str, float]:
    """Return what the floor came to, and ours to it: our CPU over codecs, S3 and what is allowed, round by round."""
    decode, resize, encode = (median(part) for part in zip(*floor.parts, strict=True))
    least = [codecs + read + ALLOWED_MS for codecs, read in zip(bare.cpus, store.cpus, strict=True)]
    low, middle, high = paired(ours, least)
    found = {"decode": decode, "resize": resize, "encode": encode, "s3": median(store.cpus)}
    found |= {"s3_clock": median(store.clocks), "low": low, "ratio": middle, "high": high}
    return {name: round(value, 3) for name, value in found.items()}
