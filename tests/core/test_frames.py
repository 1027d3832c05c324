"""Frames: pictures with what travels beside them, which no change of the pictures touches."""

from dataclasses import FrozenInstanceError

import pytest
from PIL import Image, ImageOps

from handler.core.frames import Frames, Rights
from handler.core.geometry import Box, Size

FILM = Frames(
    images=(Image.new("RGB", (4, 3), "red"), Image.new("RGB", (4, 3), "blue")),
    full=Size(8, 6),
    grid=Box(0, 0, 3.5, 3),
    durations=(50, 70),
    loop=3,
    profile=b"profile",
    rights=Rights("Ann", "Ann 2026"),
    exif=b"exif",
    xmp=b"xmp",
    flat=True,
    stored=999,
)


def test_the_pixels_of_all_frames_are_counted() -> None:
    assert (FILM.pixels, Frames(FILM.images[:1], FILM.full).pixels) == (24, 12)


def test_every_frame_is_changed_and_nothing_beside_them() -> None:
    changed = FILM.map(ImageOps.invert)
    assert [image.getpixel((0, 0)) for image in changed.images] == [(0, 255, 255), (255, 255, 0)]
    others = set(vars(FILM)) - {"images"}
    assert {name: vars(changed)[name] for name in others} == {name: vars(FILM)[name] for name in others}


def test_the_frames_that_were_changed_stay_as_they_are() -> None:
    FILM.map(ImageOps.invert)
    assert FILM.first.getpixel((0, 0)) == (255, 0, 0)
    with pytest.raises(FrozenInstanceError):
        FILM.loop = 1  # type: ignore[misc] # that is the question


def test_a_still_picture_is_one_frame_that_is_shown_for_no_time() -> None:
    still = Frames(FILM.images[:1], Size(4, 3))
    assert (len(still.images), still.durations, still.rights) == (1, (0,), Rights("", ""))
