"""Differences: the frame and the ground that differ most count."""

import pytest
from PIL import Image

from handler.commands.likeness.differences import difference
from handler.commands.likeness.seen import SeenPicture
from handler.commands.misuse import Misuse
from tests.support.images.image_files import photo

PHOTO = photo((150, 140))
ODD = PHOTO.copy()
ODD.putpixel((3, 4), (0, 0, 0))
FAR = Image.new("RGB", PHOTO.size)


def seen(*frames: tuple[Image.Image, ...], name: str = "a") -> SeenPicture:
    return SeenPicture(name, frames[0][0].size, list(frames))


def test_the_same_pixels_are_the_same() -> None:
    found = difference(seen((PHOTO,)), seen((PHOTO.copy(),)))
    assert (found.score, found.most, found.share) == (1.0, 0, 0.0)


def test_one_pixel_is_told() -> None:
    found = difference(seen((PHOTO,)), seen((ODD,)))
    assert found.share == pytest.approx(1 / (150 * 140))
    assert 0.5 < found.score < 1
    assert found.most > 0


def test_the_worst_frame_and_the_worst_ground_count() -> None:
    alone = difference(seen((PHOTO,)), seen((FAR,)))
    assert difference(seen((PHOTO,), (PHOTO,)), seen((PHOTO,), (FAR,))).score == alone.score
    assert difference(seen((PHOTO,)), seen((PHOTO, FAR))).score == alone.score


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (
            seen((PHOTO.resize((9, 9)),), name="b"),
            "a is 150 x 140 pixels, b 9 x 9: only equal sizes compare; tintype render b",
        ),
        (seen((PHOTO,), (PHOTO,), name="b"), "a has 1 frames, b 2; tintype render ... frame=0 takes the first alone"),
    ],
)
def test_what_cannot_be_compared_is_told_with_a_way_out(other: SeenPicture, said: str) -> None:
    with pytest.raises(Misuse, match=said):
        difference(seen((PHOTO,)), other)
