"""Boxes of strips become one."""

from handler.ops._strips import union


def test_the_union_of_boxes_is_around_all_and_there_is_none_of_none() -> None:
    assert union([(3, 4, 5, 6), (1, 5, 4, 9)]) == (1, 4, 5, 9)
    assert union([]) is None
