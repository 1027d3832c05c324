"""Filters of the file: what thumbor's words make of format and quality, and what they leave as it is."""

import pytest

from handler.core.output import Output
from handler.dialects.interface import DialectRequest, PictureReply
from handler.dialects.thumbor.door import parse
from handler.errors import ImageError


@pytest.mark.parametrize(
    ("filters", "output"),
    [
        ("format(jpeg)", Output(formats=("jpg",))),
        ("format(JPG):quality(0)", Output(formats=("jpg",), quality=1)),
        ("format(png):quality(50):max_bytes(9)", Output(formats=("png",))),
        ("quality(50):max_bytes(9)", Output(quality=50, max_bytes=9)),
        ("format(webp):quality(100)", Output(formats=("webp",), lossless=True)),
        ("format(heif):format(tiff)", Output(formats=("tiff",))),
        ("autojpg()", Output(formats=("jpg", "source"))),
        ("strip_exif():strip_icc():gifv()", Output(metadata="strip")),
        ("to_colorspace(P3)", Output(space="p3")),
    ],
)
def test_filters_say_the_file(filters: str, output: Output) -> None:
    reply = parse(DialectRequest(f"unsafe/filters:{filters}/a.jpg".encode(), ""))
    assert isinstance(reply, PictureReply)
    assert reply.recipe.output == output


def test_filters_say_how_it_is_sent() -> None:
    path = b"unsafe/filters:max_age(5):expire(1893456000999):attachment()/b/a.jpg"
    reply = parse(DialectRequest(path, ""))
    assert isinstance(reply, PictureReply)
    sent = reply.delivery
    assert (sent.max_age, sent.expires, sent.download) == (5, 1_893_456_000, "a.jpg")


@pytest.mark.parametrize(
    ("word", "right"),
    [("bmp", "it is one of jpeg, jpg, png, gif, webp, avif, tiff, jp2, jxl"), ("wepb", "did you mean webp?")],
)
def test_a_format_that_is_not_written_is_told_with_those_that_are(word: str, right: str) -> None:
    with pytest.raises(ImageError) as caught:
        parse(DialectRequest(f"unsafe/filters:format({word})/a.jpg".encode(), ""))
    assert caught.value.detail == f"format: argument 1, {word!r}: is no format that is written; {right}"


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("quality(101)", "quality: argument 1, '101': must be 0 to 100"),
        ("max_bytes(0)", "max_bytes: argument 1, '0': must be 1 to 2147483647"),
        ("page(0)", "page: argument 1, '0': must be 1 to 100001"),
        ("max_frames(0)", "max_frames: argument 1, '0': must be 1 to 100001"),
        ("max_age(-1)", "max_age: argument 1, '-1': must be 0 to 2147483648"),
        ("expire(1099511627776001)", "expire: argument 1, '1099511627776001': must be 0 to 1099511627776000"),
        (f"attachment({'a' * 121})", f"attachment: argument 1, '{'a' * 40}': a name has at most 120 characters"),
        ("watermark(b.png,0,0,101)", "watermark: argument 4, '101': must be 0 to 100"),
    ],
)
def test_a_number_out_of_range_is_told_by_filter_and_argument(said: str, right: str) -> None:
    with pytest.raises(ImageError) as caught:
        parse(DialectRequest(f"unsafe/filters:{said}/a.jpg".encode(), ""))
    assert caught.value.detail == right
    assert caught.value.facts["parameter"] == said.partition("(")[0]
