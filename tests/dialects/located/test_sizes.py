"""Sizes: `outside` covers a box without cutting; fits and places have a word each, or none."""

from handler.core.geometry import Size
from handler.dialects.located.sizes import OUTSIDE, PLACES, fit_said, only_resize, place_said, resize_fields
from handler.ops.blur import Blur
from handler.ops.resize import Resize


def test_outside_is_as_small_as_covers_the_box() -> None:
    outside = Resize(**resize_fields(300, 200, OUTSIDE))
    sources = ((1600, 1200), (1200, 1600), (30, 20), (9, 1))
    assert [outside.size(Size(*size)) for size in sources] == [(300, 225), (300, 400), (300, 200), (1800, 200)]


def test_a_resize_is_told_in_the_words_of_a_dialect() -> None:
    words = {"cover": "crop", "far": OUTSIDE}
    assert fit_said(Resize(**resize_fields(3, 2, OUTSIDE)), words) == "far"
    assert fit_said(Resize(w=3, h=2, fit="crop"), words) == "cover"
    assert fit_said(Resize(w=3), words) is None
    assert place_said(Resize(w=3, h=2, fit="crop", crop=("left",)), PLACES) == "left"
    assert place_said(Resize(w=3, h=2, fit="crop", crop=("smart",)), PLACES) is None


def test_the_first_resize_counts() -> None:
    assert only_resize((Blur(radius=2), Resize(w=3), Resize(w=4))) == Resize(w=3)
    assert only_resize((Blur(radius=2),)) is None
