"""Face regions: nobody is known by a face any more, and all else stays as it was."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from handler.analysis.faces import find
from handler.core.geometry import Size
from handler.ops.face_blur import FaceBlur
from handler.ops.face_pixel import FacePixel
from handler.ops.op import Op
from tests.support.images.drawings import view
from tests.support.images.golden_pictures import assert_golden

SAMPLES = Path(__file__).parent.parent.parent / "samples"
FACE, SUIT = (185, 70, 260, 165), (0, 260, 512, 512)
both = pytest.mark.parametrize("op", [FaceBlur(strength=30), FacePixel(block=20)], ids=["blur", "pixel"])


def astronaut(mode: str = "RGB") -> Image.Image:
    with Image.open(SAMPLES / "astronaut.jpg") as image:
        return image.convert(mode)


def detail(image: Image.Image, part: tuple[int, int, int, int] = FACE) -> float:
    """Return how much pixels of the face differ from the next."""
    face = image.convert("L").crop(part)
    return float(ImageStat.Stat(ImageChops.difference(face, ImageChops.offset(face, 1, 0))).mean[0])


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
@both
def test_the_face_loses_its_detail_and_the_rest_stays(op: Op, mode: str) -> None:
    image = astronaut(mode)
    result = op.apply(image)
    assert (result.mode, result.size) == (mode, image.size)
    assert result.crop(SUIT).tobytes() == image.crop(SUIT).tobytes()
    assert detail(result) < detail(image) / 2


@both
def test_a_picture_without_a_face_stays_as_it_is(op: Op) -> None:
    assert op.apply(view()).tobytes() == view().tobytes()


@both
def test_every_face_of_several_is_changed(op: Op) -> None:
    row = Image.new("RGB", (900, 300), "gray")
    for number in range(3):
        row.paste(astronaut().crop((110, 0, 310, 250)).resize((240, 300)), (300 * number, 0))
    assert len(find(row, Size(*row.size))) == 3
    after = op.apply(row)
    for number in range(3):
        face = (300 * number + 90, 84, 300 * number + 180, 198)
        assert detail(after, face) < detail(row, face) / 2


@both
def test_what_is_beside_a_transparent_edge_keeps_its_alpha(op: Op) -> None:
    image = astronaut("RGBA")
    image.paste((0, 255, 0, 0), (0, 0, 200, 512))
    result = op.apply(image)
    assert ImageStat.Stat(result.getchannel("A").crop((0, 0, 120, 512))).mean[0] == 0
    shown = Image.alpha_composite(Image.new("RGBA", result.size, "white"), result).convert("RGB")
    red, green, _ = (ImageStat.Stat(band).mean[0] for band in shown.crop((150, 60, 215, 170)).split())
    assert green <= red + 3  # the hidden green does not bleed into the skin


def test_it_looks_as_when_it_was_last_looked_at() -> None:
    small = astronaut().crop((60, 0, 360, 300)).resize((150, 150))
    assert_golden(FaceBlur(strength=30).apply(small), "ops/face_blur-plain")
    assert_golden(FacePixel(block=8).apply(small), "ops/face_pixel-plain")
