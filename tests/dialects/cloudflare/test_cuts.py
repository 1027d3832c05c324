"""Cuts: pixels from any side, a part, or a border, and how they are said."""

import pytest
from PIL import Image

from handler.dialects.cloudflare.cuts import MIRROR, REST, cuts, written_cuts
from handler.errors import InvalidParameter
from handler.ops.blur import Blur
from handler.ops.flip import Flip
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.trim import Trim

SIDES = {
    "20;30;10;5": (Rect(box=(5, 20, REST, REST)), MIRROR, Rect(box=(30, 10, REST, REST)), MIRROR),
    "0;30;10;0": (MIRROR, Rect(box=(30, 10, REST, REST)), MIRROR),
    "20;0;0;5": (Rect(box=(5, 20, REST, REST)),),
    "0;0;0;0": (),
}


def applied(ops: tuple[Op, ...], image: Image.Image) -> Image.Image:
    for op in ops:
        image = op.apply(image)
    return image


def test_pixels_are_cut_from_each_side() -> None:
    image = Image.radial_gradient("L").resize((90, 60))
    for text, ops in SIDES.items():
        assert cuts({"trim": text}, 1) == ops
        top, right, bottom, left = map(int, text.split(";"))
        expected = image.crop((left, top, 90 - right, 60 - bottom))
        assert applied(ops, image).tobytes() == expected.tobytes(), text
        assert written_cuts((*ops, Blur(radius=2))) == ({"trim": text} if ops else {}, (Blur(radius=2),))


def test_a_density_multiplies_what_is_cut() -> None:
    assert cuts({"trim": "1;0;0;2"}, 1.5) == (Rect(box=(3, 2, REST, REST)),)
    assert cuts({"trim.left": "3", "trim.width": "10"}, 2) == (Rect(box=(6, 0, 20, REST)),)


def test_a_part_is_said_by_its_corner_and_its_sides() -> None:
    for options, box in (
        ({"trim.left": "30", "trim.width": "678"}, (30, 0, 678, REST)),
        ({"trim.left": "1", "trim.top": "2", "trim.width": "3", "trim.height": "4"}, (1, 2, 3, 4)),
        ({"trim.height": "800"}, (0, 0, REST, 800)),
    ):
        assert cuts(options, 1) == (Rect(box=box),)
        assert written_cuts((Rect(box=box),)) == (options, ())
    assert cuts({"trim.width": "1"}, 0.5) == (Rect(box=(0, 0, 1, REST)),)


def test_a_border_is_cut_by_its_own_colour_or_a_given_one() -> None:
    for options, op in (
        ({"trim": "border"}, Trim(mode="auto")),
        ({"trim": "border", "trim.border.color": "ff0000"}, Trim(mode="color", color="ff0000")),
    ):
        assert cuts(options, 1) == (op,)
        assert written_cuts((op,)) == (options, ())


def test_what_begins_otherwise_is_no_cut() -> None:
    for ops in ((Flip(axis="hv"),), (MIRROR, Blur(radius=1), MIRROR), (Blur(radius=1),), ()):
        assert written_cuts(ops) == ({}, ops)
    assert written_cuts((Rect(box=(0.5, 0, REST, REST)),))[1] == ()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"trim": "1;2;3"}, "pixels of four sides"),
        ({"trim": "1;2;3;4;5"}, "pixels of four sides|whole number"),
        ({"trim": "1;2;3;-4"}, "trim=-4: must be 0 to"),
        ({"trim": "1;2;3;x"}, "whole number"),
        ({"trim": "border", "trim.left": "3"}, "leave trim.left out"),
        ({"trim.border.color": "red"}, "goes with trim=border"),
        ({"trim": "border", "trim.border.color": "reddish"}, "must be a colour"),
        ({"trim.width": "0"}, "must be 1 to"),
        ({"trim.left": "65535"}, "is 131070 with dpr=2"),
    ],
)
def test_what_cannot_be_cut_is_refused(options: dict[str, str], said: str) -> None:
    with pytest.raises(InvalidParameter, match=said):
        cuts(options, 2 if "131070" in said else 1)
