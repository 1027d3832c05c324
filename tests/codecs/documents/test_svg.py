"""SVG before it is drawn: its size in every unit, and what is counted of it."""

import pytest

from handler.codecs.documents.svg import sides, to_pixels, walk
from handler.codecs.scanners.meter import Meter
from handler.core.limits import Limits
from handler.errors import Corrupt, TooLarge, UnacceptedKind
from tests.support.hostile.extras import BOX, drawn


@pytest.mark.parametrize(
    ("text", "pixels"),
    [
        ("24", 24), ("24px", 24), ("1in", 96), ("72pt", 96), ("2.54cm", 96), (" 1e2 ", 100), ("10mm", 37.8),
        ("100%", 0), ("-5", 0), ("auto", 0), ("", 0), ("1 2", 0), ("5furlongs", 0),
    ],
)  # fmt: skip
def test_lengths_are_read_in_every_unit(text: str, pixels: float) -> None:
    assert to_pixels(text) == pytest.approx(pixels, abs=0.01)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"width": "30", "height": "20"}, (30, 20)),
        ({"width": "30", "viewBox": "0 0 6 4"}, (30, 20)),
        ({"height": "20", "viewBox": "0,0,6,4"}, (30, 20)),
        ({"width": "100%", "height": "100%", "viewBox": "0 0 6 4"}, (6, 4)),
        ({"viewBox": "0 0 six 4"}, (0, 0)),
        ({}, (0, 0)),
    ],
)
def test_the_view_box_says_what_the_sides_do_not(said: dict[str, str], expected: tuple[float, float]) -> None:
    assert sides(said) == expected


def weight(content: str) -> tuple[int, int, int]:
    return walk(drawn(content), Meter(Limits())).weight


def test_what_is_referred_to_counts_as_often_as_it_is() -> None:
    group = f'<g id="a">{BOX * 10}</g>'
    assert weight(group).drawn == 12  # type: ignore[attr-defined]
    assert weight(group + '<use href="#a"/>' * 3).drawn == 12 + 3 * 12  # type: ignore[attr-defined]


def test_gradients_may_be_used_as_often_as_one_likes() -> None:
    gradient = f'<linearGradient id="a">{"<stop/>" * 50}</linearGradient>'
    assert weight(gradient + '<rect fill="url(#a)"/>' * 300).drawn == 352  # type: ignore[attr-defined]
    assert weight(f"<style>rect{{fill:url(#a)}}</style>{gradient}" + BOX * 300).drawn < 400  # type: ignore[attr-defined]


def test_effects_are_counted_wherever_they_are_named() -> None:
    blur = '<filter id="f"><feGaussianBlur/></filter>'
    assert weight(blur + '<rect filter="url(#f)"/>')[1] == 3
    assert weight('<g opacity=".5"/><g style="opacity:.5;mask:url(#m)"/>')[1] == 3
    with pytest.raises(TooLarge, match="effects"):
        weight('<g opacity=".5"/>' * 30)


@pytest.mark.parametrize("text", ["<?xml version='1.0'?>hello", "<svg", "<svg></sgv>"])
def test_what_is_no_xml_is_corrupt(text: str) -> None:
    with pytest.raises(Corrupt, match="XML"):
        walk(text.encode(), Meter(Limits()))


def test_a_limit_of_pieces_counts_for_elements_too() -> None:
    with pytest.raises(TooLarge, match="chunks"):
        walk(drawn(BOX * 30), Meter(Limits(chunks=20)))


def test_utf_16_is_read_and_what_it_names_is_judged() -> None:
    data = drawn('<image href="/etc/passwd"/>').decode().encode("utf-16")
    with pytest.raises(UnacceptedKind, match="image"):
        walk(data, Meter(Limits()))
