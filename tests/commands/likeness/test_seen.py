"""Seen: a file as people see it."""

from pathlib import Path

import pytest
from PIL import Image

from handler.commands.likeness.seen import seen_picture
from handler.commands.misuse import Misuse
from handler.core.limits import Limits
from tests.support.images.image_files import film, photo, saved

LIMITS = Limits()


def test_what_is_transparent_is_seen_on_white_and_on_black(tmp_path: Path) -> None:
    Image.new("RGBA", (2, 2), (0, 0, 0, 0)).save(tmp_path / "a.png")
    [(white, black)] = seen_picture(tmp_path / "a.png", LIMITS).frames
    assert (white.getpixel((0, 0)), black.getpixel((0, 0))) == ((255, 255, 255), (0, 0, 0))


def test_every_frame_is_seen_and_what_is_opaque_once(tmp_path: Path) -> None:
    first, *others = film(3)
    first.save(tmp_path / "a.gif", save_all=True, append_images=others)
    found = seen_picture(tmp_path / "a.gif", LIMITS)
    assert [len(each) for each in found.frames] == [1, 1, 1]
    assert [len(each) for each in found.grounded()] == [2, 2, 2]


def test_it_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    photo((30, 20)).save(tmp_path / "a.jpg", exif=exif)
    assert seen_picture(tmp_path / "a.jpg", LIMITS).size == (20, 30)


@pytest.mark.parametrize(
    ("data", "limits", "said"),
    [
        (b"no picture", LIMITS, "a.png: "),
        (saved(photo(), "png")[:-60], LIMITS, "a.png: the PNG file is damaged"),
        (saved(photo(), "png"), Limits(side=10), "a.png: a result of 96 x 64 pixels"),
        (saved(photo(), "png"), Limits(bytes=10), "a.png: the source has"),
    ],
)
def test_what_cannot_be_seen_is_told_by_its_name(data: bytes, limits: Limits, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(data)
    with pytest.raises(Misuse, match=said):
        seen_picture(tmp_path / "a.png", limits)
