"""imageMogr2: its addresses mean what native queries say, are written so, and what it has not is refused by name."""

from hypothesis import given, settings
from hypothesis import strategies as st

from handler.core.delivery import Delivery
from handler.core.signing import signed, verify
from handler.dialects.interface import PictureReply
from handler.dialects.vendors import imagemogr2
from handler.ops.resize import Resize
from tests.support.requests.foreign_pictures import KEPT, harmless, holds, picture, same, speaks, survives

SAME = (
    (
        "a.jpg?imageMogr2/thumbnail/!300x200r/quality/75/format/webp",
        "w=300&h=200&fit=clip&min-w=300&min-h=200&fm=webp&q=75",
        KEPT,
    ),
    ("a.jpg?imageMogr2/thumbnail/300x", "w=300&fit=clip", KEPT),
    ("a.jpg?imageMogr2/thumbnail/300x200", "w=300&h=200&fit=clip", KEPT),
    ("a.jpg?imageMogr2/thumbnail/300x200!", "w=300&h=200&fit=scale", KEPT),
    ("a.jpg?imageMogr2/thumbnail/x200%3E", "h=200", KEPT),
    ("a.jpg?imageMogr2/thumbnail/!50p", "w=0.5&fit=clip", KEPT),
    ("a.jpg?imageMogr2/crop/300x200/gravity/center", "w=300&h=200&fit=cut", KEPT),
    ("a.jpg?imageMogr2/crop/300x/gravity/south", "w=300&fit=cut&crop=bottom", KEPT),
    ("a.jpg?imageMogr2/crop/300x200", "w=300&h=200&fit=cut&crop=top,left", KEPT),
    ("a.jpg?imageMogr2/crop/300x200/dx/10", "rect=10,0,300,200", KEPT),
    ("a.jpg?imageMogr2/crop/!300x200a10a20", "rect=10,20,300,200", KEPT),
    (
        "a.jpg?imageMogr2/auto-orient/rotate/90/blur/5x3/sharpen/90/rradius/9",
        "rot=90;blur=3;sharp=30;corner-radius=9",
        KEPT,
    ),
    ("a.jpg?imageMogr2/strip/format/jpg/interlace/1", "fm=pjpg&metadata=strip", KEPT),
    ("a.jpg?imageMogr2/interlace/0/quality/50!", "q=50", KEPT),
    ("a.jpg?imageMogr2/auto-orient", "", KEPT),
    ("a.jpg", "", Delivery(original=True)),
    ("a.jpg?imageMogr2/rotate/90&v=2", "rot=90", Delivery(edition="2")),
)
"""Addresses, native queries that say the same, and how the answer is sent."""

WRONG = (
    ("a.jpg?imageMogr2/thumbnail", "no value"),
    ("a.jpg?imageMogr2/thumbnal/3x3", "thumbnail"),
    ("a.jpg?imageMogr2/thumbnail/x", "thumbnail"),
    ("a.jpg?imageMogr2/iradius/3", "iradius"),
    ("a.jpg?imageMogr2/quality/3/quality/4", "more than once"),
    ("a.jpg?imageMogr2/strip&imageMogr2/strip", "more than once"),
    ("a.jpg?imageMogr2/gravity/center", "crop"),
    ("a.jpg?imageMogr2/pad/1", "thumbnail"),
    ("a.jpg?imageMogr2/thumbnail/3x3/pad/0", "pad"),
    ("a.jpg?imageMogr2/thumbnail/3x3/pad/1/color/%21%21", "color"),
    ("a.jpg?imageMogr2/thumbnail/3x3/pad/1/color/eHg", "color"),
    ("a.jpg?imageMogr2/crop/3x3/gravity/up", "gravity"),
    ("a.jpg?imageMogr2/crop/3x3/gravity/center/dx/3", "gravity"),
    ("a.jpg?imageMogr2/crop/!3xa1a1", "crop"),
    ("a.jpg?imageMogr2/interlace/1", "interlace"),
    ("a.jpg?imageMogr2/format/heif", "format"),
    ("a.jpg?imageMogr2/rotate/999", "rotate"),
    ("a.jpg?imageMogr2/rradius/x", "rradius"),
)
"""Addresses, and what the error names."""

PIECES = ("thumbnail/", "300x", "!", "r", "/", "crop/", "gravity/center", "/pad/1", "/color/", "quality/", "5", ">")


def test_its_words_are_ours() -> None:
    speaks(imagemogr2, SAME, WRONG)
    assert (imagemogr2.signed, imagemogr2.verify) == (signed, verify)
    assert imagemogr2.operations()[0].name == "imagemogr2"


def test_room_is_white_or_a_colour_in_base64url() -> None:
    for target, colour in (("", "ffffff"), ("/color/ZmYwMDAw", "ff0000")):
        asked = picture(imagemogr2.parse, f"a.jpg?imageMogr2/thumbnail/300x200/pad/1{target}")
        assert asked.recipe.ops == (Resize(w=300, h=200, fit="fill", bg=colour),)
        assert holds(imagemogr2.parse, imagemogr2.write, asked)
    assert not holds(imagemogr2.parse, imagemogr2.write, PictureReply(same("w=3&h=2&fit=min")))


@given(st.data())
@settings(max_examples=30)
def test_what_is_written_reads_as_the_same_picture(data: st.DataObject) -> None:
    survives(imagemogr2, data)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=8))
def test_no_text_is_more_than_a_fault_of_who_asks(pieces: list[str]) -> None:
    text = "".join(pieces)
    for target in (f"a.jpg?imageMogr2/{text}",):
        harmless(imagemogr2.parse, target)
