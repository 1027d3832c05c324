"""Placeholder: a plain picture that says how large it is."""

import pytest
from PIL import ImageChops

from handler.config.settings import INPUTS
from handler.core.limits import Limits
from handler.dialects import native
from handler.errors import InvalidParameter
from handler.generators import Placeholder
from handler.generators.placeholder import ROOM
from handler.recipe import Made
from handler.rendering.render import render


def test_it_says_its_size_unless_told_otherwise() -> None:
    plain = Placeholder(dimensions=(300, 200)).draw(())
    assert plain.tobytes() == Placeholder(dimensions=(300, 200), text="300 × 200").draw(()).tobytes()
    assert plain.tobytes() != Placeholder(dimensions=(300, 200), text="301 × 200").draw(()).tobytes()


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("size=300x200", "300 × 200"),
        ("size=600x400&w=300", "300 × 200"),
        ("size=300x200&dpr=2&w=150", "300 × 200"),
        ("size=300x200&rot=90", "200 × 300"),
        ("size=300x200&or=6", "200 × 300"),
        ("size=300x200&pad=10&border=2,red", "324 × 224"),
        ("size=300x200&w=90&h=90&fit=crop", "90 × 90"),
        ("size=300x200&w=150&text=Mine", "Mine"),
    ],
)
def test_it_says_the_size_that_comes_out(query: str, label: str) -> None:
    drawn = native.parse_made(query, Placeholder).recipe.drawn()
    assert isinstance(drawn, Made)
    made = drawn.made
    assert isinstance(made, Placeholder)
    text = {"text": label}
    assert made.draw(()).tobytes() == made.model_copy(update=text).draw(()).tobytes()
    assert made.draw(()).tobytes() != made.model_copy(update={"text": f"{label}!"}).draw(()).tobytes()


def test_a_placeholder_that_is_rendered_says_the_size_that_comes_out() -> None:
    def rendered(query: str) -> bytes:
        recipe = native.parse_made(f"{query}&fm=png", Placeholder).recipe
        return render(recipe, fetch=lambda _: pytest.fail("nothing"), limits=Limits(), accepted=INPUTS).body

    assert rendered("size=600x400&w=300") == rendered("size=600x400&w=300&text=300+%C3%97+200")


def test_the_text_stands_in_the_middle() -> None:
    ground = Placeholder(dimensions=(301, 201), ink="e2e8f0").draw(())
    inked = ImageChops.difference(Placeholder(dimensions=(301, 201)).draw(()), ground)
    left, top, right, bottom = inked.getbbox() or (0, 0, 0, 0)
    assert left + right == pytest.approx(301, abs=4)
    assert top + bottom == pytest.approx(201, abs=4)


def test_where_letters_could_not_be_read_none_are_drawn() -> None:
    assert len(Placeholder(dimensions=(24, 24)).draw(()).getcolors() or ()) == 1


def test_a_text_of_the_users_own_is_drawn_or_is_an_error() -> None:
    width, height = ROOM
    text = Placeholder(dimensions=(width, height), text="a")
    assert len(text.draw(()).getcolors() or ()) > 1
    for dimensions in (f"{width - 1}x{height}", f"{width}x{height - 1}", "1x1", "1000x20"):
        with pytest.raises(InvalidParameter, match=f"text has no room on {dimensions}") as caught:
            native.parse_made(f"size={dimensions}&text=a", Placeholder)
        assert caught.value.facts["parameter"] == "text"
        assert native.parse_made(f"size={dimensions}", Placeholder)


def test_fill_and_ink_are_the_colours_asked_for() -> None:
    drawn = Placeholder(dimensions=(300, 200), fill="ff0000", ink="0000ff", text="M").draw(())
    colours = drawn.getcolors() or []
    assert [colour for _, colour in sorted(colours, reverse=True)][:2] == [(255, 0, 0), (0, 0, 255)]


def test_a_transparent_ground_stays_transparent_around_the_text() -> None:
    drawn = Placeholder(dimensions=(300, 200), fill="00ffffff", ink="000", text="M").draw(())
    assert drawn.getpixel((0, 0)) == (255, 255, 255, 0)
    assert drawn.getchannel("A").getextrema() == (0, 255)
