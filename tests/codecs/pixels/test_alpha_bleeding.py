"""Bleeding: what is hidden under transparency never shows, in any lossy format, at any quality, in any frame."""

from typing import cast

import pytest
from PIL import Image, ImageChops, ImageDraw

from handler.codecs.pixels.alpha_bleeding import spread
from handler.core.frames import Frames
from handler.core.output import FormatName
from tests.support.images.image_files import decoded, encoded, photo

SIDE = 96
WITHIN = 8
"""Of 255."""

HIDDEN = {"green": (0, 255, 0), "black": (0, 0, 0), "white": (255, 255, 255), "blue": (0, 0, 255)}


def disc(hidden: tuple[int, int, int], left: int = 10) -> Image.Image:
    """Return a red disc with a soft edge; another colour stands under all that is transparent."""
    alpha = Image.new("L", (4 * SIDE, 4 * SIDE))
    ImageDraw.Draw(alpha).ellipse((4 * left, 40, 4 * left + 260, 300), fill=255)
    alpha = alpha.reduce(4)
    image = Image.new("RGB", alpha.size, "red")
    image.paste(hidden, mask=alpha.point(lambda value: 255 * (value == 0)))
    image.putalpha(alpha)
    return image


def off(found: Image.Image, wanted: Image.Image) -> float:
    """Return how far a visible colour is from red at most, as much as it is seen."""
    seen = wanted.getchannel("A")
    apart = ImageChops.difference(found.convert("RGB"), Image.new("RGB", found.size, "red"))
    weighed = ImageChops.multiply(apart, Image.merge("RGB", [seen] * 3))
    return max(cast("tuple[int, int]", band)[1] for band in weighed.getextrema())


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("quality", [30, 65, 80, 89, 95])
@pytest.mark.parametrize("name", ["avif", "webp"])
def test_the_edge_of_a_disc_keeps_its_colour(name: FormatName, quality: int, hidden: tuple[int, int, int]) -> None:
    image = disc(hidden)
    assert off(decoded(encoded(image, name, quality=quality)).first, image) <= WITHIN


@pytest.mark.parametrize("quality", [30, 65, 80, 89, 95])
@pytest.mark.parametrize("name", ["avif", "webp"])
def test_the_edge_of_a_disc_is_where_it_was(name: FormatName, quality: int) -> None:
    """Whatever the quality of colours: on white it looks the same within what nobody sees."""
    image = disc(HIDDEN["green"])
    found = decoded(encoded(image, name, quality=quality)).first
    white = Image.new("RGBA", image.size, "white")
    apart = ImageChops.difference(*(Image.alpha_composite(white, each).convert("RGB") for each in (image, found)))
    assert max(cast("tuple[int, int]", band)[1] for band in apart.getextrema()) <= WITHIN


@pytest.mark.parametrize("name", ["avif", "webp"])
def test_the_edge_keeps_its_colour_in_every_frame(name: FormatName) -> None:
    images = [disc(HIDDEN["green"], left) for left in (10, 16, 22)]
    frames = decoded(encoded(images, name, quality=65), moving=True)
    assert len(frames.images) == 3
    for found, wanted in zip(frames.images, images, strict=True):
        assert off(found, wanted) <= WITHIN


def test_what_can_be_seen_and_alpha_stay_as_they_are() -> None:
    image = photo((97, 61)).convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size).point(lambda value: max(0, value - 100)))
    before, found = image.copy(), spread(image)
    assert image.tobytes() == before.tobytes()
    assert found.getchannel("A").tobytes() == image.getchannel("A").tobytes()
    black = Image.new("RGBA", image.size, (0, 0, 0, 255))
    assert Image.alpha_composite(black, found).tobytes() == Image.alpha_composite(black, image).tobytes()
    assert found.tobytes() != image.tobytes()


@pytest.mark.parametrize("size", [(1, 1), (1, 9), (7, 5), (64, 33)])
def test_one_pixel_that_is_seen_colours_all(size: tuple[int, int]) -> None:
    image = Image.new("RGBA", size, (0, 255, 0, 0))
    image.putpixel((size[0] - 1, size[1] - 1), (250, 10, 20, 255))
    bands = spread(image).convert("RGB").getextrema()
    assert [bound for band in bands for bound in cast("tuple[int, int]", band)] == pytest.approx(
        [250, 250, 10, 10, 20, 20], abs=4
    )


@pytest.mark.parametrize(
    "image",
    [
        Image.new("RGBA", (9, 9), (1, 2, 3, 0)),
        Image.new("RGBA", (9, 9), (1, 2, 3, 255)),
        Image.new("RGBA", (9, 9), (1, 2, 3, 1)),
        Image.new("RGB", (9, 9)),
        Image.new("L", (9, 9)),
    ],
    ids=["clear", "opaque", "faint", "RGB", "L"],
)
def test_where_nothing_is_hidden_beside_what_is_seen_nothing_is_done(image: Image.Image) -> None:
    assert spread(image) is image


@pytest.mark.parametrize("name", ["png", "webp"])
def test_without_loss_what_is_hidden_stays(name: FormatName) -> None:
    image = disc(HIDDEN["green"])
    found: Frames = decoded(encoded(image, name, lossless=True))
    assert found.first.tobytes() == image.tobytes()
