"""Appearance: rotation, quality and format, each refused by name, and one canonical text for what means the same."""

import pytest

from handler.core.output import Output
from handler.dialects.iiif.appearance import BITONAL, GRAY, SUFFIXES, read_appearance
from handler.errors import InvalidParameter
from handler.ops.flip import Flip
from handler.ops.rotate import Rotate


@pytest.mark.parametrize(
    ("rotation", "last", "text"),
    [
        ("0", "default.jpg", "0/default.jpg"),
        ("90.0", "color.png", "90/default.png"),
        ("!360", "gray.webp", "!0/gray.webp"),
        ("022.50", "bitonal.gif", "22.5/bitonal.gif"),
        (".5", "default.tif", "0.5/default.tif"),
    ],
)
def test_the_canonical_text_is_one(rotation: str, last: str, text: str) -> None:
    assert read_appearance(rotation, last).text() == text
    assert read_appearance(*text.split("/")).text() == text


@pytest.mark.parametrize(
    "text", ["", "!", "!!0", "361", "360.1", "-90", "+90", "9e1", "ninety", "90deg", "0!", "1 ", "٩٠"]
)
def test_a_wrong_rotation_is_refused(text: str) -> None:
    with pytest.raises(InvalidParameter, match="rotation="):
        read_appearance(text, "default.jpg")


def test_a_wrong_quality_or_format_is_refused_with_the_nearest_word() -> None:
    for last, said in (
        ("grey.jpg", "did you mean gray"),
        ("native.jpg", "quality=native"),
        ("default.jpeg", "did you mean jpg"),
        ("default.bmp", "format=bmp"),
        ("default", "format="),
        ("default.", "format="),
        (".jpg", "quality="),
        ("default.JPG", "did you mean jpg"),
        ("default.jpg.jpg", "quality=default.jpg"),
    ):
        with pytest.raises(InvalidParameter, match=said):
            read_appearance("0", last)


def test_it_is_mirrored_then_turned_then_coloured() -> None:
    assert read_appearance("!90", "gray.jpg").ops() == (Flip(axis="h"), Rotate(angle=90), *GRAY)
    assert read_appearance("0", "bitonal.jpg").ops()[1:] == BITONAL


def test_corners_are_clear_where_the_format_can_say_so() -> None:
    clear = {suffix: read_appearance("45", f"default.{suffix}").ops()[0].bg for suffix in SUFFIXES}  # type: ignore[attr-defined]
    assert {suffix for suffix, ground in clear.items() if ground is None} == {"jpg", "pdf"}
    assert read_appearance("180", "default.png").ops() == (Rotate(angle=180),)


def test_pictures_stand_still_in_formats_that_move() -> None:
    frames = {suffix: read_appearance("0", f"default.{suffix}").frame for suffix in SUFFIXES}
    assert {suffix for suffix, frame in frames.items() if frame == 0} == {"png", "webp", "gif", "avif"}
    assert read_appearance("0", "default.tif").output() == Output(formats=("tiff",))
