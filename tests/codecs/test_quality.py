"""Quality: one scale for all formats, and the sizes from which a format is worth it."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from handler.codecs.formats._jpeg_tables import tables
from handler.codecs.formats.avif import THREADS
from handler.codecs.quality import COLUMNS, KNOTS, library_quality
from handler.core.formats.catalogue import WRITTEN
from handler.core.formats.choice import worthwhile
from handler.core.formats.effort import pace
from handler.core.formats.measures import BALANCED
from handler.core.output import FormatName, Output
from tests.support.images.image_files import encoded, photo, saved

ROOT = Path(__file__).parent.parent.parent
SMALLEST_AVIF, SMALLEST_WEBP = (WRITTEN[name].smallest for name in ("avif", "webp"))
PAGE = (ROOT / "docs" / "quality.md").read_text()
EVERY = range(1, 101)
OTHERS = [name for name in WRITTEN if name not in COLUMNS]


def test_the_knots_span_every_quality_and_rise() -> None:
    assert (KNOTS[0][0], KNOTS[-1][0]) == (EVERY[0], EVERY[-1])
    assert all(before[0] < after[0] for before, after in pairwise(KNOTS))


@pytest.mark.parametrize("name", COLUMNS)
def test_a_higher_quality_never_asks_for_less(name: FormatName) -> None:
    asked = [library_quality(name, q) for q in EVERY]
    assert asked == sorted(asked)
    assert set(asked) <= set(range(101))
    assert asked[-1] == 100


@pytest.mark.parametrize("name", COLUMNS)
def test_a_knot_means_what_it_says_and_half_way_lies_half_way(name: FormatName) -> None:
    for row in KNOTS:
        assert library_quality(name, row[0]) == row[COLUMNS[name]]
    least, most = library_quality(name, 20), library_quality(name, 30)
    assert abs(library_quality(name, 25) - (least + most) / 2) <= 0.5


@pytest.mark.parametrize("name", OTHERS)
def test_a_format_without_a_scale_of_its_own_is_asked_for_what_was_asked(name: FormatName) -> None:
    assert [library_quality(name, q) for q in EVERY] == list(EVERY)


@pytest.mark.parametrize("q", [1, 50, 80, 89, 100])
def test_what_is_written_is_what_the_table_says(q: int) -> None:
    image = photo()
    webp = saved(image, "webp", quality=library_quality("webp", q), method=pace("webp", 1, BALANCED).effort)
    assert encoded(image, "webp", quality=q) == webp
    full = {"subsampling": "4:4:4"} if q >= 90 else {}
    speed = pace("avif", 1, BALANCED).effort
    avif = saved(image, "avif", quality=library_quality("avif", q), speed=speed, max_threads=THREADS, **full)
    assert encoded(image, "avif", quality=q) == avif
    steps = tables(library_quality("jpg", q), full=q >= 90)
    jpeg = saved(image, "jpg", qtables=list(steps), subsampling="4:4:4" if q >= 90 else "4:2:0", optimize=True)
    assert encoded(image, "jpg", quality=q) == jpeg


def test_lossless_has_no_quality() -> None:
    with pytest.raises(ValueError, match="q says nothing of a lossless file"):
        Output(formats=("webp",), lossless=True, quality=10)


def test_at_the_usual_quality_avif_is_smaller_than_webp_and_webp_than_jpeg() -> None:
    """Of every photograph, AVIF; of all of them together, WebP, since JPEG has tables of its own."""
    sizes = []
    for key in ("bee.jpg", "citrus.jpg", "astronaut.jpg"):
        with Image.open(ROOT / "samples" / key) as sample:
            image = sample.convert("RGB")
        image = image.resize((480, round(480 * image.height / image.width)), Image.Resampling.LANCZOS)
        sizes.append([len(encoded(image, name, quality=80)) for name in ("avif", "webp", "jpg")])
    assert all(avif < 0.9 * webp < 0.96 * jpeg for avif, webp, jpeg in sizes)
    assert sum(webp for _, webp, _ in sizes) < 0.97 * sum(jpeg for *_, jpeg in sizes)


@pytest.mark.parametrize(("name", "smallest"), [("avif", SMALLEST_AVIF), ("webp", SMALLEST_WEBP)])
def test_a_format_is_worth_it_from_its_smallest_size_on(name: FormatName, smallest: int) -> None:
    assert [worthwhile(name, area) for area in (smallest - 1, smallest, 10**9)] == [False, True, True]


@pytest.mark.parametrize("name", OTHERS)
def test_the_old_formats_are_worth_it_at_every_size(name: FormatName) -> None:
    assert worthwhile(name, 1)


def test_a_thumbnail_may_be_webp_and_a_picture_avif() -> None:
    assert 1 <= SMALLEST_WEBP < SMALLEST_AVIF
    assert not worthwhile("avif", 32 * 32)
    assert worthwhile("avif", 160 * 120)


@pytest.mark.parametrize("side", [24, 32])
def test_a_photograph_below_the_smallest_size_is_larger_as_avif(side: int) -> None:
    assert not worthwhile("avif", side * side)
    with Image.open(ROOT / "samples" / "astronaut.jpg") as sample:
        image = sample.convert("RGB").resize((side, side), Image.Resampling.LANCZOS)
    assert len(encoded(image, "avif", quality=80)) > len(encoded(image, "webp", quality=80))


def test_the_page_shows_the_table_and_the_sizes() -> None:
    shown = re.search(r"<!-- knots -->(.*?)<!-- end -->", PAGE, re.DOTALL)
    assert shown
    rows = re.findall(r"^\| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", shown[1], re.MULTILINE)
    assert tuple(tuple(map(int, row)) for row in rows) == KNOTS
    assert f"{SMALLEST_AVIF:,} pixels on** (`smallest` in its row of the catalogue" in PAGE
