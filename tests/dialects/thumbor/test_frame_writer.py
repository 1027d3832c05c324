"""The words that say the operations before filters, and what no size in a path can say."""

from handler.dialects.thumbor.frame_writer import corners, framed_words, size_says
from handler.ops.blur import Blur
from handler.ops.flip import Flip
from handler.ops.pad import Pad
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.trim_corner import TrimCorner


def test_words_come_in_thumbors_order_and_the_rest_is_left_to_filters() -> None:
    ops = (
        Rotate(angle=270),
        TrimCorner(tolerance=3),
        Rect(box=(1, 2, 30, 40)),
        Flip(axis="h"),
        Resize(w=9, h=8, fit="crop", crop=("top", "left")),
        Pad(left=1, right=2, top=3, bottom=4),
        Blur(radius=1),
    )
    said = framed_words(ops)
    assert "/".join(said.words) == "trim:3/1x2:31x42/-9x8/1x3:2x4/right/top"
    assert (said.early, said.late, said.taken) == (["orient(90)"], [], 6)


def test_a_turn_alone_is_a_filter_and_so_is_a_resize_by_ratio() -> None:
    assert framed_words((Rotate(angle=90),)).taken == 0
    assert framed_words((Rotate(angle=90), Blur(radius=1))).taken == 0
    assert framed_words((Resize(w=0.5),)) == ([], [], [], 0)
    sides = [Resize(w=3), Resize(w=1.0, h=3), Resize(w=0.5, h=3), Resize(w=1.0, h=1.0), Resize(h=3, min_w=4)]
    assert [size_says(resize) for resize in sides] == [True, True, False, False, True]


def test_a_part_is_written_as_its_corners() -> None:
    assert corners((1, 2, 3, 4)) == "1x2:4x6"
    assert corners((0.1, 0.2, 0.2, 0.1)) == "0.1x0.2:0.3x0.3"
