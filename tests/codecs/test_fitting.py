"""max-bytes: the highest quality whose file fits, by its exact meaning, with the real encoders."""

from functools import cache
from itertools import product
from math import exp, log
from random import Random
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from handler.codecs.fitting import fitted
from handler.core.formats.catalogue import FORMATS, KINDS
from handler.core.formats.effort import TRIES
from handler.core.output import FormatName
from handler.errors import TooLarge
from tests.support.images.image_files import encoded, film, photo

LOSSY: list[FormatName] = [row.name for row in KINDS if row.writing and row.quality and not row.extra]
SIDES = (64, 48)
BUDGETS = 7


def noise() -> Image.Image:
    return Image.frombytes("RGB", SIDES, Random(1).randbytes(3 * SIDES[0] * SIDES[1]))  # noqa: S311 - a picture


def drawing() -> Image.Image:
    image = Image.new("RGB", SIDES, "white")
    draw = ImageDraw.Draw(image)
    for at in range(8):
        draw.ellipse((10 * at, 5 * at, 70 + 10 * at, 60 + 5 * at), outline=(40 * at % 256, 30, 90), width=2)
        draw.text((4, 14 * at), "Tintype makes pictures", fill="black")
    return image


def cutout() -> Image.Image:
    image = photo(SIDES).convert("RGBA")
    image.putalpha(Image.radial_gradient("L").resize(SIDES))
    return image


PICTURES: dict[str, list[Image.Image]] = {
    "photo": [photo(SIDES)],
    "gray": [photo(SIDES).convert("L")],
    "noise": [noise()],
    "drawing": [drawing()],
    "cutout": [cutout()],
    "flat": [Image.new("RGB", SIDES, "teal")],
    "film": film(3),
}


@cache
def every_size(kind: str, name: FormatName) -> tuple[bytes, ...]:
    """Return the files of all qualities, from 1 on."""
    return tuple(encoded(PICTURES[kind], name, quality=quality) for quality in range(1, 101))


def budgets(files: tuple[bytes, ...]) -> list[int]:
    """Return budgets from that of the lowest quality to more than that of the highest, as factors of each other."""
    low, high = log(len(files[0])), log(1.2 * len(files[-1]))
    return [int(exp(low + (high - low) * part / (BUDGETS - 1))) + 1 for part in range(BUDGETS)]


@pytest.mark.parametrize(("kind", "name"), list(product(PICTURES, LOSSY)))
def test_with_its_quality_the_file_fits_and_with_the_next_one_it_does_not(kind: str, name: FormatName) -> None:
    files = every_size(kind, name)
    for most, top in product(budgets(files), (100, 33)):
        if len(files[0]) > most and min(map(len, files[:top])) > most:
            continue  # no quality is small enough
        made = encoded(PICTURES[kind], name, quality=top, max_bytes=most)
        assert len(made) <= most
        qualities = [quality for quality, body in enumerate(files[:top], 1) if body == made]
        assert qualities, "it is a file that a quality gives"
        assert qualities[-1] == top or len(files[qualities[-1]]) > most


def test_the_median_share_of_the_budget_that_is_used_is_no_less_than_95_percent() -> None:
    shares = []
    for kind, name in product(("photo", "gray", "noise", "drawing", "cutout"), LOSSY):
        files = every_size(kind, name)
        within = [most for most in budgets(files) if len(files[0]) <= most <= len(files[-1])]
        shares += [len(encoded(PICTURES[kind], name, quality=100, max_bytes=most)) / most for most in within]
    assert median(shares) >= 0.95


@pytest.mark.parametrize("name", LOSSY)
def test_what_does_not_fit_at_all_is_told_with_the_smallest_there_is(name: FormatName) -> None:
    smallest = len(every_size("photo", name)[0])
    with pytest.raises(TooLarge) as caught:
        encoded(PICTURES["photo"], name, max_bytes=smallest - 1)
    facts = caught.value.facts
    assert (facts["limit"], facts["max"], facts["actual"]) == ("max-bytes", smallest - 1, smallest)
    assert facts["parameter"] == "max-bytes"
    assert f"{smallest:,} bytes" in caught.value.detail
    assert len(encoded(PICTURES["photo"], name, max_bytes=smallest)) <= smallest


@pytest.mark.parametrize("name", ["png", "gif", "tiff"])
def test_of_a_format_without_quality_the_file_fits_or_is_refused(name: FormatName) -> None:
    exact = encoded(PICTURES["photo"], name)
    from handler import codecs
    from handler.core.frames import Frames
    from handler.core.geometry import Size
    from handler.core.output import Output

    frames = Frames(tuple(PICTURES["photo"]), Size(*SIDES))
    assert codecs.encode(frames, Output(max_bytes=len(exact)), name) == exact
    with pytest.raises(TooLarge, match=f"{FORMATS[name].label} has no quality to lower") as caught:
        codecs.encode(frames, Output(max_bytes=len(exact) - 1), name)
    assert caught.value.facts["actual"] == len(exact)


class Tries:
    """A writer of files of given sizes, which counts how often it is asked."""

    def __init__(self, sizes: list[int]) -> None:
        self.sizes, self.asked = sizes, list[int]()

    def __call__(self, quality: int) -> bytes:
        self.asked.append(quality)
        return bytes(self.sizes[quality - 1])


@given(
    st.lists(st.integers(1, 3000), min_size=100, max_size=100),
    st.booleans(),
    st.integers(1, 100),
    st.integers(1, 3000),
    st.integers(1, 12),
)
def test_whatever_the_sizes_are_it_takes_no_more_tries_than_are_counted_on(
    sizes: list[int], rising: bool, top: int, most: int, steps: int
) -> None:
    """Sizes that rise and fall at random have a place too where one fits and the next does not."""
    sizes = [(sorted(sizes) if rising else sizes)[(at // steps) * steps] for at in range(100)]
    write = Tries(sizes)
    try:
        made = len(fitted(write, top, most, lambda quality: (quality - 1) // steps))
    except TooLarge:
        assert sizes[0] > most
    else:
        assert made <= most
        assert any(size == made and (at + 1 == top or sizes[at + 1] > most) for at, size in enumerate(sizes[:top]))
    assert len(write.asked) <= TRIES
    assert len(set(write.asked)) == len(write.asked)
    assert all(1 <= quality <= top for quality in write.asked)


def test_of_a_real_picture_a_handful_of_tries_is_enough() -> None:
    counts = []
    for kind, name in product(("photo", "drawing", "noise"), LOSSY):
        files = every_size(kind, name)
        for most in budgets(files)[1:-1]:
            write = Tries([len(body) for body in files])
            fitted(write, 100, most)
            counts.append(len(write.asked))
    assert sum(counts) / len(counts) < TRIES - 1
