"""Round trip: what is written counts only where it reads as the same picture, and the part that does not is named."""

import pytest

from handler.core.delivery import Delivery
from handler.core.source import Stored
from handler.dialects.interface import DialectRequest, FactsReply, PictureReply, Reply
from handler.dialects.native import stored
from handler.dialects.round_trip import confirmed
from handler.errors import Inexpressible
from handler.ops.blur import Blur
from handler.recipe import Recipe

PICTURE = stored.parse(DialectRequest(b"a.jpg", "w=300&blur=3"))
assert isinstance(PICTURE, PictureReply)


def told(asked: DialectRequest) -> Reply:
    assert asked.path
    return FactsReply(PictureReply(Recipe(source=Stored(key="a.jpg"))))


@pytest.mark.parametrize(
    ("below", "said"),
    [
        ("a.jpg?w=300&blur=4", "cannot say this blur"),
        ("a.jpg?w=300", "cannot say this blur"),
        ("a.jpg?w=300&blur=3&vignette=9", "cannot say this vignette"),
        ("a.jpg?w=300&blur=3&q=7", "cannot say this output"),
        ("b.jpg?w=300&blur=3", "cannot say this stored"),
        ("a.jpg?w=300&blur=3&v=7", "cannot say this delivery"),
        ("a.jpg?w=no", "w=no"),
    ],
)
def test_the_part_that_reads_otherwise_is_named(below: str, said: str) -> None:
    assert isinstance(PICTURE, PictureReply)
    assert confirmed("a.jpg?w=300&blur=3", PICTURE, stored.parse, "it") == "a.jpg?w=300&blur=3"
    with pytest.raises(Inexpressible, match=said):
        confirmed(below, PICTURE, stored.parse, "it")


def test_what_reads_as_no_picture_says_none() -> None:
    picture = PictureReply(Recipe(source=Stored(key="a.jpg"), ops=(Blur(radius=3),)), Delivery())
    with pytest.raises(Inexpressible, match="this picture"):
        confirmed("a.jpg", picture, told, "it")
