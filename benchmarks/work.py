"""What the work limit counts on: the CPU time of decoding, operations, drawing and encoding, measured and estimated.

Run `python -m benchmarks.work` in the project's folder; names of sections after it run those alone. Each row is the
worst of several pictures, photographs and noise, in CPU milliseconds per megapixel; `estimate` is what the limits
count on, and `of it` what part of that was measured. A row above 1.1 is marked: its number has to be put up, in
`handler/codecs/costs.py` or where the operation or the generator stands.
"""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from time import process_time
from typing import NamedTuple, TypeVar

from PIL import Image, ImageCms
from pydantic import TypeAdapter

from benchmarks.op_costs import WORST
from benchmarks.subjects import FILES, MOVING, clear, noise, photograph, shifted, stored, subjects
from handler.codecs import FORMATS, SRGB_MS, Frames, Picture, encode, probe, to_srgb
from handler.codecs.costs import COSTS
from handler.drawing import Drawing
from handler.generators import AnyGenerator
from handler.geometry import MEGAPIXEL, Size
from handler.limits import Limits
from handler.ops import AnyOp
from handler.output import Output
from handler.recipe import Made

SIDE = 1000
ROUNDS = 2
MARKED = 1.1
DRAWN = (
    {"generate": "placeholder", "text": "words " * 30, "dimensions": [2000, 2000]},
    *({"generate": "gradient", "shape": shape, "dimensions": [2000, 2000]} for shape in ("linear", "radial")),
    {"generate": "gradient", "fill": ["f00", "80ff0000", "00f"], "angle": 30.0, "dimensions": [2000, 2000]},
    {"generate": "pattern", "style": "noise", "cell": 1, "dimensions": [2000, 2000]},
    {"generate": "pattern", "style": "stripes", "cell": 7, "dimensions": [2000, 2000]},
    *({"generate": "avatar", "dimensions": [side, side]} for side in (200, 2000)),
    *({"generate": "avatar", "name": "Ada Lovelace", "dimensions": [side, side]} for side in (200, 2000)),
    *({"generate": "qr", "text": "https://example.com/" * 20, "module": side} for side in (1, 20)),
    *(
        {"generate": "card", "title": "words " * 33, "subtitle": "more of them " * 23, "dimensions": sides}
        for sides in ([200, 200], [1200, 630], [4096, 4096])
    ),
)
Answer = TypeVar("Answer")


class Row(NamedTuple):
    """A line of the table. Both numbers are milliseconds per megapixel."""

    name: str
    measured: float
    estimated: float


def spent(work: Callable[[], object], megapixels: float) -> float:
    """Return the CPU milliseconds per megapixel of the quickest of some rounds: what is more is the machine's."""
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times) * 1000 / megapixels


def decoding() -> Iterator[Row]:
    """Give a row for each kind of file, at full scale and reduced."""
    for kind in FILES:
        rows = [decoded(stored(image, kind)) for image in _translucent(kind)]
        yield worst(f"{kind}", rows)
        if kind.startswith("JPEG"):
            yield worst(f"{kind}, 1/8", [decoded(stored(image, kind), 8) for _, image in subjects(SIDE)])
    for kind in MOVING:
        films = [shifted(image) for image in (photograph(SIDE // 2), clear(noise(SIDE // 2)))]
        yield worst(f"{kind}, moving", [decoded(stored(film[0], kind, film)) for film in films])


def _translucent(kind: str) -> list[Image.Image]:
    opaque = [image for _, image in subjects(SIDE)]
    return opaque if kind.startswith(("JPEG", "GIF")) else [*opaque, *map(clear, opaque)]


def decoded(file: BytesIO, scale: int = 1) -> Row:
    """Return the row of one file."""

    def decode(picture: Picture) -> None:
        picture.decode(Size(*(side // scale for side in picture.size)), moving=picture.animated)

    def read(work: Callable[[Picture], Answer]) -> Answer:
        with probe(file, accepted=frozenset(FORMATS), bounds=Limits()) as picture:
            return work(picture)

    megapixels = read(lambda picture: (picture.frames if picture.animated else 1) * picture.size.area) / MEGAPIXEL
    estimated = read(lambda picture: picture.frames * picture.cost(Size(*(side // scale for side in picture.size)))[1])
    return Row("", spent(lambda: read(decode), megapixels), estimated / megapixels)


def operations() -> Iterator[Row]:
    """Give a row for each operation, per megapixel of the larger of what comes in and goes out."""
    opaque = photograph(SIDE)
    for case in WORST:
        op = TypeAdapter[AnyOp](AnyOp).validate_python(case, strict=False)
        source = Size(*opaque.size)
        megapixels = max(source.area, op.size(source).area) / MEGAPIXEL
        times = [spent(partial(op.apply, image), megapixels) for image in (opaque, clear(opaque))]
        yield Row(f"{op.op} {op.model_dump_json(exclude_defaults=True)}", max(times), op.work(source) / megapixels)


def colours() -> Iterator[Row]:
    """Give the row of the conversion to sRGB."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    rows = []
    for image in (photograph(SIDE), clear(photograph(SIDE))):
        frames = Frames((image,), Size(*image.size), profile=profile)
        rows.append(Row("", spent(partial(to_srgb, frames), SIDE**2 / MEGAPIXEL), SRGB_MS))
    yield worst("to sRGB", rows)


def drawing() -> Iterator[Row]:
    """Give a row for each generator."""
    for case in DRAWN:
        made = TypeAdapter[AnyGenerator](AnyGenerator).validate_python(case, strict=False)
        drawn = Drawing(Made(made=made))
        megapixels = drawn.size.area / MEGAPIXEL
        measured = spent(partial(drawn.decode, drawn.size, moving=False), megapixels)
        said = f"{type(made).model_fields['generate'].default} {made.model_dump_json(exclude_defaults=True)}"
        yield Row(said, measured, drawn.cost(drawn.size)[1] / megapixels)


def encoding() -> Iterator[Row]:
    """Give a row for each way to write each format, of stills and of animations, with and without transparency."""
    for name, row in FORMATS.items():
        asked = [Output(formats=(name,), quality=quality) for quality in ((80, 89, 90, 100) if row.quality else (80,))]
        asked += [Output(formats=(name,), lossless=True)] if "lossless" in row.can else []
        asked += [Output(formats=(name,), colors=colors) for colors in (8, 256) if "colors" in row.can]
        for output in asked:
            for alpha in (False, True):
                yield _still(output, alpha=alpha)
                if row.animation:
                    yield _moving(output, alpha=alpha)


def _still(output: Output, *, alpha: bool) -> Row:
    rows = []
    for _, image in subjects(SIDE):
        frames = Frames((clear(image) if alpha else image,), Size(*image.size))
        rows.append(_encoded(frames, output, alpha=alpha))
    return worst(_said(output, "alpha" * alpha), rows)


def _moving(output: Output, *, alpha: bool) -> Row:
    rows = []
    for image in (photograph(SIDE // 2), noise(SIDE // 2)):
        film = shifted(clear(image) if alpha else image)
        frames = Frames(film, Size(*image.size), durations=(40,) * len(film))
        rows.append(_encoded(frames, output, alpha=alpha))
    return worst(_said(output, "moving", "alpha" * alpha), rows)


def _encoded(frames: Frames, output: Output, *, alpha: bool) -> Row:
    (name,) = output.formats
    assert name != "source" and name != "classic"  # noqa: PLR1714, PT018, S101 - for the types
    megapixels = len(frames.images) * frames.full.area / MEGAPIXEL
    measured = spent(lambda: encode(frames, output, name), megapixels)
    return Row("", measured, COSTS[name].encoding(output, alpha=alpha, moving=len(frames.images) > 1))


def _said(output: Output, *more: str) -> str:
    asked = output.model_dump(exclude_defaults=True, exclude={"formats"})
    return ", ".join([output.formats[0], *(f"{name}={value}" for name, value in asked.items()), *filter(None, more)])


def worst(name: str, rows: list[Row]) -> Row:
    """Return the row that is most above its estimate."""
    return max(rows, key=lambda row: row.measured / row.estimated)._replace(name=name)


SECTIONS = {section.__name__: section for section in (decoding, operations, colours, drawing, encoding)}


def main(names: list[str]) -> None:
    """Print the table."""
    for section in names or SECTIONS:
        print(f"\n{section:60} measured  estimate  of it")
        for row in SECTIONS[section]():
            ratio = row.measured / row.estimated
            mark = "  <- more than estimated" if ratio > MARKED else ""
            print(f"{row.name[:60]:60} {row.measured:8.1f} {row.estimated:9.1f} {ratio:6.2f}{mark}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
