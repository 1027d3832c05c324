"""TIFF: pages, which are not an animation."""

import struct

import pytest

from handler.errors import InvalidParameter
from tests.support.images.image_files import opened, photo, saved


def test_pages_are_counted_but_do_not_move() -> None:
    pages = [photo((40, 30)), photo((20, 10)).convert("L"), photo((64, 64))]
    data = saved(pages[0], "tiff", save_all=True, append_images=pages[1:])
    with opened(data) as picture:
        assert (picture.frames, picture.animated, picture.size) == (3, False, (40, 30))
        assert len(picture.decode(picture.size, moving=True).images) == 1
    for number, page in enumerate(pages):
        with opened(data, frame=number) as picture:
            assert (picture.size, picture.mode) == (page.size, page.mode)
            assert picture.decode(picture.size, moving=False).first.tobytes() == page.tobytes()
    with pytest.raises(InvalidParameter, match="3 frames"), opened(data, frame=3):
        pass


@pytest.mark.parametrize("big", [False, True])
def test_pages_that_bite_their_tail_are_counted_once(*, big: bool) -> None:
    order, offset = ("<HHHHQ", "<Q") if big else ("<HHI", "<I")
    data = bytearray(saved(photo((8, 8)), "tiff", big_tiff=big))
    first = 16 if big else 8
    head = struct.pack(order, 0x4949, *((43, 8, 0) if big else (42,)), first)
    assert data[: len(head)] == head
    size, width = (8, 20) if big else (2, 12)
    entries = int.from_bytes(data[first : first + size], "little")
    at = first + size + width * entries
    struct.pack_into(offset, data, at, first)
    with opened(bytes(data)) as picture:
        assert picture.frames == 1
