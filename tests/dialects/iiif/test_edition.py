"""Edition: what is told as the largest stays within the limits in every format, so that it is really served."""

import io
import struct

import pytest
from PIL import Image

from handler.core.limits import Limits
from handler.core.output import Output
from handler.core.source import Stored
from handler.core.source_file import source_file_of
from handler.dialects.iiif.appearance import SUFFIXES
from handler.dialects.iiif.edition import THREE, TWO, Manners, longest_side, manners_of
from handler.ops.resize import Resize
from handler.recipe import Recipe
from handler.rendering.check import check
from handler.rendering.opening import opened
from handler.rendering.plan import plan


def photograph(width: int, height: int) -> bytes:
    """Return a JPEG whose header says this size; nobody decodes it."""
    file = io.BytesIO()
    Image.new("RGB", (64, 64), "teal").save(file, "JPEG")
    head = b"\xff\xc0\x00\x11\x08"
    return file.getvalue().replace(head + struct.pack(">HH", 64, 64), head + struct.pack(">HH", height, width))


def test_the_longest_side_follows_from_the_limits() -> None:
    assert longest_side(Limits()) == 3000
    for text, side in (
        ("side=900", 900),
        ("area=250000", 500),
        ("memory=106", 1200),
        ("side=1234", 1234),
        ("work=1", 1000),
        ("side=64", 64),
    ):
        assert longest_side(Limits.read(text)) == side
    assert longest_side(Limits.read("work=0.1")) == 1


@pytest.mark.parametrize("size", [(3000, 3000), (5999, 4000), (8999, 4000), (12_000, 8_400)])
def test_the_largest_size_is_within_all_limits_in_every_format(size: tuple[int, int]) -> None:
    limits = Limits()
    side = longest_side(limits)
    data = photograph(*size)
    with opened(Stored(key="a"), lambda _: source_file_of(data, "v"), limits, frozenset({"jpg"})) as picture:
        for suffix, form in SUFFIXES.items():
            recipe = Recipe.of(Stored(key="a"), (Resize(w=side, h=side),), Output(formats=(form,)))
            check(plan(recipe, picture, limits), limits)
            assert suffix


def test_the_setting_says_how_requests_are_taken() -> None:
    assert manners_of(THREE, Limits(), frozenset()) == Manners(THREE, 3000)
    assert manners_of(TWO, Limits(), frozenset({"validator", "no-upscaling"})) == Manners(
        TWO, 3000, upscales=False, validator=True
    )
    assert (THREE.words, TWO.words) == ("IIIF Image API 3.0", "IIIF Image API 2.1")
    assert TWO.context == "http://iiif.io/api/image/2/context.json"
    assert THREE.profile == "http://iiif.io/api/image/3/level2.json"
