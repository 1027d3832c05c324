"""Writing: a picture is said in options where they can say it, and refused by the name of what they cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.delivery import Delivery
from handler.core.output import Output
from handler.core.source import Stored
from handler.dialects.imgproxy import door
from handler.dialects.imgproxy.writing import options_saying
from handler.dialects.interface import PictureReply
from handler.errors import Inexpressible
from handler.ops import CATALOGUE
from handler.ops.blur import Blur
from handler.ops.resize import Resize
from handler.ops.saturation import Saturation
from handler.ops.trim import Trim
from handler.recipe import Recipe
from tests.support.requests.foreign_addresses import picture_of, settled
from tests.support.strategies.operations import operations

KEY = Stored(key="a.jpg")


def test_an_address_is_written_with_a_word_for_no_signature() -> None:
    picture = PictureReply(
        Recipe(source=Stored(key="a b@2/ü.jpg"), ops=(Resize(w=3),), output=Output(formats=("webp",))),
        Delivery(expires=9, edition="v/2"),
    )
    written = door.write(picture)
    assert written == "unsafe/rs:fit:3:0/exp:9/cb:v%2F2/plain/a%20b%402/%C3%BC.jpg@webp"
    assert picture_of(door, written) == picture


def test_a_colon_is_said_in_base64_or_not_at_all() -> None:
    named = PictureReply(Recipe(source=KEY), Delivery(download="a:b"))
    assert door.write(named) == "unsafe/att:1/fn:YTpi:1/plain/a.jpg"
    with pytest.raises(Inexpressible, match="takes 1 at most"):
        door.write(PictureReply(Recipe(source=KEY), Delivery(edition="a:b")))


def test_a_trim_by_the_colour_that_means_transparency_is_not_said() -> None:
    assert options_saying(Trim(mode="color", color="ff00ff")) == (("t", "10"),)
    with pytest.raises(Inexpressible, match="this trim"):
        door.write(PictureReply(Recipe(source=KEY, ops=(Trim(mode="color", color="ff00ff"),))))


@pytest.mark.parametrize(
    ("recipe", "named"),
    [
        (Recipe(source=KEY, ops=(Saturation(amount=5),)), "this saturation"),
        (Recipe(source=KEY, ops=(Blur(radius=2), Resize(w=3))), "this blur"),
        (Recipe(source=KEY, ops=(Resize(w=3, h=3, fit="facearea"),)), "facearea"),
        (Recipe(source=KEY, output=Output(formats=("pjpg",))), "format=pjpg"),
        (Recipe(source=KEY, output=Output(quality="auto:good")), "quality=auto"),
        (Recipe(source=Stored(key="a.jpg", frame=3)), "this output"),
        (Recipe(source=Stored(key="s3:/b/a.jpg")), "this output"),
    ],
)
def test_what_options_cannot_say_is_named(recipe: Recipe, named: str) -> None:
    with pytest.raises(Inexpressible, match=named):
        door.write(PictureReply(recipe))


def test_a_format_that_accept_chooses_is_refused() -> None:
    with pytest.raises(Inexpressible, match="this delivery"):
        door.write(PictureReply(Recipe(source=KEY), Delivery(negotiable=True)))


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
