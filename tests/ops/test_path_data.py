"""Path data: read as SVG says, strictly, and drawn where the formulas say."""

from itertools import pairwise
from math import cos, hypot, pi, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.ops._path_data import LONGEST, MOST_SEGMENTS, polygons

SQUARE = [(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0)]


@pytest.mark.parametrize(
    "text",
    [
        "M0 0L9 0L9 9L0 9Z",
        "M0,0 9,0 9,9 0,9",
        "M 0 0 H 9 V 9 H 0 Z",
        "m0 0h9v9h-9z",
        "m0,0 9,0 0,9-9,0",
        "M0 0\n H\t9 V9 H.0e1 Z",
        "M0 0H9.V9.0H0",
        "M+0-0H+9V90e-1H0z",
        "M0-0 9 0 9 9 0 9",
    ],
)
def test_the_same_square_can_be_written_in_many_ways(text: str) -> None:
    assert polygons(text) == [SQUARE]


def test_numbers_need_no_gap_where_they_cannot_be_mistaken() -> None:
    assert polygons("M.5.5L1.5-2.25-3.5.5") == [[(0.5, 0.5), (1.5, -2.25), (-3.5, 0.5)]]


def test_what_follows_a_closed_outline_begins_where_that_did() -> None:
    assert polygons("M0 0H9V9H0Zl5 5h1z")[1] == [(0, 0), (5, 5), (6, 5)]
    assert polygons("m1 1h9v9zm2 2h3v3z")[1][0] == (3, 3)


def bernstein(points: list[tuple[float, float]], part: float) -> tuple[float, float]:
    count = len(points) - 1
    weights = [[1, 1], [1, 2, 1], [1, 3, 3, 1]][count - 1]
    shares = [weights[at] * (1 - part) ** (count - at) * part**at for at in range(count + 1)]
    return tuple(sum(share * point[axis] for share, point in zip(shares, points, strict=True)) for axis in (0, 1))  # type: ignore[return-value] # two axes


@pytest.mark.parametrize(
    ("text", "curves"),
    [
        ("M0 0C0 10 10 10 10 0Z", [[(0, 0), (0, 10), (10, 10), (10, 0)]]),
        ("M5 5c0 10 10 10 10 0Z", [[(5, 5), (5, 15), (15, 15), (15, 5)]]),
        ("M0 0Q5 10 10 0T20 0Z", [[(0, 0), (5, 10), (10, 0)], [(10, 0), (15, -10), (20, 0)]]),
        (
            "M0 0C0 5 5 10 10 10S20 5 20 0Z",
            [[(0, 0), (0, 5), (5, 10), (10, 10)], [(10, 10), (15, 10), (20, 5), (20, 0)]],
        ),
        ("M0 0S9 9 9 0Z", [[(0, 0), (0, 0), (9, 9), (9, 0)]]),
        ("M0 0C1 9 2 9 3 0T9 9H0Z", [[(0, 0), (1, 9), (2, 9), (3, 0)], [(3, 0), (3, 0), (9, 9)]]),
    ],
)
def test_curves_are_those_of_bernsteins_polynomials(text: str, curves: list[list[tuple[float, float]]]) -> None:
    points = polygons(text)[0]
    expected = [curves[0][0], *(bernstein(curve, number / 32) for curve in curves for number in range(1, 33))]
    assert len(points) >= len(expected)
    for (x, y), (right, down) in zip(points, expected, strict=False):
        assert hypot(x - right, y - down) < 1e-9


@pytest.mark.parametrize("large", [0, 1])
@pytest.mark.parametrize("clockwise", [0, 1])
@pytest.mark.parametrize("turn", [0, 30, -75])
def test_an_arc_lies_on_its_ellipse_turns_its_way_and_is_the_one_of_four(large: int, clockwise: int, turn: int) -> None:
    """Its points lie on one ellipse, and the angles that it passes have the sign and the sum asked for."""
    points = polygons(f"M3 4a12 7 {turn} {large} {clockwise} 9-5L40 40Z")[0][:-1]
    assert points[-1] == pytest.approx((12, -1))
    across, down = cos(radians(turn)), sin(radians(turn))
    circle = [((x * across + y * down) / 12, (y * across - x * down) / 7) for x, y in points]
    middle = centre(circle[0], circle[len(circle) // 2], circle[-1])
    around = [(x - middle[0], y - middle[1]) for x, y in circle]
    assert all(hypot(*place) == pytest.approx(1, abs=1e-6) for place in around)
    steps = [one[0] * other[1] - one[1] * other[0] for one, other in pairwise(around)]
    assert all((step > 0) == bool(clockwise) for step in steps)
    assert (sum(map(abs, steps)) > pi) == bool(large)


def centre(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> tuple[float, float]:
    """Return the centre of the circle through three points."""
    d = 2 * (a[0] * (b[1] - c[1]) + b[0] * (c[1] - a[1]) + c[0] * (a[1] - b[1]))
    sums = [p[0] ** 2 + p[1] ** 2 for p in (a, b, c)]
    x = sums[0] * (b[1] - c[1]) + sums[1] * (c[1] - a[1]) + sums[2] * (a[1] - b[1])
    y = sums[0] * (c[0] - b[0]) + sums[1] * (a[0] - c[0]) + sums[2] * (b[0] - a[0])
    return x / d, y / d


def test_an_arc_whose_radii_are_too_small_is_enlarged_and_one_without_is_a_line() -> None:
    half = polygons("M0 0A1 1 0 0 1 10 0Z")[0]
    assert all(hypot(x - 5, y) == pytest.approx(5) for x, y in half)
    assert polygons("M0 0A0 5 0 0 1 10 0V9Z")[0] == [(0, 0), (10, 0), (10, 9)]
    assert polygons("M0 0a5 5 0 01 10 0V9Z") == polygons("M0 0a5,5,0,0,1,10,0V9Z")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "encloses nothing"),
        ("L0 0 9 9", "begins with M"),
        ("0 0 9 9", "at character 1: there is no command here"),
        ("M0 0L9", "at the end: a number is missing"),
        ("M0 0B9 9", "at character 5: a number is missing"),
        ("M0 0,,9 9", "at character 6: a number is missing"),
        ("M0 0Z5 5", "there is no command here"),
        ("M0 0H1e9V9", "a number is at most 1000000"),
        ("M0 0H1e999V9", "this is no exponent"),
        ("M0 0H1eV9", "this is no exponent"),
        ("M0 0H--1", "a number is missing"),
        ("M0 0H.V9", "a number is missing"),
        ("M0 0A1 1 0 2 0 9 9", "a flag of an arc is 0 or 1"),
        ("M0 0HnanV9", "a number is missing"),
        ("M0 0H٣V9", "a number is missing"),
        ("M0 0H" + "1" * 25, "too long"),
        ("M0 0H9", "encloses nothing"),
        ("M0 0H9H20Z", "encloses nothing"),
        ("M0 0" + "h1v1" * MOST_SEGMENTS, "at most 256 segments"),
        ("M0 0" + " " * LONGEST, "at most 2000 characters"),
    ],
)
def test_what_is_no_path_is_told(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        polygons(text)


@given(st.text("MmLlHhVvCcSsQqTtAaZz0123456789.,-+e \n", max_size=60))
def test_any_text_is_a_path_or_said_to_be_none(text: str) -> None:
    try:
        outlines = polygons(f"M0 0{text}")
    except ValueError as error:
        assert str(error)
    else:
        assert all(len(outline) > 2 for outline in outlines)
