"""Avatar: initials that can be read, and figures that are symmetric."""

from hashlib import sha256

import pytest
from PIL import ImageOps
from pydantic import ValidationError

from handler.core.colours import LEGIBLE, contrast
from handler.core.geometry import Size
from handler.generators import Avatar
from handler.generators.avatar import APART, FILLED, _initials, cells, grounds
from handler.generators.gradient import shade

DIGESTS = [sha256(str(number).encode()).digest() for number in range(500)]


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Ada Lovelace", "AL"),
        ("ludwig van beethoven", "LB"),
        ("Plato", "P"),
        ("  'Zoë'  (Quinn) ", "ZQ"),
        ("W. M. Ng", "WN"),
        ("e\u0301mile zola", "ÉZ"),
        ("ßeta", "ß"),
        ("7 of 9", "79"),
        ("Jean - Luc", "JL"),
        ("Юрий Гагарин", "ЮГ"),
        ("דוד בן גוריון", "דג"),
        ("محمد علي", f"م{APART}ع"),
    ],
)
def test_initials_are_those_of_the_first_and_the_last_word(name: str, initials: str) -> None:
    assert _initials(name) == initials


@pytest.mark.parametrize("name", ["...", "- -", "🙂", "a\nb"])
def test_a_name_has_a_letter_or_digit(name: str) -> None:
    with pytest.raises(ValidationError):
        Avatar(name=name)


def test_initials_can_be_read_on_every_ground_that_a_seed_gives() -> None:
    for digest in DIGESTS:
        for _, colour in shade(Size(8, 8), grounds(digest), angle=160).getcolors() or ():
            assert isinstance(colour, tuple)
            assert contrast("ffffff", bytes(colour).hex()) >= LEGIBLE


def test_the_same_seed_gives_the_same_avatar_and_others_differ() -> None:
    drawn = [Avatar(seed=str(number), dimensions=(40, 40)).draw(()).tobytes() for number in range(60)]
    assert len(set(drawn)) > 55
    assert Avatar(seed="7", dimensions=(40, 40)).draw(()).tobytes() == drawn[7]


def test_the_colours_of_initials_follow_from_the_seed_and_without_one_from_the_name() -> None:
    by_name, by_seed = (Avatar(name="Ada L", seed=seed).draw(()).getpixel((0, 0)) for seed in (None, "x"))
    assert by_name == Avatar(name="Bob", seed="Ada L").draw(()).getpixel((0, 0))
    assert by_seed == Avatar(name="Bob", seed="x").draw(()).getpixel((0, 0)) != by_name


def test_a_figure_is_symmetric_and_neither_specks_nor_a_block() -> None:
    for digest in DIGESTS:
        figure = cells(digest)
        assert all(row == row[::-1] for row in figure)
        assert sum(map(sum, figure)) in FILLED


@pytest.mark.parametrize("size", [(200, 200), (99, 64), (64, 99)])
def test_a_figure_is_drawn_symmetric_and_in_the_middle(size: tuple[int, int]) -> None:
    mask = Avatar(seed="bee", dimensions=size, fill="000", ink="fff").draw(()).convert("L")
    left, top, right, bottom = mask.getbbox() or (0, 0, 0, 0)
    assert left + right == pytest.approx(size[0], abs=1)
    assert 0 < top < bottom < size[1]
    figure = mask.crop((left, top, right, bottom))
    assert ImageOps.mirror(figure).tobytes() == figure.tobytes()


@pytest.mark.parametrize("name", ["Ada Lovelace", "W W", "محمد علي", "ÆÓ Ö"])
def test_initials_stay_well_inside_the_picture(name: str) -> None:
    mask = Avatar(name=name, dimensions=(200, 200), fill="000", ink="fff").draw(()).convert("L")
    left, top, right, bottom = mask.getbbox() or (0, 0, 0, 0)
    assert 20 <= left < right <= 180
    assert 20 <= top < bottom <= 180
    assert left + right == pytest.approx(200, abs=10)


def test_colours_asked_for_are_taken() -> None:
    drawn = Avatar(name="A", fill="123456", ink="ffff00").draw(())
    assert drawn.getpixel((0, 0)) == (0x12, 0x34, 0x56)
    assert (255, 255, 0) in {colour for _, colour in drawn.getcolors() or ()}
