"""What the memory limit counts on: the peaks of decoding, operations and encoding, measured and estimated.

Run `PYTHONPATH=. .venv/bin/python -m benchmarks.memory` in the project's folder, on Linux; names of sections after it
run those alone. Each row is the worst of several pictures, in bytes a pixel beside the picture that goes in; of an
animation, a pixel of all its frames. Each is taken in a child process that begins with what it needs and nothing freed
to fall back on. A row whose estimate is not 1.0 to 1.5 times what was measured is marked; below two bytes nothing is.
"""

import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from PIL import Image, ImageOps
from PIL import _imaging as core

from benchmarks.op_costs import WORST, measured_op
from benchmarks.subjects import (
    FILES,
    MODES,
    MOVING,
    REDUCED,
    asked,
    clear,
    noise,
    outputs,
    photograph,
    said,
    shifted,
    stored,
)
from benchmarks.table import Row, show, worst
from handler.bindings.vips_library import library
from handler.codecs import StoredPicture, encode, probe
from handler.core.formats.catalogue import FORMATS
from handler.core.formats.memory import holding
from handler.core.frames import Frames
from handler.core.geometry import Size
from handler.core.limits import Limits
from handler.core.output import Output
from handler.core.source_file import source_file_of

SIDE = 2000
FILM_SIDE = 400
FILM = 24
FACTOR = 4
"""By which the pictures that are reduced while they are decoded are."""

LIMITS = Limits(bytes=1 << 30, memory=1 << 20)
STRENGTH = 40
"""Of the noise that compressors hold most of."""


def peak(work: Callable[[], object]) -> int:
    """Return by how many bytes the resident memory grows at most while something is done, in a child process."""
    reading, writing = os.pipe()
    core.clear_cache(0)
    ctypes.CDLL(None).malloc_trim(0)
    child = os.fork()
    if not child:
        library()  # only here: what it keeps of its threads does not outlive a fork
        before = _status("VmRSS")
        Path("/proc/self/clear_refs").write_text("5")
        work()
        os.write(writing, str(_status("VmHWM") - before).encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    grown = os.read(reading, 64)
    os.close(reading)
    return int(grown)


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


def decoding() -> Iterator[Row]:
    """Give a row for each kind of file; what is written down of a file's own bytes is in both numbers."""
    for kind in FILES:
        opaque = [photograph(SIDE), noise(SIDE, STRENGTH)]
        images = opaque if kind.startswith("JPEG") or kind in MODES else [*opaque, *map(clear, opaque)]
        files = [stored(image, kind).getvalue() for image in images]
        yield worst(kind, list(map(_decoded, files)))
        if kind.startswith(REDUCED):
            yield worst(f"{kind}, 1/{FACTOR}", [_decoded(file, FACTOR) for file in files])
    for kind in MOVING:
        films = [shifted(image) for image in (photograph(SIDE // 4), clear(noise(SIDE // 4, STRENGTH)))]
        yield worst(f"{kind}, moving, a frame", [_decoded(stored(film[0], kind, film).getvalue()) for film in films])


def _decoded(data: bytes, factor: int = 1) -> Row:
    def opened() -> AbstractContextManager[StoredPicture]:
        own = cast("BinaryIO", source_file_of(bytes(bytearray(data)), "1"))  # as it came over the network
        return probe(own, accepted=frozenset(FORMATS), bounds=LIMITS)

    def reduced(picture: StoredPicture) -> Size:
        return Size(*(side // factor for side in picture.size))

    def decode() -> None:
        with opened() as picture:
            for _ in picture.stream(reduced(picture), moving=picture.animated):
                pass

    with opened() as picture:
        area, estimated = picture.size.area, picture.cost(reduced(picture))[0]
    return Row("", peak(decode) / area, estimated / area)


def operations() -> Iterator[Row]:
    """Give two rows for each operation, of an opaque picture and of one that is not."""
    for case in WORST:
        op = measured_op(case)
        for image in (noise(SIDE, STRENGTH), clear(noise(SIDE, STRENGTH))):
            alpha = image.mode == "RGBA"
            image = ImageOps.expand(image, 2, "white") if op.op.startswith("trim") else image  # noqa: PLW2901 - or nothing is cut
            source = Size(*image.size)
            largest = max(source.area, op.size(source).area)
            name = f"{op.op} {op.model_dump_json(exclude_defaults=True)[:40]}{', alpha' * alpha}"
            yield Row(name, peak(partial(op.apply, image)) / largest, op.memory(source, alpha=alpha) / largest)


def encoding() -> Iterator[Row]:
    """Give a row for each way to write each format, of stills and of animations, with and without transparency."""
    for output in outputs():
        for alpha in (False, True):
            stills = [(clear(image) if alpha else image,) for image in (photograph(SIDE), noise(SIDE, STRENGTH))]
            yield worst(said(output, "alpha" * alpha), [_encoded(output, frames, alpha=alpha) for frames in stills])
            if FORMATS[asked(output)].animation:
                yield worst(said(output, "moving", "alpha" * alpha), list(_films(output, alpha=alpha)))


def _films(output: Output, *, alpha: bool) -> Iterator[Row]:
    for image in (photograph(FILM_SIDE), noise(FILM_SIDE, STRENGTH)):
        yield _encoded(output, shifted(clear(image) if alpha else image, FILM), alpha=alpha)


def _encoded(output: Output, images: tuple[Image.Image, ...], *, alpha: bool) -> Row:
    name, size = asked(output), Size(*images[0].size)
    frames = Frames(images, size, durations=(40,) * len(images))
    area = size.area * len(images)
    measured = peak(partial(encode, frames, output, name)) / area
    return Row("", measured, holding(name, output, size.area, len(images), alpha=alpha) / area)


SECTIONS = {section.__name__: section for section in (decoding, operations, encoding)}


if __name__ == "__main__":
    for each in outputs():
        encode(Frames((noise(20),), Size(20, 20)), each, asked(each))  # so that every library is there
    show(SECTIONS, sys.argv[1:], "bytes a pixel", least=2)
