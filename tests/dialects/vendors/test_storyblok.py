"""Storyblok: its addresses mean what native queries say, are written so, and what it has not is refused by name."""

from hypothesis import given, settings
from hypothesis import strategies as st

from handler.core.delivery import Delivery
from handler.core.signing import signed, verify
from handler.dialects.vendors import storyblok
from handler.ops.resize import Resize
from tests.support.requests.foreign_pictures import FREE, KEPT, harmless, holds, picture, speaks, survives

SAME = (
    ("f/1/2x3/a.jpg/m/300x200/filters:format(webp)", "w=300&h=200&fit=crop&fm=webp", KEPT),
    ("a.jpg/m/300x200/smart/filters:quality(80):grayscale()", "w=300&h=200&crop=smart;sat=-100", FREE),
    ("a.jpg/m/300x0", "w=300&fit=clip", FREE),
    ("a.jpg/m/-300x-200", "flip=hv&w=300&h=200&fit=crop", FREE),
    ("a.jpg/m/-0x0", "flip=h", FREE),
    ("a.jpg/m/0x-0/filters:quality(50)", "flip=v&q=50", FREE),
    ("a.jpg/m/fit-in/300x200", "w=300&h=200&fit=clip", FREE),
    ("a.jpg/m/fit-in/300x200/filters:no_upscale()", "w=300&h=200", FREE),
    ("a.jpg/m/300x200/filters:no_upscale()", "w=300&h=200&fit=cropmax", FREE),
    ("a.jpg/m/10x20:110x120/50x0", "rect=10,20,100,100&w=50&fit=clip", FREE),
    (
        "a.jpg/m/filters:blur(4):brightness(-20):rotate(90):round_corner(20)",
        "blur=4;bri=-20;rot=90;corner-radius=20",
        FREE,
    ),
    ("a.jpg/m/filters:blur(9,3):round_corner(20,0,0,0,1)/", "blur=3;corner-radius=20", FREE),
    ("a.jpg/m/", "", FREE),
    ("a.jpg/m", "", FREE),
    ("a.jpg", "", Delivery(original=True)),
    ("a.jpg/m/300x0?v=2", "w=300&fit=clip", Delivery(negotiable=True, edition="2")),
)
"""Addresses, native queries that say the same, and how the answer is sent."""

WRONG = (
    ("a.jpg/m/300x200/filters:qualty(3)", "quality"),
    ("a.jpg/m/filters:quality(3):quality(4)", "more than once"),
    ("a.jpg/m/filters:quality(0)", "quality"),
    ("a.jpg/m/filters:focal(1x1:2x2)", "focal"),
    ("a.jpg/m/filters:blur(3", "no filter"),
    ("a.jpg/m/3x3/4x4", "more than once"),
    ("a.jpg/m/fit-in/fit-in/4x4", "more than once"),
    ("a.jpg/m/smart", "smart"),
    ("a.jpg/m/filters:fill(fff)", "fill"),
    ("a.jpg/m/3x3/filters:fill(fff)", "fit-in"),
    ("a.jpg/m/fit-in/3x3/filters:fill(x)", "fill()"),
    ("a.jpg/m/10x10:5x5", "m"),
    ("a.jpg/m/1:5x5", "m"),
    ("a.jpg/m/wide", "m"),
    ("a.jpg/m/0x0/filters:no_upscale()", "no_upscale"),
    ("a.jpg/m/filters:round_corner(3,255,0,0)", "round_corner"),
    ("a.jpg/m/filters:rotate(999)", "rotate"),
    ("a.jpg/m/3x3?w=3", "'w'"),
)
"""Addresses, and what the error names."""

PIECES = ("300x200", "-", "/", "smart", "fit-in", "filters:", "blur(", ")", ":", "fill(red)", "x")


def test_its_words_are_ours() -> None:
    speaks(storyblok, SAME, WRONG)
    assert (storyblok.signed, storyblok.verify) == (signed, verify)
    assert storyblok.operations()[0].name == "storyblok"


def test_room_has_the_colour_of_a_filter() -> None:
    plain, small = (
        picture(storyblok.parse, f"a.jpg/m/fit-in/3x2/filters:fill(red){each}") for each in ("", ":no_upscale()")
    )
    assert plain.recipe.ops == (Resize(w=3, h=2, fit="fill", bg="ff0000"),)
    assert small.recipe.ops == (Resize(w=3, h=2, fit="fillmax", bg="ff0000"),)
    assert holds(storyblok.parse, storyblok.write, plain)
    assert holds(storyblok.parse, storyblok.write, small)


@given(st.data())
@settings(max_examples=30)
def test_what_is_written_reads_as_the_same_picture(data: st.DataObject) -> None:
    survives(storyblok, data)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=8))
def test_no_text_is_more_than_a_fault_of_who_asks(pieces: list[str]) -> None:
    text = "".join(pieces)
    for target in (f"a.jpg/m/{text}", f"a.jpg/m/filters:{text}"):
        harmless(storyblok.parse, target)
