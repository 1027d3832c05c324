"""Histograms: what is seen is counted, what is hidden is not."""

from PIL import Image

from handler.core.geometry import Size
from handler.ops._histograms import SIDE, counted, ends, glimpse, mean


def test_each_channel_and_chroma_is_counted_over_all_pictures() -> None:
    pair = [Image.new("RGB", (4, 5), (10, 20, 70)), Image.new("L", (2, 3), 9)]
    red, green, blue, chroma = counted(pair)
    assert (red[10], red[9], green[20], blue[70]) == (20, 6, 20, 20)
    assert (chroma[60], chroma[0]) == (20, 6)
    assert [sum(each) for each in (red, green, blue, chroma)] == [26] * 4


def test_what_is_hidden_does_not_count() -> None:
    assert not any(map(any, counted([Image.new("RGBA", (4, 4), (9, 9, 9, 100))])))


def test_a_few_specks_are_no_end() -> None:
    histogram = [0] * 256
    histogram[0], histogram[40], histogram[200], histogram[255] = 3, 500, 500, 3
    assert ends([histogram]) == (40, 200)
    histogram[0] = 30
    assert ends([histogram]) == (0, 200)


def test_the_mean_of_nothing_is_middle_gray() -> None:
    assert mean([0] * 256) == 127.5
    assert mean([0, 1, 0, 1, *[0] * 252]) == 2


def test_a_large_picture_is_counted_reduced() -> None:
    assert glimpse(Size(SIDE, 3)) is None
    small = glimpse(Size(4000, 1000))
    assert small is not None
    assert small.size(Size(4000, 1000)) == (SIDE, SIDE // 4)
