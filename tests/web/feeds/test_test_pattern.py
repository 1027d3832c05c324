"""The test pattern: of any width, moving, and in bounds of what it says it costs."""

import pytest
from PIL import ImageChops

from handler.core.geometry import MEGAPIXEL
from tests.support.images.drawn_test_pattern import drawn


@pytest.mark.parametrize("width", [*range(1, 40), 160, 641, 2048])
def test_it_is_as_large_as_it_foretells(width: int) -> None:
    dial = drawn(width)
    image = dial.decode(dial.size, moving=False).first
    assert (image.size, image.mode) == (dial.size, "RGB")
    assert image.width == width


@pytest.mark.parametrize("change", [{"seconds": 0.1}, {"seconds": 1}, {"seconds": 3600}, {"number": 2}])
def test_every_change_of_time_and_number_shows(change: dict[str, float]) -> None:
    before, after = drawn(), drawn(**change)  # type: ignore[arg-type]
    pictures = [dial.decode(dial.size, moving=False).first for dial in (before, after)]
    assert ImageChops.difference(*pictures).getbbox()


def test_the_hand_stands_where_the_seconds_are() -> None:
    for seconds, (right, down) in ((2.6, (0, 1)), (17.6, (-1, 0)), (32.6, (0, -1)), (47.6, (1, 0))):
        dial = drawn(seconds=seconds)
        image = dial.decode(dial.size, moving=False).first
        reach = dial.size.height * 0.45 * 0.7
        place = dial.size.width / 2 + right * reach, dial.size.height / 2 + down * reach
        assert image.getpixel((round(place[0]), round(place[1]))) == (251, 146, 60), seconds


def test_one_frame_leaves_no_trace_in_the_next() -> None:
    first = drawn().decode(drawn().size, moving=False).first.tobytes()
    drawn(seconds=30).decode(drawn().size, moving=False)
    assert drawn().decode(drawn().size, moving=False).first.tobytes() == first


def test_what_drawing_costs_grows_with_its_pixels() -> None:
    costs = [drawn(width).cost(drawn(width).size) for width in (160, 640, 1280)]
    assert costs == sorted(costs)
    _, milliseconds = costs[-1]
    assert milliseconds < 60 * drawn(1280).size.area / MEGAPIXEL
