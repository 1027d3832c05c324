"""TwicPics: its addresses mean what native queries say, are written so, and what it has not is refused by name."""

from hypothesis import given, settings
from hypothesis import strategies as st

from handler.core.delivery import Delivery
from handler.core.signing import signed, verify
from handler.dialects.vendors import twicpics
from handler.ops.resize import Resize
from tests.support.requests.foreign_pictures import FREE, KEPT, harmless, holds, picture, speaks, survives

SAME = (
    ("a.jpg?twic=v1/output=webp/quality=75/cover=300x200", "w=300&h=200&fit=crop&fm=webp&q=75", KEPT),
    ("a.jpg?twic=v1/focus=faces/cover=300x200", "w=300&h=200&crop=faces", FREE),
    ("a.jpg?twic=v1/focus=0px100p/cover=300x200", "w=300&h=200&crop=bottom,left", FREE),
    ("a.jpg?twic=v1/focus=50px50p/cover-max=300x200", "w=300&h=200&fit=cropmax", FREE),
    ("a.jpg?twic=v1/cover=16:9", "ar=16:9", FREE),
    ("a.jpg?twic=v1/contain=300x-", "w=300&fit=clip", FREE),
    ("a.jpg?twic=v1/contain=300x200", "w=300&h=200&fit=clip", FREE),
    ("a.jpg?twic=v1/max=300", "w=300", FREE),
    ("a.jpg?twic=v1/contain-max=300x200", "w=300&h=200", FREE),
    ("a.jpg?twic=v1/resize=300x200", "w=300&h=200&fit=scale", FREE),
    ("a.jpg?twic=v1/resize=50p", "w=0.5&fit=clip", FREE),
    ("a.jpg?twic=v1/inside=300x200", "w=300&h=200&fit=fill", FREE),
    ("a.jpg?twic=v1/crop=300x200", "w=300&h=200&fit=cut", FREE),
    ("a.jpg?twic=v1/focus=top/crop=300x-", "w=300&fit=cut&crop=top", FREE),
    ("a.jpg?twic=v1/crop=300x200@10x20/turn=left/flip=both", "rect=10,20,300,200;rot=270;flip=hv", FREE),
    ("a.jpg?twic=v1/turn=-45/background=red/output=auto", "rot=-45;bg=f00", FREE),
    ("a.jpg?twic=v1/output=jpeg&v=2", "fm=jpg", Delivery(edition="2")),
    ("a.jpg", "", Delivery(original=True)),
)
"""Addresses, native queries that say the same, and how the answer is sent."""

WRONG = (
    ("a.jpg?twic=v2/cover=3x3", "v1"),
    ("a.jpg?twic=v1/coverr=3x3", "cover"),
    ("a.jpg?twic=v1/zoom=2", "zoom"),
    ("a.jpg?twic=v1/quality=3/quality=4", "more than once"),
    ("a.jpg?twic=v1/quality=0", "quality"),
    ("a.jpg?twic=v1/focus=top", "before"),
    ("a.jpg?twic=v1/focus=30px0p/cover=3x3", "focus"),
    ("a.jpg?twic=v1/focus=here/cover=3x3", "focus"),
    ("a.jpg?twic=v1/cover=3x3@1x1", "cover"),
    ("a.jpg?twic=v1/cover=-x-", "cover"),
    ("a.jpg?twic=v1/crop=3x-@1x1", "crop"),
    ("a.jpg?twic=v1/resize=0p", "resize"),
    ("a.jpg?twic=v1/turn=up", "turn"),
    ("a.jpg?twic=v1/flip=z", "flip"),
    ("a.jpg?twic=v1/background=reddish", "background"),
    ("a.jpg?twic=v1/output=heif", "output"),
)
"""Addresses, and what the error names."""

PIECES = ("cover=", "crop=", "focus=", "3x2", "@1x1", "/", "50p", "turn=left", "background=", "inside=", "x")


def test_its_words_are_ours() -> None:
    speaks(twicpics, SAME, WRONG)
    assert (twicpics.signed, twicpics.verify) == (signed, verify)
    assert twicpics.operations()[0].name == "twicpics"


def test_room_has_the_colour_that_is_said_before() -> None:
    asked = picture(twicpics.parse, "a.jpg?twic=v1/background=red/inside=300x200")
    assert asked.recipe.ops == (Resize(w=300, h=200, fit="fill", bg="ff0000"),)
    assert holds(twicpics.parse, twicpics.write, asked)


@given(st.data())
@settings(max_examples=30)
def test_what_is_written_reads_as_the_same_picture(data: st.DataObject) -> None:
    survives(twicpics, data)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=8))
def test_no_text_is_more_than_a_fault_of_who_asks(pieces: list[str]) -> None:
    text = "".join(pieces)
    for target in (f"a.jpg?twic=v1/{text}", f"a.jpg?{text}"):
        harmless(twicpics.parse, target)
