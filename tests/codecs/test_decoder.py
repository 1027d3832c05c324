"""Probing and decoding: what is known from the header, what it is estimated to take, and which kinds are accepted."""

from io import BytesIO

import pytest
from PIL import Image

from handler.core.formats.catalogue import FORMATS, READ
from handler.core.formats.row import FormatName
from handler.core.geometry import Size
from handler.errors import InvalidParameter, UnacceptedKind
from tests.support.images.image_files import encoded, film, opened, photo, saved

DRAWN = {"svg": (2048, 1365), "pdf": (2048, 1365)}
"""The size of what has no pixels, where it is as wide to its height as the others."""


def noise(side: int, mode: str) -> Image.Image:
    return Image.merge(mode, [Image.effect_noise((side, side), 64) for _ in mode])


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


def test_a_reduced_decode_costs_less_and_only_where_the_decoder_can_reduce() -> None:
    for name, row in READ.items():
        with opened(saved(photo((640, 480)), name)) as picture:
            small, whole = picture.cost(Size(80, 60)), picture.cost(picture.size)
            assert (small < whole) is bool(row.reductions)


def test_a_progressive_jpeg_is_told_to_take_longer_and_to_hold_its_coefficients() -> None:
    costs = []
    for progressive in (False, True):
        with opened(saved(photo((640, 480)), "jpg", progressive=progressive)) as picture:
            costs.append(picture.cost(Size(80, 60)))
    assert costs[0][0] < costs[1][0]
    assert costs[0][1] < costs[1][1]


def test_what_a_reader_keeps_beside_the_frame_is_counted() -> None:
    """The picture as it was stored, where the frame is a converted or turned copy.

    A JPEG's reader keeps nothing, and no more does one that streams.
    """
    side = 40

    def held(mode: str, name: FormatName) -> int:
        file = BytesIO()
        Image.new(mode, (side, side)).save(file, {"jpg": "JPEG"}.get(name, name))
        with opened(file.getvalue()) as picture:
            return picture.held - 2 * picture.bytes

    assert held("RGB", "png") == held("L", "png") == held("RGB", "jpg") == held("CMYK", "jpg") == 0
    assert held("RGBA", "png") == held("RGBA", "webp") == 0
    assert held("LA", "png") == held("P", "png") == 4 * side**2


def test_what_libwebp_keeps_of_a_whole_picture_is_counted() -> None:
    """All of a lossless one, and the alpha of a lossy one, whose bytes take little time."""
    side, clear = 64, noise(64, "RGBA")
    for picture_, options, kept in (
        (clear.convert("RGB"), {}, 0),
        (clear, {}, 2),
        (clear.convert("RGB"), {"lossless": True}, 4),
        (clear, {"lossless": True}, 4),
    ):
        with opened(saved(picture_, "webp", **options)) as picture:
            row = READ["webp"].streamed
            assert row
            scratch = (1 + picture.alpha) * 4 * row.rows * side
            memory, _ = picture.cost(Size(8, 8))
            assert picture.header.kept == kept
            assert memory <= kept * side**2 + scratch + row.pixel_bytes * 8**2 + row.copies * picture.bytes
            assert bool(picture.whole) is ("lossless" in options)
            assert (picture.header.veil > 0) is (kept == 2)


def test_gray_takes_less_time_than_colours_and_transparency_takes_more() -> None:
    costs = []
    for mode in ("L", "RGB", "RGBA"):
        with opened(saved(noise(64, mode), "png")) as picture:
            costs.append(picture.cost(picture.size)[1])
    assert costs == sorted(costs)
    assert len(set(costs)) == len(costs)
