"""What the work limit counts on: the CPU time of decoding, operations, drawing and encoding, measured and estimated.

Run `PYTHONPATH=. .venv/bin/python -m benchmarks.work` in the project's folder; names of sections after it run those
alone. Each row is the worst of several pictures (a photograph, text, gradients, a checkerboard, noise of several
strengths, and alpha that is noise), in CPU milliseconds per megapixel. `estimate` is what the limits count on, in the
time of one reference processor; what is measured here is told in the same, by a fixed piece of work whose time there is
known. A row whose estimate is not 1.0 to 1.5 times that is marked: its number has to be put right, in
`handler/core/formats/costs.py` or `effort.py`, or where the operation or the generator stands.
"""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from itertools import product
from time import process_time
from typing import TypeVar

from PIL import Image, ImageCms
from pydantic import TypeAdapter

from benchmarks.op_costs import WORST, measured_op
from benchmarks.subjects import (
    FILES,
    MODES,
    MOVING,
    REDUCED,
    STRENGTHS,
    asked,
    clear,
    large,
    noise,
    outputs,
    photograph,
    said,
    shifted,
    stored,
    subjects,
    tinted,
    veiled,
)
from benchmarks.table import Row, show, worst
from handler.codecs import SRGB_MS, StoredPicture, encode, probe, to_srgb
from handler.core.formats.catalogue import FORMATS, WRITTEN
from handler.core.formats.costs import Raster
from handler.core.formats.costs import encoding as estimate
from handler.core.formats.measures import BALANCED
from handler.core.frames import Frames
from handler.core.geometry import MEGAPIXEL, Size
from handler.core.limits import Limits
from handler.core.output import Output
from handler.generators import AnyGenerator
from handler.ops import AnyOp
from handler.recipe import Made
from handler.rendering.generated import Drawing

SIDE = 1000
SMALL = 300
"""Of a thumbnail, whose palette has to be found quickly."""

ROUNDS = 2
REFERENCE_MS = 930.0
"""What `reference` takes on the reference processor. It is a unit: another machine may be quicker, as the one that the
rows were last measured on, which took 650 when it was calm."""

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


def spent(work: Callable[[], object], megapixels: float, rounds: int = ROUNDS) -> float:
    """Return the CPU milliseconds per megapixel of the quickest of some rounds: what is more is the machine's."""
    times = []
    for _ in range(rounds):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times) * 1000 / megapixels


def decoding() -> Iterator[Row]:
    """Give a row for each kind of file, at full scale and reduced."""
    for kind in FILES:
        rows = [decoded(stored(image, kind)) for image in _translucent(kind)]
        yield worst(f"{kind}", rows)
        if kind.startswith(REDUCED):
            yield worst(f"{kind}, 1/8", [decoded(stored(image, kind), 8) for image in _translucent(kind)])
    for kind in MOVING:
        films = [shifted(image) for image in (photograph(SIDE // 2), clear(noise(SIDE // 2)))]
        yield worst(f"{kind}, moving", [decoded(stored(film[0], kind, film)) for film in films])


def _translucent(kind: str) -> list[Image.Image]:
    opaque = [image for _, image in subjects(SIDE)]
    return opaque if kind.startswith("JPEG") or kind in MODES else [*opaque, *map(clear, opaque)]


def decoded(file: BytesIO, scale: int = 1) -> Row:
    """Return the row of one file."""

    def decode(picture: StoredPicture) -> None:
        picture.decode(Size(*(side // scale for side in picture.size)), moving=picture.animated)

    def read(work: Callable[[StoredPicture], Answer]) -> Answer:
        with probe(file, accepted=frozenset(FORMATS), bounds=Limits()) as picture:
            return work(picture)

    megapixels = read(lambda picture: (picture.frames if picture.animated else 1) * picture.size.area) / MEGAPIXEL
    estimated = read(lambda picture: picture.frames * picture.cost(Size(*(side // scale for side in picture.size)))[1])
    return Row("", spent(lambda: read(decode), megapixels), estimated / megapixels)


def operations() -> Iterator[Row]:
    """Give a row for each operation, per megapixel of the larger of what comes in and goes out."""
    opaque = photograph(SIDE)
    for case in WORST:
        op = measured_op(case)
        source = Size(*opaque.size)
        megapixels = max(source.area, op.size(source).area) / MEGAPIXEL
        for alpha, images in ((False, (opaque,)), (True, (clear(opaque), veiled(opaque)))):
            measured = max(spent(partial(op.apply, image), megapixels) for image in images)
            estimated = (op.work(source, alpha=alpha) + op.looking(source, alpha=alpha)) / megapixels
            name = f"{op.op} {op.model_dump_json(exclude_defaults=True)[:50]}{', alpha' * alpha}"
            yield Row(name, measured, estimated)


def glances() -> Iterator[Row]:
    """Give a row for each operation that has to look first, of a large picture."""
    source = Size(3 * SIDE, 3 * SIDE)
    megapixels = source.area / MEGAPIXEL

    def look(op: AnyOp, image: Image.Image) -> object:
        glance = op.glance(source)
        return op.settle([glance.apply(image) if glance else image], source)

    for case in WORST:
        op = measured_op(case)
        if op.depends:
            opaque = photograph(source.width)
            for alpha, images in ((False, (opaque,)), (True, (clear(opaque), veiled(opaque)))):
                measured = max(spent(partial(look, op, image), megapixels) for image in images)
                estimated = op.looking(source, alpha=alpha) / megapixels
                yield Row(f"{op.model_dump_json(exclude_defaults=True)}{', alpha' * alpha}", measured, estimated)


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
    for output in outputs():
        for alpha in (False, True):
            yield _still(output, SIDE, alpha=alpha)
            if "colors" in FORMATS[asked(output)].can:
                yield _still(output, SMALL, alpha=alpha)
            if FORMATS[asked(output)].animation:
                yield _moving(output, alpha=alpha)


def paces() -> Iterator[Row]:
    """Give a row for each quicker pace, of a picture just large enough for it."""
    for name, row in WRITTEN.items():
        if FORMATS[name].text:
            continue
        for effort, steps in row.paces._asdict().items():
            sides = [int(before.most**0.5) + 1 for before in steps[:-1]] + [SIDE] * (effort != BALANCED)
            for side, alpha in product(sides, (False, True)):
                for quality in (80, 100) if FORMATS[name].quality else (80,):
                    yield _still(Output(formats=(name,), quality=quality, effort=effort), side, alpha=alpha)


def _still(output: Output, side: int, *, alpha: bool) -> Row:
    rows = []
    for _, image in subjects(side) if side == SIDE else large(side):
        frames = Frames((clear(image) if alpha else image,), Size(*image.size))
        rows.append(_encoded(frames, output, alpha=alpha))
    return worst(said(output, f"{side} px" * (side != SIDE), "alpha" * alpha), rows)


def _moving(output: Output, *, alpha: bool) -> Row:
    rows = []
    for image in (photograph(SIDE // 2), noise(SIDE // 2), noise(SIDE // 2, STRENGTHS[-1])):
        film = shifted(clear(image) if alpha else image)
        frames = Frames(film, Size(*image.size), durations=(40,) * len(film))
        rows.append(_encoded(frames, output, alpha=alpha))
    if output.colors is not None or asked(output) == "gif":
        film = tuple(clear(image) if alpha else image for image in tinted(SIDE // 4))
        rows.append(_encoded(Frames(film, Size(*film[0].size), durations=(40,) * len(film)), output, alpha=alpha))
    return worst(said(output, "moving", "alpha" * alpha), rows)


def _encoded(frames: Frames, output: Output, *, alpha: bool) -> Row:
    name, number, area = asked(output), len(frames.images), frames.full.area
    measured = spent(lambda: encode(frames, output, name), number * area / MEGAPIXEL)
    return Row("", measured, estimate(name, output, Raster(area, number, alpha, frames.flat)) * MEGAPIXEL / area)


def reference() -> float:
    """Return the CPU milliseconds of a fixed piece of work of the same libraries: decoding, resampling, encoding."""
    file, small = stored(noise(SIDE, STRENGTHS[1]), "JPEG"), noise(SIDE, STRENGTHS[1])

    def work() -> None:
        with Image.open(file) as image:
            image.convert("RGBA").resize((SIDE // 2, SIDE // 2), Image.Resampling.LANCZOS)
        small.save(BytesIO(), "WEBP", quality=80, method=4)
        small.save(BytesIO(), "PNG", compress_level=4)
        small.quantize(64, Image.Quantize.MEDIANCUT)

    return spent(work, 1.0, rounds=5)


SECTIONS = {section.__name__: section for section in (decoding, operations, glances, colours, drawing, encoding, paces)}

if __name__ == "__main__":
    pace = REFERENCE_MS / reference()
    sys.stdout.write(f"The reference processor takes {pace:.2f} of the time that this one takes.\n")
    show(SECTIONS, sys.argv[1:], "ms a megapixel of the reference processor", factor=pace, least=2)
