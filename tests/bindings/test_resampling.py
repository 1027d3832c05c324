"""Resampling by libvips: what Pillow makes, to one level in the mean, and the same bytes on every processor."""

from functools import cache
from statistics import mean

import pytest
from PIL import Image, ImageChops, ImageStat

from handler.bindings.resampling import reduced
from handler.core.geometry import Box, Size, whole
from handler.ops import _resampling
from handler.ops._resampling import LEAST, shrunk, vectors
from handler.ops.resize import REDUCING_GAP
from tests.support.images.stored_samples import SAMPLES
from tests.support.processes.fresh_python import printed

STILL = sorted(name for name in SAMPLES if not name.endswith(".gif"))

TARGETS = """
import ctypes, sys
from hashlib import sha256
from PIL import Image
from handler.bindings.png_decoder import streamed_png
from handler.bindings.resampling import reduced
from handler.bindings.vips_library import library
from handler.core.geometry import Size, whole
from random import Random
from io import BytesIO
vips = library()
builtin = vips.vips_vector_get_builtin_targets
builtin.restype = vips.vips_vector_get_supported_targets.restype = ctypes.c_int64
vips.vips_vector_disable_targets.argtypes = [ctypes.c_int64]
noise = Image.frombytes("RGBA", (203, 151), Random(1).randbytes(203 * 151 * 4))
file = BytesIO()
noise.save(file, "PNG", compress_level=0)
def made():
    for mode in ("RGB", "RGBa", "L"):
        image = noise.getchannel("R") if mode == "L" else noise.convert(mode)
        for size in ((101, 76), (99, 71), (50, 36), (203, 150), (13, 9)):
            yield reduced(image, Size(*size), whole(image.size), 2.0).tobytes()
    for factor in (2, 3, 7):
        yield streamed_png(file.getbuffer(), factor).tobytes()
some = [1 << bit for bit in range(63) if vips.vips_vector_get_supported_targets() >> bit & 1]
off, found = 0, set()
for target in [0, *some[:-1]]:  # the best first; one after another is taken away
    off |= target
    vips.vips_vector_disable_targets(off)
    found.add(sha256(b"".join(made())).hexdigest())
vips.vips_vector_set_enabled(0)
found.add(sha256(b"".join(made())).hexdigest())
print(len(some), len(found))
"""


def apart(one: Image.Image, other: Image.Image) -> float:
    assert (one.mode, one.size) == (other.mode, other.size)
    if one.mode == "RGBa":  # as it is seen, on black
        one, other = (Image.frombytes("RGBA", each.size, each.tobytes()) for each in (one, other))
    return mean(ImageStat.Stat(ImageChops.difference(one, other)).mean)


@cache
def sample(name: str, mode: str) -> Image.Image:
    with Image.open(SAMPLES[name]) as stored:
        stored.draft("RGB", (800, 800))
        return stored.convert("RGBA").convert(mode) if mode == "RGBa" else stored.convert(mode)


@pytest.mark.parametrize("factor", [1.0, 1.3, 2.7, 5.3])
@pytest.mark.parametrize(
    ("name", "mode"), [*((name, "RGB") for name in STILL), ("balloons.png", "RGBa"), ("owl.png", "RGBa")]
)
def test_it_gives_what_pillow_gives(name: str, mode: str, factor: float) -> None:
    image = sample(name, mode)
    taken = 0
    for part in (whole(image.size), Box(3, 5, image.width - 7, image.height - 2)):
        size = Size(*(round(side / factor) for side in part.size))
        if vectors(mode, Size(*image.size), size, part):
            taken += 1
            theirs = image.resize(size, Image.Resampling.LANCZOS, part, REDUCING_GAP)
            assert apart(reduced(image, size, part, REDUCING_GAP), theirs) <= 1, (part, size)
    assert taken


@pytest.mark.parametrize("size", [Size(10, 26), Size(21, 52), Size(34, 87), Size(48, 121)])
def test_of_a_very_small_result_both_are_off_by_what_is_averaged_before_the_kernel(size: Size) -> None:
    image = sample("owl.png", "RGB")
    part = Box(image.width / 3, image.height / 4, image.width / 3 * 2, image.height / 4 * 3)
    exact = image.resize(size, Image.Resampling.LANCZOS, part)
    theirs = image.resize(size, Image.Resampling.LANCZOS, part, REDUCING_GAP)
    assert apart(reduced(image, size, part, REDUCING_GAP), theirs) <= 2 * apart(theirs, exact)


@pytest.mark.parametrize("mode", ["RGB", "RGBa", "L"])
def test_a_flat_picture_stays_flat(mode: str) -> None:
    image = (
        Image.new("RGBA", (600, 500), (200, 100, 50, 128)).convert("RGBa" if mode == "RGBa" else "RGB").convert(mode)
    )
    found = reduced(image, Size(251, 210), whole(image.size), REDUCING_GAP)
    assert found.getextrema() == image.getextrema()


def test_a_part_takes_nothing_from_beside_it() -> None:
    image = Image.new("RGB", (900, 700), "red")
    image.paste("blue", (100, 100, 800, 600))
    assert reduced(image, Size(350, 250), Box(100, 100, 800, 600), REDUCING_GAP).getcolors() == [(87_500, (0, 0, 255))]


@pytest.mark.parametrize("size", [Size(500, 500), Size(499, 500), Size(500, 499), Size(1, 1), Size(500, 1)])
def test_every_size_comes_out_exactly(size: Size) -> None:
    image = Image.linear_gradient("L").resize((500, 500)).convert("RGB")
    assert reduced(image, size, whole(image.size), REDUCING_GAP).size == size


@pytest.mark.parametrize(
    ("mode", "full", "size", "window", "expected"),
    [
        ("RGB", Size(500, 500), Size(200, 200), Box(0, 0, 500, 500), True),
        ("RGBa", Size(500, 500), Size(200, 200), Box(0, 0, 500, 500), True),
        ("L", Size(500, 500), Size(200, 200), Box(0, 0, 500, 500), False),
        ("RGB", Size(400, 249), Size(200, 200), Box(0, 0, 400, 249), False),
        ("RGB", Size(400, 250), Size(400, 250), Box(0, 0, 400, 250), True),
        ("RGB", Size(500, 500), Size(501, 200), Box(0, 0, 500, 500), False),
        ("RGB", Size(500, 500), Size(200, 501), Box(0, 0, 500, 500), False),
        ("RGB", Size(900, 900), Size(600, 600), Box(0.125, 0, 600.125, 600), False),
        ("RGB", Size(900, 900), Size(600, 600), Box(0.05, 0, 600.05, 600), True),
    ],
)
def test_which_of_the_two_resamples_follows_from_sizes_alone(
    mode: str, full: Size, size: Size, window: Box, expected: bool
) -> None:
    assert LEAST == 100_000
    assert vectors(mode, full, size, window) is expected


def test_on_both_sides_of_every_threshold_the_results_are_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    image = sample("citrus.jpg", "RGB").resize((640, 480))
    for size in (Size(640, 480), Size(639, 479), Size(320, 240)):
        by_vips = shrunk(image, size, whole(image.size), REDUCING_GAP)
        with monkeypatch.context() as patched:
            patched.setattr(_resampling, "LEAST", 1 << 40)
            by_pillow = shrunk(image, size, whole(image.size), REDUCING_GAP)
        assert apart(by_vips, by_pillow) <= 1


def test_the_pixels_are_the_same_with_every_set_of_vector_instructions_and_with_none() -> None:
    """Lambda runs on processors of several ages: sums are of whole numbers, so that their order does not matter."""
    targets, results = map(int, printed(TARGETS).split())
    assert targets >= 1
    assert results == 1
