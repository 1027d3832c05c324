"""Size: what each form makes of a region, what it may not, and that a recipe never needs the size of the picture."""

from typing import Any

import pytest

from handler.core.geometry import Size
from handler.dialects.iiif.edition import THREE, TWO, Manners
from handler.dialects.iiif.size import read_size
from handler.errors import ImageError, InvalidParameter, NotOffered

REGION = Size(300, 200)
V3, V2 = Manners(THREE, 1000), Manners(TWO, 1000)
SMALL = Manners(THREE, 150)


def made(text: str, manners: Manners = V3, region: Size = REGION, *, square: bool = False) -> Size:
    """Return the size that a text makes of a region, judged."""
    target, scaled = read_size(text, manners), region
    for op in target.ops(manners, square=square):
        scaled = op.size(scaled)
    target.judge(Size(min(region), min(region)) if square else region, scaled, manners)
    return scaled


@pytest.mark.parametrize(
    ("text", "manners", "size"),
    [
        ("max", V3, (300, 200)),
        ("max", SMALL, (150, 100)),
        ("^max", V3, (1000, 667)),
        ("150,", V3, (150, 100)),
        ("300,", V3, (300, 200)),
        ("^360,", V3, (360, 240)),
        (",150", V3, (225, 150)),
        ("^,240", V3, (360, 240)),
        ("pct:50", V3, (150, 100)),
        ("pct:100", V3, (300, 200)),
        ("^pct:120", V3, (360, 240)),
        ("225,100", V3, (225, 100)),
        ("^360,360", V3, (360, 360)),
        ("!225,100", V3, (150, 100)),
        ("!2000,3000", V3, (300, 200)),
        ("!2000,3000", SMALL, (150, 100)),
        ("^!360,360", V3, (360, 240)),
        ("^!9000,9000", V3, (1000, 667)),
        ("full", V2, (300, 200)),
        ("max", V2, (300, 200)),
        ("600,", V2, (600, 400)),
        (",100", V2, (150, 100)),
        ("pct:200", V2, (600, 400)),
        ("400,400", V2, (400, 400)),
        ("!2000,100", V2, (150, 100)),
        ("!2000,3000", V2, (300, 200)),
        ("full", V2._replace(most=150), (300, 200)),
    ],
)
def test_a_region_becomes_the_size_that_is_asked_for(text: str, manners: Manners, size: tuple[int, int]) -> None:
    assert made(text, manners) == size


@pytest.mark.parametrize(
    ("text", "manners", "size"),
    [
        ("max", V3, (200, 200)),
        ("max", SMALL, (150, 150)),
        ("^max", V3, (1000, 1000)),
        ("100,", V3, (100, 100)),
        (",100", V3, (100, 100)),
        ("100,100", V3, (100, 100)),
        ("100,50", V3, (100, 50)),
        ("pct:50", V3, (100, 100)),
        ("pct:100", V3, (200, 200)),
        ("!150,90", V3, (90, 90)),
        ("!900,950", V3, (200, 200)),
        ("^!400,900", V3, (400, 400)),
        ("full", V2, (200, 200)),
        ("400,", V2, (400, 400)),
    ],
)
def test_of_a_square_region_all_sizes_are_those_of_a_square(text: str, manners: Manners, size: tuple[int, int]) -> None:
    assert made(text, manners, square=True) == size


@pytest.mark.parametrize(
    ("text", "manners"),
    [
        *(("301,", V3), (",201", V3), ("301,100", V3), ("100,201", V3), ("301,201", V3)),
        *(("!400,300", Manners(THREE, 1000, validator=True)), ("^1000,1001", V3), ("^pct:400", V3), ("^,900", V3)),
        *(("pct:60", Manners(THREE, 150)), ("pct:100", SMALL), ("pct:600", V2), (",900", V2), ("pct:0.1", V3)),
    ],
)
def test_what_is_wrong_for_this_region_is_refused_when_it_is_known(text: str, manners: Manners) -> None:
    with pytest.raises(InvalidParameter) as caught:
        made(text, manners)
    assert caught.value.facts["parameter"] == "size"


def test_under_one_pixel_nothing_is_left() -> None:
    long = Size(1000, 10)
    for text in ("20,", "!20,20", "pct:1", "^20,"):
        with pytest.raises(InvalidParameter, match="less than a pixel"):
            made(text, region=long)
    assert made("50,", region=long) == (50, 1)
    assert made("20,5", region=long) == (20, 5)
    assert made("max", Manners(THREE, 20), Size(1000, 1)) == (20, 1)


@pytest.mark.parametrize("manners", [V3, V2])
def test_where_nothing_is_enlarged_that_is_said_with_501(manners: Manners) -> None:
    mark, off = "^" if manners.edition.marked else "", manners._replace(upscales=False)
    for text in (f"{mark}301,", f"{mark},201", f"{mark}pct:101", f"{mark}301,10"):
        assert made(text, manners)
        with pytest.raises(NotOffered):
            made(text, off)
        assert made(f"{mark}30,", off) == (30, 20)
    with pytest.raises(NotOffered):
        made("^max", V3._replace(upscales=False))


def test_as_the_validator_reads_it_the_largest_size_is_that_of_the_region() -> None:
    validator = Manners(THREE, 1000, validator=True)
    assert made("^max", validator) == (300, 200)
    assert made("!400,100", validator) == (150, 100)
    assert made("^!400,300", validator) == (400, 267)


@pytest.mark.parametrize(
    ("text", "manners"),
    [
        *(
            (text, V3)
            for text in ("", "full", "^full", ",", "^,", "!,", "!5,", "!,5", "5", "0,", ",0", "0,5", "!0,5", "^^5,")
        ),
        *(
            (text, V3)
            for text in ("!^5,5", "pct:", "pct:0", "pct:101", "pct:1e1", "^pct:0", "^pct:10001", "1001,", "a,", "-5,")
        ),
        *((text, V3) for text in ("5,5,5", "+5,", "5.0,", "max,", "MAX", "pct:5,5", " 5,", "5 ,", "٣,")),
        *((text, V2) for text in ("^max", "^5,", "1001,", "pct:0", "!5,", "Full", ",1001")),
    ],
)
def test_what_is_no_size_is_refused_by_name(text: str, manners: Manners) -> None:
    with pytest.raises(ImageError) as caught:
        read_size(text, manners)
    told: dict[str, Any] = caught.value.facts
    assert (caught.value.status, told["parameter"]) == (400, "size")
