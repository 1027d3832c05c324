"""The boxes of a JPEG 2000: what they and the codestream say is told."""

from handler.codecs.scanners.further.jp2 import walk
from handler.codecs.scanners.meter import Meter
from handler.core.limits import Limits
from tests.support.images.image_files import photo, saved


def test_a_header_is_told_as_it_stands() -> None:
    data = saved(photo((203, 101)), "jp2", tile_size=(64, 64), num_resolutions=4)
    found = walk(memoryview(data), Meter(Limits()))
    assert (found.size, found.said, found.tiles, found.levels, found.layers) == ((203, 101), (203, 101), 8, 3, 1)
    assert [each.bits for each in found.components] == [8, 8, 8]
