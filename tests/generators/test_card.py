"""Card: text that fits, reads well on anything, and begins where its script does."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from pydantic import ValidationError

from handler.core.colours import LEGIBLE, contrast
from handler.core.geometry import Size
from handler.generators import Card
from handler.generators.card import MARGIN, _Page
from handler.typography.typefaces import checked_text, included
from tests.support.strategies.generators import cards

Box = tuple[int, int, int, int]
WHITE, BLACK = Image.new("L", (60, 40), 255), Image.new("RGB", (60, 40))
STRIPED = Image.frombytes("L", (60, 40), bytes([0] * 30 + [255] * 30) * 40)


def inked(card: Card, pictures: tuple[Image.Image, ...] = ()) -> Box:
    """Return the box of all that is drawn on the ground, which is one colour."""
    drawn = card.draw(pictures)
    return ImageChops.difference(drawn, Image.new(drawn.mode, drawn.size, drawn.getpixel((0, 0)))).getbbox() or (
        0,
        0,
        0,
        0,
    )


@settings(max_examples=25)
@given(cards(st.just(("000000",))).filter(lambda card: not card.picture))
def test_no_text_and_no_logo_leaves_the_card_or_comes_near_its_edge(card: Card) -> None:
    assume(card.title or card.subtitle or card.logo)
    left, top, right, bottom = inked(card, (Image.new("RGB", (300, 900), "gold"),))
    width, height = card.size()
    room = MARGIN / 3 * min(width / 1200, height / 630)
    assert left >= room
    assert top >= room
    assert right <= width - room
    assert bottom <= height - room


@pytest.mark.parametrize("length", [1, 40, 200])
@pytest.mark.parametrize("size", [(200, 200), (1200, 630), (200, 1600), (1600, 200)])
def test_the_longest_texts_fit_at_every_shape(size: tuple[int, int], length: int) -> None:
    for word in ("W", "W W ", "ש ", "بي "):
        text = (word * 200)[:length].strip()
        card = Card(dimensions=size, title=text, subtitle=text, fill=("000000",), logo="l")
        left, top, right, bottom = inked(card, (Image.new("RGB", (9, 900), "gold"),))
        assert 0 < left < right < size[0]
        assert 0 < top < bottom < size[1]


@pytest.mark.parametrize(("title", "side"), [("Hello", 0), ("שלום", 1), ("سلام", 1)])
def test_text_and_logo_begin_where_the_script_does(title: str, side: int) -> None:
    card = Card(title=title, subtitle="AWS", logo="logo.png", fill=("000000",))
    left, _, right, _ = inked(card, (Image.new("RGB", (90, 30), "gold"),))
    assert (left, 1200 - right)[side] == pytest.approx(MARGIN, abs=8)
    assert (1200 - right, left)[side] > 500


@pytest.mark.parametrize("fill", [None, ("14532d",), ("be123c", "4f46e5"), ("fef3c7",), ("777777",)])
@pytest.mark.parametrize("picture", [WHITE, BLACK, STRIPED], ids=["white", "black", "striped"])
def test_text_over_any_picture_can_be_read(picture: Image.Image, fill: tuple[str, ...] | None) -> None:
    card = Card(title="Readable", subtitle="on anything", fill=fill, picture="photo.jpg")
    drawn = card.draw((picture,))
    plain = card.model_copy(update={"picture": None, "fill": ("000000",), "ink": "ffffff"})
    mask = plain.draw(()).getchannel("R")
    _, top, _, bottom = mask.getbbox() or (0, 0, 0, 0)
    inks = {place for place, strength in enumerate(mask.tobytes()) if strength == 255}
    pixels = drawn.tobytes()
    colours = {pixels[3 * place : 3 * place + 3].hex() for place in inks}
    assert len(colours) == 1
    for x in (4, 1195):
        data = drawn.crop((x, top, x + 1, bottom)).tobytes()
        for under in {data[at : at + 3].hex() for at in range(0, len(data), 3)}:
            assert contrast(next(iter(colours)), under) >= LEGIBLE


def test_a_picture_without_text_is_not_covered() -> None:
    drawn = Card(picture="photo.jpg").draw((WHITE,))
    assert drawn.getcolors() == [(1200 * 630, (255, 255, 255))]


def test_a_picture_covers_the_card_and_keeps_its_middle() -> None:
    picture = Image.new("RGB", (300, 100), "red")
    picture.paste("blue", (100, 0, 200, 100))
    drawn = Card(picture="photo.jpg", dimensions=(400, 400)).draw((picture,))
    for place in ((20, 5), (380, 5), (200, 200), (20, 395), (380, 395)):
        assert drawn.getpixel(place) == (0, 0, 255)


def test_a_transparent_picture_shows_the_ground() -> None:
    drawn = Card(picture="photo.jpg", fill=("ff0000",)).draw((Image.new("RGBA", (30, 30)),))
    assert drawn.mode == "RGB"
    assert drawn.getcolors() == [(1200 * 630, (255, 0, 0))]


def test_a_card_without_a_title_has_none() -> None:
    assert Card(fill=("000000",)).draw(()).getcolors() == [(1200 * 630, (0, 0, 0))]
    assert inked(Card(fill=("000000",), subtitle="a"))[1] > 500


def test_a_small_logo_stays_as_it_is_and_a_large_one_fits() -> None:
    for size, expected in (((50, 40), (50, 40)), ((900, 96), (420, 45)), ((400, 960), (40, 96)), ((3000, 1), (420, 1))):
        left, top, right, bottom = inked(Card(logo="l", fill=("000000",)), (Image.new("RGB", size, "gold"),))
        assert (right - left, bottom - top) == expected
        assert (left, top) == (MARGIN, MARGIN)


def test_pictures_come_in_the_order_of_the_needs() -> None:
    assert Card(picture="a", logo="b").needs() == ("a", "b")
    assert Card(logo="b").needs() == ("b",)
    drawn = Card(picture="a", logo="b").draw((Image.new("RGB", (9, 9), "red"), Image.new("RGB", (9, 9), "blue")))
    assert drawn.getpixel((600, 400)) == (255, 0, 0)
    assert drawn.getpixel((MARGIN, MARGIN)) == (0, 0, 255)


def test_a_translucent_fill_makes_a_translucent_card() -> None:
    card = Card(title="A", fill=("80ff0000",))
    assert card.alpha()
    assert card.draw(()).getpixel((0, 0)) == (255, 0, 0, 128)


@pytest.mark.parametrize(
    "fields",
    [
        {"dimensions": (199, 630)},
        {"dimensions": (1200, 4097)},
        {"title": "a" * 201},
        {"subtitle": "a" * 301},
        {"title": " "},
        {"fill": ()},
        {"fill": ("red",) * 6},
        {"picture": "a//b"},
        {"logo": "../b"},
    ],
)
def test_what_is_out_of_range_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Card(**fields)


SHAPES = st.sampled_from([(200, 200), (1200, 630), (200, 900), (900, 200), (640, 480)])
TEXTS = st.sampled_from(["A", "Two words", "Qyjg " * 12, "W" * 60, "سلام بي " * 6])


@settings(max_examples=25, deadline=None)
@given(SHAPES, TEXTS, TEXTS, st.sampled_from([None, (300, 900), (900, 30)]))
def test_logo_title_and_subtitle_never_overlap(
    size: tuple[int, int], title: str, subtitle: str, logo: tuple[int, int] | None
) -> None:
    page = _Page(Size(*size), "L", logo and Image.new("RGB", logo, "gold"))
    bottom = page.margin + page.logo.height if page.logo else 0
    for setting, down in page.texts(
        checked_text(title, included("bold"), "title"), checked_text(subtitle, included("regular"), "subtitle")
    ):
        box = setting.mask(size, (page.margin, down), page.width, page.side).getbbox()
        assert box is not None
        assert bottom < box[1]
        bottom = box[3]
    assert bottom < size[1]
