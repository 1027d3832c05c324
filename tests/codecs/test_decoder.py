"""Probing and decoding: what is known from the header, what it is estimated to take, and which kinds are accepted."""

import pytest

from handler.core.formats.catalogue import FORMATS, READ
from handler.core.formats.row import FormatName
from handler.errors import InvalidParameter, UnacceptedKind
from tests.support.images.image_files import encoded, film, opened, photo, saved

DRAWN = {"svg": (2048, 1365), "pdf": (2048, 1365)}
"""The size of what has no pixels, where it is as wide to its height as the others."""


@pytest.mark.parametrize("name", READ)
def test_a_header_tells_kind_size_and_what_it_takes(name: FormatName) -> None:
    data = saved(photo((96, 64)), name)
    with opened(data) as picture:
        size = DRAWN.get(name, (96, 64))
        assert (picture.format, picture.size, picture.frames, picture.bytes) == (name, size, 1, len(data))
        memory, milliseconds = picture.cost(picture.size)
        row = READ[name].streamed or READ[name]
        assert memory >= row.pixel_bytes * picture.size.area + row.copies * len(data)
        assert milliseconds > 0
        assert picture.held >= row.copies * len(data)


@pytest.mark.parametrize("name", READ)
def test_a_kind_that_is_not_accepted_is_named(name: FormatName) -> None:
    with pytest.raises(UnacceptedKind) as caught, opened(saved(photo(), name), accepted=frozenset(READ) - {name}):
        pass
    label = FORMATS[name].label
    assert caught.value.detail == f"{label} is not among the kinds of picture that are read here"
    assert caught.value.facts["kind"] == label


def test_a_frame_that_is_not_there_is_refused_with_how_many_there_are() -> None:
    with (
        pytest.raises(InvalidParameter, match=r"frame: 3 .*3 frames, 0 to 2"),
        opened(encoded(film(3), "gif"), frame=3),
    ):
        pass
    with pytest.raises(InvalidParameter, match=r"frame: 1 .*one frame, 0"), opened(encoded(photo(), "gif"), frame=1):
        pass
