"""Framing: corners, borders and grounds, and back."""

import pytest

from handler.dialects.cloudinary.components import Transformation
from handler.dialects.cloudinary.framing import bordered, written_frame
from handler.errors import ImageError
from handler.ops.background import Background
from handler.ops.border import Border
from handler.ops.mask import Mask

SAID = (
    ("r_max", (Mask(shape="ellipse"),)),
    ("r_20", (Mask(shape="corners", radius=(20,)),)),
    ("r_20:10", (Mask(shape="corners", radius=(20, 10, 20, 10)),)),
    ("r_3:2:1", (Mask(shape="corners", radius=(3, 2, 1, 2)),)),
    ("r_4:3:2:1", (Mask(shape="corners", radius=(4, 3, 2, 1)),)),
    ("bo_4px_solid_red", (Border(frame=(4, "ff0000")),)),
    ("bo_4px_solid_red,r_9", (Mask(shape="corners", radius=(9,)), Border(frame=(4, "ff0000"), radius=(9,)))),
    ("b_rgb:fff", (Background(bg="ffffff"),)),
    ("w_3", ()),
)


def test_a_frame_is_read_and_written() -> None:
    for text, found in SAID:
        assert bordered(Transformation(text), 1) == found, text
        if found:
            last = found[-1]
            assert isinstance(last, Mask | Border | Background)
            assert bordered(Transformation(",".join(written_frame(last))), 1) == found, text
    assert bordered(Transformation("r_9,bo_2px_solid_red"), 2)[1] == Border(frame=(4, "ff0000"), radius=(18,))


@pytest.mark.parametrize(
    "text", ["r_1:2:3:4:5", "r_x", "r_9999", "bo_4", "bo_4px_dashed_red", "bo_4em_solid_red", "b_auto"]
)
def test_what_is_wrong_is_named(text: str) -> None:
    with pytest.raises(ImageError, match=text[0]):
        bordered(Transformation(text), 1)
