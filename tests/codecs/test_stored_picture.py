"""Stored picture: what decoding takes is told from the header, rather too high than too low."""

from io import BytesIO

from PIL import Image

from handler.core.formats.catalogue import READ
from handler.core.formats.row import FormatName
from handler.core.geometry import Size
from tests.support.images.image_files import opened, photo, saved


def noise(side: int, mode: str) -> Image.Image:
    return Image.merge(mode, [Image.effect_noise((side, side), 64) for _ in mode])


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
