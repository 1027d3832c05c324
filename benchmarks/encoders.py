"""What each effort takes and gives, beside libjpeg and sharp: the tables and the plot of docs/effort.md.

    python3 -m venv .venv-quality
    .venv-quality/bin/pip install -r requirements/lambda.txt
    .venv-quality/bin/pip install ssimulacra2==0.3.0 matplotlib==3.11.2
    npm install --prefix .sharp sharp@0.35.5
    .venv-quality/bin/python -m benchmarks.encoders FOLDER --sharp .sharp

FOLDER holds pictures as PNG, as large as they are to be written: photo-*.png, drawing-*.png and screen-*.png. It takes
CPU time, not time by the clock, so other work does no harm. What was measured is kept; --again forgets it.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from math import exp, log
from pathlib import Path
from statistics import fmean, median
from subprocess import PIPE, Popen
from time import process_time
from typing import IO, NamedTuple, cast

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator
from PIL import Image
from scipy.interpolate import PchipInterpolator

from benchmarks.quality import STYLE
from benchmarks.scores import REFERENCE, encoded, score
from docs.marked import replaced
from handler.codecs import encode
from handler.core.formats.measures import Effort
from handler.core.frames import Frames
from handler.core.geometry import MEGAPIXEL, Size
from handler.core.output import FormatName, Output
from handler.rendering.identity import engine

ROOT = Path(__file__).parent.parent
PAGE, PLOT = ROOT / "docs" / "effort.md", ROOT / "docs" / "pictures" / "effort.svg"
KEPT = Path(tempfile.gettempdir()) / "tintype-encoders.json"
KINDS = ("photo", "drawing", "screen")
EFFORTS: tuple[Effort, ...] = ("fast", "balanced", "small")
LABELS = {"jpg": "JPEG", "webp": "WebP", "avif": "AVIF", "png": "PNG"}
COLOURS = {"fast": "#b3541e", "balanced": "#2a7f62", "small": "#31508c"}
TICKS = (0.2, 0.3, 0.4, 0.6, 0.8, 1.0)
COMMON = 3.0
"""Points of score that two curves have to have in common to be compared."""


class Encoder(NamedTuple):
    """One curve. qualities: asked of the encoder itself. effort: of ours. options: of sharp's; None of ours."""

    name: str
    form: FormatName
    qualities: Sequence[int]
    effort: Effort | None = None
    options: dict[str, object] | None = None


class Measured(NamedTuple):
    """One file. milliseconds: of CPU, a megapixel."""

    size: int
    score: float
    milliseconds: float


Curve = list[tuple[float, float]]
"""Scores, rising, and the logarithm of bytes at each."""

OURS = (40, 60, 75, 85)
ENCODERS = (
    Encoder(REFERENCE, "jpg", OURS),
    *(Encoder(f"jpg {effort}", "jpg", OURS, effort) for effort in EFFORTS[1:]),  # fast is as balanced
    Encoder("sharp jpg", "jpg", OURS, options={"kind": "jpeg"}),
    Encoder("sharp jpg, mozjpeg", "jpg", OURS, options={"kind": "jpeg", "mozjpeg": True}),
    Encoder("sharp webp", "webp", (45, 65, 78, 88), options={"kind": "webp"}),
    *(Encoder(f"webp {effort}", "webp", OURS, effort) for effort in EFFORTS),
    Encoder("sharp avif", "avif", (35, 46, 55, 65), options={"kind": "avif"}),
    *(Encoder(f"avif {effort}", "avif", OURS, effort) for effort in EFFORTS),
    *(Encoder(f"png {effort}", "png", (80,), effort) for effort in EFFORTS),
)
BASES = {"jpg": REFERENCE, "webp": "sharp webp", "avif": "sharp avif", "png": "png balanced"}
"""What the others of a format are held against."""


@cache
def picture(path: Path) -> Image.Image:
    """Return a picture of the folder."""
    image = Image.open(path).convert("RGB")
    image.load()
    return image


class Sharp:
    """A process of Node in which sharp encodes. folder: where it is installed."""

    def __init__(self, folder: Path) -> None:
        program = folder / "encoders.mjs"
        program.write_bytes((ROOT / "benchmarks" / "encoders.mjs").read_bytes())
        command = ["node", program.name]  # as whoever runs this has it in PATH
        self.process = Popen(command, cwd=folder, stdin=PIPE, stdout=PIPE, text=True)

    def encoded(self, image: Image.Image, options: dict[str, object]) -> tuple[bytes, float]:
        """Return the file, and the milliseconds that it took."""
        with tempfile.TemporaryDirectory() as folder:
            pixels, made = Path(folder) / "pixels", Path(folder) / "made"
            pixels.write_bytes(image.tobytes())
            asked = {"file": str(pixels), "to": str(made), "width": image.width, "height": image.height}
            kind = options.pop("kind")
            asking, answering = cast("IO[str]", self.process.stdin), cast("IO[str]", self.process.stdout)
            print(json.dumps({**asked, "kind": kind, "options": options}), file=asking, flush=True)
            spent: float = json.loads(answering.readline())["ms"]
            return made.read_bytes(), spent


class Bench:
    """Encodes and scores all pictures; what was measured with the same encoders is kept in a file."""

    def __init__(self, folder: Path, sharp: Path, *, again: bool) -> None:
        self.pictures = sorted(path for path in folder.glob("*.png") if path.name.startswith(KINDS))
        self.sharp = Sharp(sharp)
        kept = json.loads(KEPT.read_text()) if KEPT.exists() and not again else {}
        self.kept: dict[str, list[float]] = kept.get(engine(), {})

    def keep(self) -> None:
        """Write down what was measured."""
        KEPT.write_text(json.dumps({engine(): self.kept}))

    def measured(self, encoder: Encoder, path: Path, quality: int) -> Measured:
        """Return what a picture comes to."""
        label = f"{encoder.name} {quality} {path.name}"
        if label not in self.kept:
            image = picture(path)
            body, spent = self.file(encoder, image, quality)
            found = 100.0 if encoder.form == "png" else score(image, body)
            self.kept[label] = [len(body), found, spent / image.width / image.height * MEGAPIXEL]
            print(f"\r{len(self.kept):5} {label:70}", end="", flush=True)
        return Measured(int(self.kept[label][0]), *self.kept[label][1:])

    def file(self, encoder: Encoder, image: Image.Image, quality: int) -> tuple[bytes, float]:
        """Return the file, and the milliseconds that it took."""
        if encoder.options is not None:
            return self.sharp.encoded(image, {**encoder.options, "quality": quality})
        frames = Frames((image,), Size(*image.size))
        output = Output(quality=quality, metadata="strip", effort=encoder.effort)
        before = process_time()
        body = encode(frames, output, encoder.form) if encoder.effort else encoded(image, REFERENCE, quality, quality)
        return body, 1000 * (process_time() - before)

    def curve(self, encoder: Encoder, path: Path) -> Curve:
        """Return the curve of a picture, without the points at which more bytes brought nothing."""
        curve: Curve = []
        for found in sorted(self.measured(encoder, path, quality)[1::-1] for quality in encoder.qualities):
            if not curve or found[0] > curve[-1][0]:
                curve.append((found[0], log(found[1])))
        return curve

    def saved(self, encoder: Encoder, base: Encoder) -> dict[str, float]:
        """Return by how much the bytes of each picture differ at equal scores, in percent: the BD-rate."""
        found = {}
        for path in self.pictures:
            if encoder.form == "png":
                one, other = (self.measured(each, path, 80).size for each in (encoder, base))
                found[path.stem] = 100 * (one / other - 1)
            elif (rate := bd_rate(self.curve(base, path), self.curve(encoder, path))) is not None:
                found[path.stem] = rate
        return found

    def milliseconds(self, encoder: Encoder) -> float:
        """Return the median CPU time of all pictures and qualities."""
        return median(
            self.measured(encoder, path, quality).milliseconds
            for path in self.pictures
            for quality in encoder.qualities
        )


def bd_rate(base: Curve, curve: Curve) -> float | None:
    """Return by how much bytes differ over the scores that both reach, in percent (Bjøntegaard, VCEG-M33)."""
    low, high = max(base[0][0], curve[0][0]), min(base[-1][0], curve[-1][0])
    if high - low < COMMON:
        return None
    one, other = (PchipInterpolator(*zip(*each, strict=True)).integrate(low, high) for each in (base, curve))
    return 100 * (exp((float(other) - float(one)) / (high - low)) - 1)


def table(bench: Bench) -> Iterator[str]:
    """Give the rows of the table."""
    yield "| encoder | ms a megapixel | all | photographs | drawings | screenshots | worst single one |"
    yield f"|---|{'---:|' * 6}"
    named = {each.name: each for each in ENCODERS}
    for encoder in ENCODERS:
        saved = bench.saved(encoder, named[BASES[encoder.form]])
        means = [fmean(saved.values())]
        means += [fmean(rate for name, rate in saved.items() if name.startswith(kind)) for kind in KINDS]
        bench.keep()
        cells = " | ".join(f"{mean:+.1f}" for mean in (*means, max(saved.values())))
        yield f"| {encoder.name} | {bench.milliseconds(encoder):.1f} | {cells} |"


def draw(bench: Bench) -> None:
    """Draw mean scores over mean bits a pixel, a panel for each format."""
    mpl.rcParams |= STYLE
    figure = Figure(figsize=(9.6, 3.4), layout="constrained")
    for axes, form in zip(figure.subplots(1, 3), ("jpg", "webp", "avif"), strict=True):
        panel(bench, axes, form)
    figure.savefig(PLOT, metadata={"Date": None})


def panel(bench: Bench, axes: Axes, form: FormatName) -> None:
    """Draw the curves of a format."""
    for encoder in (each for each in ENCODERS if each.form == form):
        curve = []
        for quality in encoder.qualities:
            shots = [(bench.measured(encoder, path, quality), picture(path)) for path in bench.pictures]
            bits = exp(fmean(log(8 * shot.size / image.width / image.height) for shot, image in shots))
            curve.append((bits, fmean(shot.score for shot, _ in shots)))
        style = "-" if encoder.effort else ":" if encoder.options else "--"
        label = encoder.effort or encoder.name
        colour = COLOURS.get(encoder.effort or "", "#888888" if encoder.name in BASES.values() else "#222222")
        axes.plot(*zip(*curve, strict=True), style, color=colour, linewidth=1.5, marker=".", label=label)
    axes.set(xscale="log", xlabel="bits a pixel", ylabel="SSIMULACRA2", title=LABELS[form])
    axes.xaxis.set_ticks(TICKS, labels=[f"{tick:.1f}" for tick in TICKS])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.legend(frameon=False, loc="lower right")


def main() -> None:
    """Measure, and write the page and the plot."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="pictures: photo-*.png, drawing-*.png, screen-*.png")
    parser.add_argument("--sharp", type=Path, required=True, help="where npm has installed sharp")
    parser.add_argument("--again", action="store_true", help="forget what was measured")
    chosen = parser.parse_args()
    bench = Bench(chosen.folder, chosen.sharp, again=chosen.again)
    try:
        rows = "\n".join(table(bench))
        PAGE.write_text(replaced(PAGE.read_text(), "efforts", f"\n{rows}\n"))
        draw(bench)
    finally:
        bench.keep()


if __name__ == "__main__":
    main()
