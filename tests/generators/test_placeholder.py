"""Placeholder: a plain picture that says how large it is."""

import pytest
from PIL import ImageChops

from handler.generators import Placeholder


def test_it_says_its_size_unless_told_otherwise() -> None:
    plain = Placeholder(dimensions=(300, 200)).draw(())
    assert plain.tobytes() == Placeholder(dimensions=(300, 200), text="300 × 200").draw(()).tobytes()
    assert plain.tobytes() != Placeholder(dimensions=(300, 200), text="301 × 200").draw(()).tobytes()


def test_the_text_stands_in_the_middle() -> None:
    ground = Placeholder(dimensions=(301, 201), ink="e2e8f0").draw(())
    inked = ImageChops.difference(Placeholder(dimensions=(301, 201)).draw(()), ground)
    left, top, right, bottom = inked.getbbox() or (0, 0, 0, 0)
    assert left + right == pytest.approx(301, abs=4)
    assert top + bottom == pytest.approx(201, abs=4)


def test_where_letters_could_not_be_read_none_are_drawn() -> None:
    assert len(Placeholder(dimensions=(24, 24)).draw(()).getcolors() or ()) == 1


def test_fill_and_ink_are_the_colours_asked_for() -> None:
    drawn = Placeholder(dimensions=(300, 200), fill="ff0000", ink="0000ff", text="M").draw(())
    colours = drawn.getcolors() or []
    assert [colour for _, colour in sorted(colours, reverse=True)][:2] == [(255, 0, 0), (0, 0, 255)]


def test_a_transparent_ground_stays_transparent_around_the_text() -> None:
    drawn = Placeholder(dimensions=(300, 200), fill="00ffffff", ink="000", text="M").draw(())
    assert drawn.getpixel((0, 0)) == (255, 255, 255, 0)
    assert drawn.getchannel("A").getextrema() == (0, 255)
