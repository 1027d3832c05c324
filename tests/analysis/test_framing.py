"""Framing: faces lie in what is kept, all that fit, and the largest in any case."""

from hypothesis import given
from hypothesis import strategies as st

from handler.analysis.faces import DetectedFace
from handler.analysis.framing import area, around, framed, head_of
from handler.core.geometry import Box, Size

FULL = Size(1000, 600)


def face(left: float, top: float, side: float) -> DetectedFace:
    return DetectedFace(Box(left, top, left + side, top + side), 0.9, ())


def test_a_head_reaches_over_its_face_but_not_over_the_picture() -> None:
    assert head_of(face(100, 100, 100), FULL) == Box(80, 60, 220, 215)
    assert head_of(face(0, 10, 100), FULL) == Box(0, 0, 120, 125)


def test_all_faces_are_kept_where_they_fit() -> None:
    both = [face(100, 200, 100), face(500, 220, 80)]
    assert framed(both, Box(200, 0, 800, 600), FULL) == (38, 0, 600, 600)


def test_where_they_do_not_fit_the_largest_is() -> None:
    both = [face(800, 200, 120), face(100, 220, 80)]
    assert framed(both, Box(350, 0, 650, 600), FULL) == (700, 0, 300, 600)


def test_of_a_head_that_is_too_large_the_face_is_in_the_middle() -> None:
    left, top, width, height = framed([face(400, 250, 190)], Box(0, 200, 1000, 400), FULL)
    assert (left, width, height) == (0, 1000, 200)
    assert top <= 250
    assert top + height >= 250 + 190


def test_an_area_is_as_often_as_large_as_the_faces_and_has_their_middle() -> None:
    assert area([face(400, 200, 100)], Size(50, 50), FULL, 1) == (400, 200, 100, 100)
    assert area([face(400, 200, 100)], Size(50, 50), FULL, 2) == (350, 150, 200, 200)
    assert area([face(400, 200, 100)], Size(100, 50), FULL, 1) == (350, 200, 200, 100)
    assert area([face(0, 0, 100)], Size(50, 50), FULL, 3) == (0, 0, 300, 300)
    assert area([face(400, 200, 100)], Size(50, 50), FULL, 20) == (150, 0, 600, 600)


def test_an_area_holds_all_faces() -> None:
    left, top, width, height = area([face(100, 100, 50), face(300, 400, 50)], Size(50, 50), FULL, 1)
    assert (top, height) == (100, 350)
    assert left <= 100
    assert left + width >= 350


SIDES = st.builds(Size, st.integers(1, 4000), st.integers(1, 4000))
PART = st.floats(0, 0.99)


@given(SIDES, SIDES, st.tuples(PART, PART, st.floats(0.01, 1)), st.floats(0.01, 20))
def test_an_area_lies_in_the_picture(full: Size, target: Size, at: tuple[float, float, float], pad: float) -> None:
    x, y, side = at[0] * full.width, at[1] * full.height, at[2] * min(full)
    box = Box(x, y, x + side, y + side).inside(full)
    left, top, wide, high = area([DetectedFace(box, 0.9, ())], target, full, pad)
    assert 0 <= left < left + wide <= full.width
    assert 0 <= top < top + high <= full.height


def test_around_several_boxes() -> None:
    assert around([Box(1, 2, 3, 4), Box(0, 3, 2, 9)]) == (0, 2, 3, 9)
