"""Red eyes become gray, what is red elsewhere stays, and so does a picture without faces."""

from pathlib import Path

from PIL import Image, ImageDraw

from handler.analysis import faces
from handler.core.geometry import Size
from handler.ops.red_eye import RedEye, cleared
from tests.support.images.drawings import view
from tests.support.images.golden_pictures import assert_golden

ASTRONAUT = Path(__file__).parent.parent.parent / "samples" / "astronaut.jpg"


def flashed(mode: str) -> tuple[Image.Image, list[tuple[int, int]]]:
    """Return a portrait whose pupils are red, and where they are."""
    with Image.open(ASTRONAUT) as image:
        portrait = image.convert("RGB").resize((256, 256), Image.Resampling.BOX)
    (face, *_) = faces.find(portrait, Size(*portrait.size))
    eyes = [(round(x), round(y)) for x, y in face.points[:2]]
    for x, y in eyes:
        ImageDraw.Draw(portrait).ellipse((x - 2, y - 2, x + 2, y + 2), fill=(220, 20, 30))
    return portrait.convert(mode), eyes


def test_red_pupils_become_gray_and_nothing_else_changes() -> None:
    image, eyes = flashed("RGB")
    before = image.tobytes()
    clear = RedEye().apply(image)
    assert_golden(clear, "ops/red_eye-portrait")
    assert [clear.getpixel(eye) for eye in eyes] == [(25, 25, 25)] * 2
    assert clear.crop((0, 150, 256, 256)).tobytes() == image.crop((0, 150, 256, 256)).tobytes()
    assert image.tobytes() == before


def test_alpha_stays_and_gray_has_no_red() -> None:
    image, eyes = flashed("RGBA")
    image.putalpha(200)
    assert RedEye().apply(image).getpixel(eyes[0]) == (25, 25, 25, 200)
    gray = flashed("L")[0]
    assert RedEye().apply(gray) is gray
    assert RedEye().apply(view()).tobytes() == view().tobytes()


def test_only_what_is_much_redder_than_green_and_blue_is_cleared() -> None:
    skin, dark = Image.new("RGB", (9, 9), (220, 160, 140)), Image.new("RGB", (9, 9), (50, 0, 0))
    for plain in (skin, dark):
        assert cleared(plain).tobytes() == plain.tobytes()
