"""What a path cannot say is named, whatever it is: an operation, the source, the file, how it is sent."""

import pytest

from handler.core.delivery import Delivery
from handler.core.output import Output
from handler.core.source import Fetched, Posted, Stored
from handler.dialects import native
from handler.dialects.interface import PictureReply
from handler.dialects.thumbor.writer import write
from handler.errors import Inexpressible
from handler.generators.qr import Qr
from handler.ops.blur import Blur
from handler.ops.colorize import Colorize
from handler.ops.curves import Curves
from handler.ops.flip import Flip
from handler.ops.grain import Grain
from handler.ops.levels import Levels
from handler.ops.mask import Mask
from handler.ops.nine_patch import NinePatch
from handler.ops.op import Op
from handler.ops.overlay import Overlay
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.sepia import Sepia
from handler.ops.unsharp_mask import UnsharpMask
from handler.recipe import Made, Recipe, Source

CAT = Stored(key="cat.jpg")


def said(*ops: Op, source: Source = CAT, output: Output = Output(), delivery: Delivery = Delivery()) -> str:
    return write(PictureReply(Recipe.of(source, ops, output), delivery))


@pytest.mark.parametrize(
    "op",
    [
        Sepia(amount=50),
        Rotate(angle=45),
        Grain(amount=5),
        Colorize(color="01ff0000"),
        Levels(range=(1, 1.0, 9)),
        Mask(shape="ellipse"),
        Mask(shape="corners", radius=(1, 2, 3, 4)),
        Curves(points=(0, 9, 255, 255), red=(0, 9, 255, 255)),
        UnsharpMask(amount=5),
        Overlay(picture=Stored(key="a.gif", frame=1)),
        Overlay(color="red"),
        NinePatch(picture=Stored(key="a.gif", frame=1)),
        Overlay(picture=CAT, angle=45),
        Resize(w=9, h=9, fit="fillmax"),
        Resize(w=9, h=9, fit="fillmax", ground="edge"),
        Resize(w=9, h=9, fit="min"),
        Resize(w=9, max_h=9),
        Resize(w=0.5, h=0.5, fit="fillmax", ground="average"),
        Resize(ar=(1, 1)),
    ],
)
def test_an_operation_that_no_path_says_is_named(op: Op) -> None:
    with pytest.raises(Inexpressible, match=f"cannot say this.*{op.op}"):
        said(op)


def test_the_order_of_thumbor_cannot_be_changed() -> None:
    with pytest.raises(Inexpressible, match="flip"):
        said(Blur(radius=1), Flip(axis="h"))
    with pytest.raises(Inexpressible, match="cannot say this resize"):
        said(Resize(w=9, h=9, fit="crop"), Resize(w=3))


@pytest.mark.parametrize("source", [Posted(posted="0" * 64), Made(made=Qr(text="a")), Stored(key="a", interval=2)])
def test_a_source_that_is_no_key_is_named(source: Source) -> None:
    with pytest.raises(Inexpressible, match="key"):
        said(source=source)


def test_an_output_that_no_filter_says_is_named() -> None:
    for output in (Output(effort="small"), Output(formats=("avif", "webp")), Output(metadata="keep")):
        with pytest.raises(Inexpressible, match="output"):
            said(output=output)
    with pytest.raises(Inexpressible, match="output"):
        said(delivery=Delivery(edition="2"))
    with pytest.raises(Inexpressible, match="quality"):
        said(output=Output(quality="auto:good"))


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("w=300&h=200&fit=crop&fm=webp", "unsafe/300x200/filters:format(webp)/cat.jpg"),
        ("w=300&h=200&fit=crop", "unsafe/300x200/filters:format(auto)/cat.jpg"),
        ("flip=h&w=300&fm=jpg", "unsafe/fit-in/-300x0/filters:format(jpeg)/cat.jpg"),
        ("w=9&fit=clip&blur=3&fm=jpg&dl=a", "unsafe/9x0/filters:blur(3.0):format(jpeg):attachment(a)/cat.jpg"),
    ],
)
def test_a_native_query_becomes_a_path(query: str, path: str) -> None:
    reply = native.parse(query, "cat.jpg")
    assert write(PictureReply(reply.recipe, reply.delivery)) == path


def test_a_key_that_would_be_mistaken_is_encoded() -> None:
    assert said(source=Stored(key="left/é?.jpg")) == "unsafe/b64:bGVmdC_DqT8uanBn"
    assert said(source=Stored(key="é ?.jpg")) == "unsafe/%C3%A9%20%3F.jpg"
    with pytest.raises(Inexpressible, match="cannot say this source"):
        said(source=Stored(key="http:/a.jpg"))
    assert said(source=Fetched(url="https://h.example/a.jpg")) == "unsafe/https://h.example/a.jpg"
