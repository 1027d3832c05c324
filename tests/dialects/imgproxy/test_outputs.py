"""Outputs: format, quality and metadata in imgproxy's words, names of downloads, and the way back."""

import pytest

from handler.core.delivery import Delivery
from handler.core.output import Output
from handler.dialects.imgproxy.outputs import delivery_of, said_delivery, said_output, wished_output
from handler.dialects.imgproxy.wishes import read_wishes
from handler.errors import InvalidParameter


def wishes(text: str) -> dict[str, object]:
    return read_wishes(tuple(tuple(part.split(":")) for part in text.split("/") if part))


OUTPUTS = {
    ("", ""): Output(),
    ("", "jpeg"): Output(formats=("jpg",)),
    ("f:png", "webp"): Output(formats=("webp",)),
    ("ext:avif/q:0", ""): Output(formats=("avif",)),
    ("q:50", ""): Output(quality=50),
    ("q:50", "png"): Output(formats=("png",)),
    ("fq:webp:50:jpeg:60", "webp"): Output(formats=("webp",), quality=50),
    ("fq:webp:50/q:40", "webp"): Output(formats=("webp",), quality=40),
    ("fq:avif:50", "webp"): Output(formats=("webp",)),
    ("mb:5000", ""): Output(max_bytes=5000),
    ("mb:0/sm:1/kcr:1", ""): Output(),
    ("sm:0", ""): Output(metadata="keep"),
    ("kcr:0", ""): Output(metadata="strip"),
    ("sm:1/kcr:f", ""): Output(metadata="strip"),
}


def test_an_output_is_said_and_said_again() -> None:
    for (text, form), output in OUTPUTS.items():
        assert wished_output(wishes(text), form, Output()) == output
        again = "/".join(":".join(option) for option in said_output(output))
        said = "" if output.formats == ("source",) else output.formats[0]
        assert wished_output(wishes(again), said, Output()) == output


def test_what_a_preset_says_holds_where_nothing_else_is_said() -> None:
    base = Output(formats=("webp",), quality=40, effort="small")
    assert wished_output({}, "", base) == base
    assert wished_output(wishes("q:50"), "avif", base) == Output(formats=("avif",), quality=50, effort="small")


def test_a_download_has_its_name_or_that_of_the_picture() -> None:
    for text, delivery in (
        ("", Delivery()),
        ("att:0/exp:0/cb:", Delivery()),
        ("att:1", Delivery(download="b.c")),
        ("att:t/fn:x", Delivery(download="x")),
        ("exp:99/cb:v2", Delivery(expires=99, edition="v2")),
    ):
        assert delivery_of(wishes(text), "a/b.c.jpg") == delivery
        again = "/".join(":".join(option) for option in said_delivery(delivery))
        assert delivery_of(wishes(again), "a/b.c.jpg") == delivery
    assert delivery_of(wishes("att:1"), "plain").download == "plain"


@pytest.mark.parametrize(
    ("text", "form", "said"),
    [
        ("", "heic", "format=heic: must be"),
        ("f:best", "", "format=best: must be"),
        ("fq:webp:50", "", "format_quality goes with a format"),
        ("mb:50", "png", "format=png: max-bytes says nothing of fm=png"),
    ],
)
def test_what_is_no_output_is_refused_by_name(text: str, form: str, said: str) -> None:
    with pytest.raises(InvalidParameter, match=said):
        wished_output(wishes(text), form, Output())


def test_a_delivery_that_cannot_be_is_refused_by_name() -> None:
    for text, said in (("fn:x", "goes with return_attachment=1"), (f"cb:{'a' * 65}", "cachebuster=a+: must have")):
        with pytest.raises(InvalidParameter, match=said):
            delivery_of(wishes(text), "a.jpg")
