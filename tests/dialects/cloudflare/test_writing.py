"""Writing: a picture is said in options where they can say it, and refused by the name of what they cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.delivery import Delivery
from handler.core.output import Output
from handler.core.source import Stored
from handler.dialects.cloudflare import door
from handler.dialects.interface import PictureReply
from handler.errors import Inexpressible
from handler.ops import CATALOGUE
from handler.ops.background import Background
from handler.ops.blur import Blur
from handler.ops.curves import Curves
from handler.ops.flip import Flip
from handler.ops.invert import Invert
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.recipe import Recipe
from tests.support.requests.foreign_addresses import picture_of, settled
from tests.support.strategies.operations import operations

KEY = Stored(key="a.jpg")


def test_at_least_one_option_is_written() -> None:
    assert door.write(PictureReply(Recipe(source=KEY))) == "anim=true/a.jpg"
    negotiated = PictureReply(Recipe(source=KEY), Delivery(negotiable=True, expires=9, edition="b"))
    assert door.write(negotiated) == "format=auto/a.jpg?expires=9&v=b"
    assert picture_of(door, "format=auto/a.jpg?expires=9&v=b") == negotiated


@pytest.mark.parametrize(
    ("recipe", "named"),
    [
        (Recipe(source=KEY, ops=(Invert(invert=True),)), "this invert"),
        (Recipe(source=KEY, ops=(Blur(radius=2), Resize(w=3))), "this blur"),
        (Recipe(source=KEY, ops=(Flip(axis="h"), Flip(axis="v"))), "this flip"),
        (Recipe(source=KEY, ops=(Rect(box=(0.5, 0.5, 0.5, 0.5)),)), "trim.left"),
        (Recipe(source=KEY, ops=(Curves(red=(0, 0, 255, 9)),)), "this curves"),
        (Recipe(source=KEY, ops=(Resize(w=3, h=3, fit="fillmax"),)), "fillmax"),
        (Recipe(source=KEY, output=Output(formats=("png",))), "format=png"),
        (Recipe(source=KEY, output=Output(colors=9)), "this output"),
        (Recipe(source=Stored(key="a.jpg", frame=3)), "this output"),
    ],
)
def test_what_options_cannot_say_is_named(recipe: Recipe, named: str) -> None:
    with pytest.raises(Inexpressible, match=named):
        door.write(PictureReply(recipe))


def test_a_delivery_that_options_cannot_say_is_refused() -> None:
    for delivery in (Delivery(download="a"), Delivery(original=True), Delivery(hinted=("dpr",))):
        with pytest.raises(Inexpressible, match="this delivery"):
            door.write(PictureReply(Recipe(source=KEY), delivery))


@given(st.data(), st.sampled_from(CATALOGUE))
def test_every_operation_reads_back_or_is_refused_by_name(data: st.DataObject, kind: type) -> None:
    ops = data.draw(st.lists(operations(kind), min_size=1, max_size=1))
    picture = PictureReply(Recipe.of(KEY, tuple(ops)))
    try:
        written = door.write(picture)
    except Inexpressible as error:
        assert error.status == 400
    else:
        assert picture_of(door, written) == picture
        assert settled(door, written) == written


def test_a_translucent_background_is_said_once() -> None:
    address = "width=3,height=3,fit=pad,background=%23ff000080/a.jpg"
    assert settled(door, address) == address
    assert picture_of(door, address).recipe.ops[-1] == Background(bg="80ff0000")
