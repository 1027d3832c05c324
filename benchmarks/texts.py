"""What texts take that are told of a picture: CPU time and memory of each, of the noisiest glance that there can be.

Run `python -m benchmarks.texts` in the project's folder: milliseconds and bytes a pixel, measured and estimated.
"""

import tracemalloc
from collections.abc import Iterator
from random import Random
from time import process_time

from PIL import Image

from handler.codecs import encode
from handler.core.formats.catalogue import FORMATS, WRITTEN
from handler.core.formats.costs import Raster, encoding
from handler.core.formats.memory import holding
from handler.core.frames import Frames
from handler.core.geometry import Size
from handler.core.output import Output

SIDE, TIMES = 64, 6


def seen(*, alpha: bool) -> Frames:
    """Return noise, with or without transparency."""
    random = Random(1)  # noqa: S311 - the same each time
    image = Image.frombytes("RGB", (SIDE, SIDE), random.randbytes(3 * SIDE * SIDE))
    if alpha:
        image = image.convert("RGBA")
        image.putalpha(
            Image.frombytes("L", image.size, bytes(128 + value // 2 for value in random.randbytes(SIDE * SIDE)))
        )
    return Frames((image,), Size(*image.size))


def asked() -> Iterator[Output]:
    """Give every text, palettes with the most colours too."""
    for name in WRITTEN:
        if FORMATS[name].text:
            yield Output(formats=(name,))
            if "colors" in FORMATS[name].can:
                yield Output(formats=(name,), colors=256)


def main() -> None:
    """Measure and print."""
    print("text, colours, transparency: ms measured, estimated; bytes a pixel measured, estimated")
    for output in asked():
        for alpha in (False, True):
            name, frames = output.formats[0], seen(alpha=alpha)
            spans = []
            for _ in range(TIMES):
                start = process_time()
                encode(frames, output, name)
                spans.append(1000 * (process_time() - start))
            tracemalloc.start()
            encode(frames, output, name)
            peak = tracemalloc.get_traced_memory()[1] / SIDE**2
            tracemalloc.stop()
            told = encoding(name, output, Raster(SIDE**2, alpha=alpha))
            held = holding(name, output, SIDE**2, 1, alpha=alpha) / SIDE**2
            print(f"{name}, {output.colors}, {alpha}: {min(spans):.1f}, {told:.1f}; {peak:.0f}, {held:.0f}")


if __name__ == "__main__":
    main()
