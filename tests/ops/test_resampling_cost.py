"""What resampling takes: less by libvips, more with transparency, and never less for more pixels."""

import pytest

from handler.core.geometry import Size
from handler.ops._fits import Layout
from handler.ops._resampling_cost import DIVIDING, LOWERING, MULTIPLYING, Resampling
from handler.ops.resize import Resize

SOURCE = Size(2000, 1500)


def layout(width: int) -> Layout:
    return Resize(w=width, fit="clip").layout(SOURCE)


def resampling(width: int, scale: float = 1, *, alpha: bool = False, libvips: bool = True) -> Resampling:
    return Resampling(SOURCE, scale, layout(width), alpha, libvips)


@pytest.mark.parametrize("width", [1990, 1500, 1000, 400])
def test_libvips_takes_a_part_of_the_time_of_pillow(width: int) -> None:
    assert resampling(width).work < resampling(width, libvips=False).work
    assert 2 * resampling(1600).work < resampling(1600, libvips=False).work


def test_a_larger_result_takes_longer_and_more_memory() -> None:
    for libvips in (False, True):
        made = [resampling(width, libvips=libvips) for width in (100, 400, 1000, 1990)]
        assert sorted(made, key=lambda each: each.work) == made
        assert sorted(made, key=lambda each: each.memory) == made


def test_transparency_takes_two_samples_and_two_conversions() -> None:
    plain, clear = resampling(1000), resampling(1000, alpha=True)
    beside = MULTIPLYING * 3 + LOWERING * 3 + DIVIDING * 0.75
    assert clear.work == pytest.approx(2 * plain.work + beside)
    assert clear.memory > plain.memory


def test_what_comes_reduced_is_premultiplied_already() -> None:
    reduced, plain = resampling(800, 0.5, alpha=True), resampling(800, 0.5)
    assert reduced.work == pytest.approx(2 * plain.work + LOWERING * 0.75 + DIVIDING * 0.48)


def test_libvips_has_no_picture_between() -> None:
    assert resampling(1000).memory < resampling(1000, libvips=False).memory


def test_the_engine_is_the_one_that_the_sizes_decide() -> None:
    """Of a reduced picture it stays open until somebody tells which part is read: what takes longer is counted."""
    wide = Resize(w=1000)
    assert wide.work(SOURCE) == wide.work(SOURCE, libvips=True) < wide.work(SOURCE, libvips=False)
    assert wide.work(SOURCE, 0.5) == wide.work(SOURCE, 0.5, libvips=False)
    tiny = Resize(w=20)
    assert tiny.work(SOURCE, 0.5) == tiny.work(SOURCE, 0.5, libvips=True)
    enlarged = Resize(w=3000, fit="clip")
    assert enlarged.work(SOURCE) == enlarged.work(SOURCE, libvips=False)
    small = Size(300, 200)
    assert Resize(w=200).work(small) == Resize(w=200).work(small, libvips=False)
