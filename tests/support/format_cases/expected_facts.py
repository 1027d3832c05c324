"""Rows of corner cases in docs/formats.md, each with a file and the facts expected of it."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from handler.errors import ImageError
from tests.support.images.image_files import decoded, opened

CLEAR, BLACK, WHITE = (0, 0, 0, 0), (0, 0, 0, 255), (255, 255, 255, 255)
RED, GREEN, BLUE = (255, 0, 0, 255), (0, 255, 0, 255), (0, 0, 255, 255)


class Case(NamedTuple):
    """A row of docs/formats.md, the file that it tells of, and what is seen of that.

    seen: `error` is the kind of it, `pixels` what stands at frame, x and y; all else is a fact of the picture or of its
    frames by that name.
    """

    slug: str
    case: str
    happens: str
    make: Callable[[], bytes]
    seen: dict[str, Any]


def behold(data: bytes, **seen: Any) -> None:
    """Look at a file. Colours may be off by a few levels, since some files are lossy."""
    error: type[ImageError] | None = seen.pop("error", None)
    if error:
        with pytest.raises(error):
            decoded(data, moving=True)
        return
    pixels = seen.pop("pixels", {})
    with opened(data) as picture:
        frames = picture.decode(picture.size, moving=True)
    found = {name: getattr(picture if hasattr(picture, name) else frames, name) for name in seen}
    assert found == seen
    for (number, *at), colour in pixels.items():
        assert frames.images[number].convert("RGBA").getpixel(tuple(at)) == pytest.approx(colour, abs=4), (number, at)
