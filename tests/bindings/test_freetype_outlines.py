"""Outlines put together."""

from array import array

from handler.bindings.freetype_outlines import OutlineMemory, Shape, one_shape

ONE = Shape(b"p" * 16 * 4, b"\1" * 4, array("H", [3]), 1)
TWO = Shape(b"q" * 16 * 6, b"\1" * 6, array("H", [2, 5]), 4)


def test_contours_of_the_second_are_counted_on_from_the_first() -> None:
    both = one_shape([ONE, TWO])
    assert list(both.ends) == [3, 6, 9]
    assert both.points == ONE.points + TWO.points
    assert (len(both.tags), both.flags) == (10, 1)


def test_what_is_put_into_memory_is_what_freetype_reads() -> None:
    made = OutlineMemory.of(TWO)
    assert (made.record.n_points, made.record.n_contours, made.record.flags) == (6, 2, 4)
    assert bytes(made.points) == TWO.points
    assert list(made.ends) == [2, 5]


def test_memory_of_nothing_is_there_too() -> None:
    assert OutlineMemory(0, 0).record.n_points == 0
