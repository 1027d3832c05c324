"""Address: options up to the first segment without a colon, then the source in either form, and its format."""

import pytest

from handler.dialects.imgproxy.address import ParsedAddress, base64url, parsed, text_of_base64url
from handler.errors import ImageError

URL = "aHR0cDovL2V4YW1wbGUuY29tL2ltYWdlcy9jdXJpb3NpdHkuanBn"
PLAIN_URL = "http://example.com/images/curiosity.jpg"
ADDRESSES = {
    "unsafe/plain/a.jpg": ParsedAddress((), "a.jpg", ""),
    "unsafe/w:3/h:4/plain/a/b.jpg@webp": ParsedAddress((("w", "3"), ("h", "4")), "a/b.jpg", "webp"),
    "unsafe/w%3A3/plain/a%20b/%C3%BC%40.jpg": ParsedAddress((("w", "3"),), "a b/ü@.jpg", ""),
    "unsafe/%77%3A3/plai%6E/%61.jpg%40x@p%6Eg": ParsedAddress((("w", "3"),), "a.jpg@x", "png"),
    "unsafe/plain/a@2x.jpg@png": ParsedAddress((), "a@2x.jpg", "png"),
    f"unsafe/{URL}.png": ParsedAddress((), PLAIN_URL, "png"),
    f"unsafe/rs:fill:1:2/{URL[:16]}/{URL[16:30]}/{URL[30:]}": ParsedAddress((("rs", "fill", "1", "2"),), PLAIN_URL, ""),
    "unsafe/YQ==": ParsedAddress((), "a", ""),
    "unsafe/YQ%3D%3D.jpg": ParsedAddress((), "a", "jpg"),
    "unsafe/plain/s3://bucket/a/b.jpg": ParsedAddress((), "a/b.jpg", ""),
    "unsafe/plain/local:///a/b.jpg": ParsedAddress((), "a/b.jpg", ""),
    "unsafe/plain/https:/a.b/c.jpg": ParsedAddress((), "https://a.b/c.jpg", ""),
    "unsafe/plain/https%3A%2F%2Fa.b%2Fc.jpg%3Fd@png": ParsedAddress((), "https://a.b/c.jpg?d", "png"),
    "unsafe/plain/local:a": ParsedAddress((), "local:a", ""),
    "unsafe/plain/x:/a": ParsedAddress((), "x:/a", ""),
}


def test_an_address_is_taken_apart() -> None:
    for address, said in ADDRESSES.items():
        assert parsed(address.encode()) == said, address


@pytest.mark.parametrize(
    "address",
    ["", "unsafe", "unsafe/", "unsafe/w:3", "unsafe/w:3/plain", "unsafe/plain/", "unsafe/a b", "unsafe/Y", "unsafe/ÿ"],
)
def test_what_names_no_picture_is_refused(address: str) -> None:
    try:
        said = parsed(address.encode())
    except ImageError as error:
        assert error.status == 400
    else:
        assert said.source == ""


@pytest.mark.parametrize(
    ("address", "named"),
    [("unsafe/w:3/-/h:3/plain/a", "-"), ("unsafe/enc/abc", "enc"), ("unsafe/plain/gs://a/b", None)],
)
def test_what_is_not_supported_is_refused_by_name(address: str, named: str | None) -> None:
    with pytest.raises(ImageError) as caught:
        parsed(address.encode())
    assert caught.value.status == 400
    assert caught.value.facts.get("parameter") == named


def test_base64url_reads_back_and_nothing_else_does() -> None:
    for text in ("", "a", "ü/?", "a" * 99):
        assert text_of_base64url(base64url(text)) == text
    for wrong in ("Y", "YR", "Y!Q", "YQ+", "_w"):
        with pytest.raises(ValueError, match=r"base64|padding|digit|codec|data|character"):
            text_of_base64url(wrong)
