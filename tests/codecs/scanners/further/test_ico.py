"""The directory of an icon: the largest picture first, by what the pictures say themselves."""

import pytest

from handler.codecs.scanners.further.ico import icons_of
from handler.codecs.scanners.meter import Meter
from handler.core.limits import Limits
from handler.errors import TooLarge
from tests.support.images.further_files import ico, icon_bitmap
from tests.support.images.image_files import photo, saved


def test_pictures_are_told_by_their_own_headers() -> None:
    data = ico(((9, 9, 8), icon_bitmap((4, 3), 24, bytes(36))), ((1, 1, 1), saved(photo((20, 10)), "png")))
    found = icons_of(memoryview(data), Meter(Limits()))
    assert [(icon.size, icon.drawn, icon.bits) for icon in found] == [((20, 10), True, 32), ((4, 3), False, 24)]


def test_a_directory_is_counted_before_it_is_read() -> None:
    with pytest.raises(TooLarge) as caught:
        icons_of(memoryview(b"\0\0\1\0\xff\xff"), Meter(Limits()))
    assert caught.value.facts["limit"] == "entries"
