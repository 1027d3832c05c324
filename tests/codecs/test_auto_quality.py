"""q=auto: each picture gets a quality of its own, the same one every time, and more where more is asked for."""

from itertools import pairwise, product
from pathlib import Path
from typing import get_args

import pytest
from PIL import Image

from handler.codecs.auto_quality import chosen, mosaic
from handler.core.formats.catalogue import FORMATS, KINDS
from handler.core.formats.quality_target import FINEST, LEAST, MOSAIC, TARGETED, AutoQuality
from handler.core.output import FormatName, Output
from tests.support.images.image_files import encoded, film, photo

SAMPLES = Path(__file__).parents[2] / "samples"
LOSSY: list[FormatName] = [row.name for row in KINDS if row.name in TARGETED]
TARGETS: tuple[AutoQuality, ...] = get_args(AutoQuality)


def sample(name: str) -> Image.Image:
    with Image.open(SAMPLES / name) as image:
        return image.convert("RGB").resize((360, 270))


def cutout() -> Image.Image:
    image = photo((96, 72)).convert("RGBA")
    image.putalpha(Image.radial_gradient("L").resize(image.size))
    return image


PICTURES: dict[str, Image.Image] = {
    "bee": sample("bee.jpg"),
    "photo": photo((320, 200)),
    "gray": photo((96, 72)).convert("L"),
    "cutout": cutout(),
    "dot": Image.new("RGB", (1, 1), "red"),
    "line": photo((900, 2)),
    "flat": Image.new("RGB", (90, 70), "teal"),
}


def quality(image: Image.Image, name: FormatName, target: AutoQuality) -> int:
    return chosen(image, target, FORMATS[name], Output())


@pytest.mark.parametrize(("kind", "name"), list(product(PICTURES, LOSSY)))
def test_a_better_target_takes_no_lower_quality(kind: str, name: FormatName) -> None:
    found = [quality(PICTURES[kind], name, target) for target in TARGETS]
    assert all(LEAST <= low <= high <= FINEST for high, low in pairwise(found)), found


@pytest.mark.parametrize(
    ("kind", "name", "target"), [(*of, TARGETS[at % len(TARGETS)]) for at, of in enumerate(product(PICTURES, LOSSY))]
)
def test_the_file_is_that_of_the_quality_that_was_chosen(kind: str, name: FormatName, target: AutoQuality) -> None:
    image = PICTURES[kind]
    before = image.tobytes()
    found = encoded(image, name, quality=target)
    assert found == encoded(image, name, quality=target)
    assert found == encoded(image, name, quality=quality(image, name, target))
    assert image.tobytes() == before


@pytest.mark.parametrize("name", LOSSY)
def test_pictures_get_qualities_of_their_own_and_fewer_bytes_where_less_is_asked_for(name: FormatName) -> None:
    assert len({quality(image, name, "auto:good") for image in PICTURES.values()}) > 2
    best, _, _, low = (len(encoded(PICTURES["bee"], name, quality=target)) for target in TARGETS)
    assert best > 1.5 * low


@pytest.mark.parametrize("name", LOSSY)
def test_an_animation_gets_the_quality_of_its_first_frame(name: FormatName) -> None:
    frames = film(3)
    number = quality(frames[0], name, "auto:eco")
    assert encoded(frames, name, quality="auto:eco") == encoded(frames, name, quality=number)


@pytest.mark.parametrize("size", [(1, 1), (2000, 3), (3, 2000), (63, 2000), (400, 300), (1000, 700), (5000, 90)])
def test_a_mosaic_is_small_and_all_picture(size: tuple[int, int]) -> None:
    image = Image.new("L", size, 255)
    part = mosaic(image)
    assert part.width * part.height <= MOSAIC
    assert part.getextrema() == (255, 255), "nothing of it is left empty"
    assert part is image or size[0] * size[1] > MOSAIC


def test_a_drawing_between_the_squares_is_not_taken_for_an_empty_picture() -> None:
    image = Image.new("RGB", (2000, 2000), "white")
    assert quality(image, "jpg", "auto:good") == LEAST
    image.putpixel((0, 0), (0, 0, 0))
    assert quality(image, "jpg", "auto:good") > LEAST
