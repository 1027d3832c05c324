"""Region: read as the text has it, and judged by the picture where only its size can tell."""

import pytest

from handler.core.geometry import Box, Size
from handler.dialects.iiif.region import read_region, written_box, written_rect
from handler.errors import InvalidParameter
from handler.ops.rect import Rect

SIZE = Size(300, 200)


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("full", (0, 0, 300, 200)),
        ("square", (50, 0, 250, 200)),
        ("125,15,120,140", (125, 15, 245, 155)),
        ("125,15,200,200", (125, 15, 300, 200)),
        ("pct:41.6,7.5,40,70", (125, 15, 245, 155)),
        ("pct:41.6,7.5,66.6,100", (125, 15, 300, 200)),
        ("pct:0,0,100,100", (0, 0, 300, 200)),
        ("pct:0,0,150,400", (0, 0, 300, 200)),
        ("0,0,300,200", (0, 0, 300, 200)),
        ("0,0,99999999,1", (0, 0, 300, 1)),
        ("299,199,1,1", (299, 199, 300, 200)),
    ],
)
def test_a_region_is_cut_at_the_edge(text: str, box: tuple[int, ...]) -> None:
    region = read_region(text)
    assert region.extracted(SIZE) == Box(*box)
    if region.rect:
        assert region.rect.size(SIZE) == Size(box[2] - box[0], box[3] - box[1])


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "Full",
            "1,2,3",
            "1,2,3,4,5",
            "1,2,3,",
            "a,b,c,d",
            "pct:",
            "pct:1,2,3",
            "pct:1,2,3,x",
            "-1,0,5,5",
            "1.5,0,5,5",
        ),
        *("0,0,0,5", "0,0,5,0", "pct:0,0,0,50", "70000,0,1,1", "0,70000,1,1", "pct:100.1,0,1,1", "square,", "!full"),
    ],
)
def test_what_is_no_region_is_refused_by_name(text: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        read_region(text)
    assert caught.value.facts["parameter"] == "region"


@pytest.mark.parametrize("text", ["300,0,10,10", "0,200,10,10", "pct:100,0,10,10", "pct:0,100,1,1", "pct:0,0,0.1,50"])
def test_what_lies_outside_or_is_under_a_pixel_is_refused_when_the_size_is_known(text: str) -> None:
    with pytest.raises(InvalidParameter, match=f"region={text}"):
        read_region(text).extracted(SIZE)


def test_the_canonical_text_is_full_or_pixels() -> None:
    assert written_box(Box(0, 0, 300, 200), SIZE) == "full"
    assert written_box(Box(125, 15, 245, 155), SIZE) == "125,15,120,140"


def test_a_rectangle_is_written_in_pixels_or_in_parts_but_not_in_both() -> None:
    assert written_rect(Rect(box=(1, 2, 3, 4))) == "1,2,3,4"
    assert written_rect(Rect(box=(0.1, 0.0, 0.416, 1.0))) == "pct:10,0,41.6,100"
    assert written_rect(Rect(box=(1, 0.5, 3, 4))) is None
