"""The directories of a raw file: counted, each read once, and the largest preview is found."""

import pytest

from handler.codecs.scanners.further.raw import preview_of
from handler.codecs.scanners.meter import Meter
from handler.core.limits import Limits
from handler.errors import TooLarge
from tests.support.images.further_files import cr3, dng, raf
from tests.support.images.image_files import photo


@pytest.mark.parametrize("make", [dng, raf, cr3])
def test_the_largest_preview_is_found_where_it_lies(make: object) -> None:
    data = make(photo((160, 120)))  # type: ignore[operator]
    found = preview_of(memoryview(data), Meter(Limits()))
    assert found is not None
    assert found.size == (160, 120)
    assert (data[found.start : found.start + 3], data[found.stop - 2 : found.stop]) == (b"\xff\xd8\xff", b"\xff\xd9")


def test_tags_are_counted() -> None:
    data = memoryview(dng(photo()))
    for bounds in ({"entries": 5}, {"chunks": 6}):
        with pytest.raises(TooLarge):
            preview_of(data, Meter(Limits(**bounds)))
