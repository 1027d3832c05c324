"""Fits: where the picture lies on its canvas, by arithmetic alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.geometry import Size, whole
from handler.ops._fits import BOXED, Fit, Sides, kept, layout, matched, window

SOURCE = Size(600, 400)


def test_a_zoom_narrows_what_is_kept() -> None:
    assert window(SOURCE, Size(100, 100), (0.5, 0.5), 1) == (100, 0, 500, 400)
    assert window(SOURCE, Size(100, 100), (0.5, 0.5), 4) == (250, 150, 350, 250)
    assert window(SOURCE, Size(100, 100), (0.0, 1.0), 4) == (0, 300, 100, 400)


NO_BOUND = Sides(None, None)
BOX = Sides(1000, 1000)
FITS: dict[Fit, tuple[tuple[int, int], tuple[int, int]]] = {
    # The canvas, and the picture on it, of 600 x 400 in a box of 1000 x 1000.
    "max": ((600, 400), (600, 400)),
    "clip": ((1000, 667), (1000, 667)),
    "crop": ((1000, 1000), (1000, 1000)),
    "min": ((400, 400), (400, 400)),
    "cropmax": ((600, 400), (600, 400)),
    "cut": ((600, 400), (600, 400)),
    "scalemax": ((400, 400), (400, 400)),
    "scale": ((1000, 1000), (1000, 1000)),
    "fill": ((1000, 1000), (1000, 667)),
    "fillmax": ((1000, 1000), (600, 400)),
}
SIDE = st.integers(1, 5000)
SIZES = st.builds(Size, SIDE, SIDE)
any_fit = st.sampled_from(sorted(FITS))


@pytest.mark.parametrize("fit", FITS)
def test_each_fit_has_its_canvas_and_its_picture(fit: Fit) -> None:
    found = layout(fit, SOURCE, BOX, NO_BOUND, NO_BOUND)
    assert (found.canvas, found.picture) == FITS[fit]
    assert found.window == whole(SOURCE)


@pytest.mark.parametrize("fit", ["crop", "fill", "scale"])
def test_with_one_side_these_act_as_clip(fit: Fit) -> None:
    for box in (Sides(1200, None), Sides(None, 100)):
        assert layout(fit, SOURCE, box, NO_BOUND, NO_BOUND) == layout("clip", SOURCE, box, NO_BOUND, NO_BOUND)


@pytest.mark.parametrize("fit", ["min", "cropmax", "scalemax", "fillmax"])
def test_with_one_side_these_act_as_max(fit: Fit) -> None:
    for box in (Sides(1200, None), Sides(None, 100)):
        assert layout(fit, SOURCE, box, NO_BOUND, NO_BOUND) == layout("max", SOURCE, box, NO_BOUND, NO_BOUND)


@given(any_fit, SIZES, SIZES)
def test_the_picture_never_sticks_out_of_its_canvas(fit: Fit, source: Size, box: Size) -> None:
    found = layout(fit, source, Sides(*box), NO_BOUND, NO_BOUND)
    assert found.picture.width <= found.canvas.width
    assert found.picture.height <= found.canvas.height
    if fit not in BOXED | {"scale", "scalemax"}:
        assert found.picture.width <= box.width
        assert found.picture.height <= box.height


@given(st.sampled_from(["max", "min", "cropmax", "cut", "scalemax", "fillmax"]), SIZES, SIZES)
def test_these_fits_never_enlarge(fit: Fit, source: Size, box: Size) -> None:
    picture = layout(fit, source, Sides(*box), NO_BOUND, NO_BOUND).picture
    assert picture.width <= source.width
    assert picture.height <= source.height


@given(SIZES, SIZES, st.floats(0, 1), st.floats(0, 1), st.floats(1, 100))
def test_a_window_lies_in_the_source(source: Size, target: Size, across: float, down: float, zoom: float) -> None:
    found = window(source, target, (across, down), zoom)
    assert found.inside(source) == pytest.approx(found)


def test_a_bound_is_stronger_than_a_side_that_is_asked_for() -> None:
    assert layout("crop", SOURCE, BOX, NO_BOUND, Sides(200, None)).canvas == (200, 1000)
    assert layout("clip", SOURCE, NO_BOUND, Sides(1200, None), NO_BOUND).canvas == (1200, 800)


@given(SIZES, SIZES)
def test_cropmax_cuts_as_crop_does_and_keeps_the_scale_of_a_side_that_is_too_short(source: Size, box: Size) -> None:
    found = layout("cropmax", source, Sides(*box), NO_BOUND, NO_BOUND).canvas
    assert found == (min(source.width, box.width), min(source.height, box.height))
    kept = window(source, found, (0.5, 0.5), 1)
    if source.width < box.width or source.height < box.height:
        assert kept.size == pytest.approx(found)


@given(SIZES, SIZES, st.floats(0, 1), st.floats(0, 1))
def test_a_cut_is_whole_pixels_of_the_source_nearest_to_its_place(
    source: Size, box: Size, across: float, down: float
) -> None:
    target = layout("cut", source, Sides(*box), NO_BOUND, NO_BOUND).canvas
    found = kept("cut", source, target, (across, down), 1)
    assert target == (min(source.width, box.width), min(source.height, box.height))
    assert (found.size, found.inside(source)) == (target, found)
    assert all(isinstance(side, int) for side in found)
    assert kept("crop", source, target, (across, down), 1) == window(source, target, (across, down), 1)


def test_a_side_that_a_cut_does_not_name_is_whole() -> None:
    assert layout("cut", SOURCE, Sides(100, None), NO_BOUND, NO_BOUND).canvas == (100, 400)
    assert layout("cut", SOURCE, Sides(None, 900), NO_BOUND, NO_BOUND).canvas == (600, 400)


def test_a_match_is_a_crop_where_source_and_box_both_lie_or_both_stand() -> None:
    for box, alike in (((300, 200), True), ((200, 200), True), ((200, 300), False), ((200, None), False)):
        assert matched("match", SOURCE, Sides(*box)) == ("crop" if alike else "clip")
        assert matched("matchmax", SOURCE, Sides(*box)) == ("cropmax" if alike else "max")
    assert matched("match", Size(400, 600), Sides(200, 300)) == "crop"
    assert matched("fill", SOURCE, Sides(200, 300)) == "fill"
