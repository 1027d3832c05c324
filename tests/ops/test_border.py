"""Border: a frame around the picture, which stays as it is."""

import pytest

from handler.ops.border import Border
from tests.support.images.drawings import cutout, gray, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "tomato": (Border(frame=(4, "tomato")), view()),
    "see-through": (Border(frame=(8, "80000000")), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/border-{case}")


@pytest.mark.parametrize(("color", "mode"), [("tomato", "RGB"), ("80000000", "RGBA")])
def test_the_picture_grows_by_the_frame_and_stays_untouched(color: str, mode: str) -> None:
    result = Border(frame=(3, color)).apply(view())
    assert result.mode == mode
    assert result.size == (102, 70)
    assert result.crop((3, 3, 99, 67)).convert("RGB").tobytes() == view().tobytes()


def test_the_frame_has_its_colour_on_all_four_sides() -> None:
    result = Border(frame=(2, "80ff6347")).apply(cutout())
    for place in ((0, 0), (99, 1), (1, 67), (98, 66), (50, 1), (1, 30)):
        assert result.getpixel(place) == (255, 99, 71, 128)


def test_a_gray_picture_may_have_a_coloured_frame() -> None:
    assert Border(frame=(1, "tomato")).apply(gray()).getpixel((0, 0)) == (255, 99, 71)
