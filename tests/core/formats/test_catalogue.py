"""The catalogue: its rows are whole, and what they say of a format is true of what is read and written."""

from importlib import import_module
from io import BytesIO

import pytest
from PIL import Image

from handler.codecs import sniff
from handler.core.formats.catalogue import FORMATS, KINDS, READ, ROUND_TRIP, ROWS, WRITTEN
from handler.core.formats.row import FormatName, Reading
from handler.core.geometry import Size
from handler.core.output import Output
from tests.support.images.image_files import decoded, encoded, film, opened, photo, saved


def test_every_row_has_a_name_of_its_own_and_is_read_or_written() -> None:
    assert list(FORMATS) == [row.name for row in ROWS]
    assert all(name == row.name for name, row in FORMATS.items())
    assert set(READ) | set(WRITTEN) == set(FORMATS)


def test_a_kind_of_file_has_one_row_for_those_who_list_kinds() -> None:
    assert {row.name for row in ROWS} - {row.name for row in KINDS} == {"pjpg"}
    pictures = [row for row in KINDS if not row.text]
    assert len({row.media_type for row in pictures}) == len(pictures)
    assert len({row.label for row in KINDS}) == len(KINDS)


def test_a_text_is_chosen_by_nobody_but_who_asks_for_it() -> None:
    texts = [row for row in ROWS if row.text]
    assert {row.clients for row in texts} == {"few"}
    assert not any(row.media_type.startswith("image/") or row.animation or row.quality for row in texts)
    assert not {row.media_type for row in texts} & {row.media_type for row in ROWS if not row.text}
    assert not set(ROUND_TRIP) & {row.name for row in texts}


@pytest.mark.parametrize("name", FORMATS)
def test_the_codec_has_what_the_row_promises(name: FormatName) -> None:
    module = import_module(f"handler.codecs.formats.{FORMATS[name].codec}")
    assert hasattr(module, "read") or name not in READ
    writer = import_module(f"handler.codecs.formats.{FORMATS[name].writer or FORMATS[name].codec}")
    assert hasattr(writer, "write") or name not in WRITTEN


@pytest.mark.parametrize("name", ROUND_TRIP)
def test_the_table_says_truly_what_a_format_can_carry(name: FormatName) -> None:
    row = FORMATS[name]
    half = Image.new("RGBA", (16, 16), (200, 30, 30, 0))
    half.paste((10, 200, 30, 255), (0, 0, 8, 16))
    assert (decoded(encoded(half, name)).first.mode == "RGBA") is row.alpha
    assert (len(decoded(encoded(film(3), name), moving=True).images) == 3) is row.animation
    if row.quality:
        assert len({len(encoded(photo(), name, quality=quality)) for quality in (30, 90)}) == 2
    else:
        with pytest.raises(ValueError, match="q says nothing of fm="):
            Output(formats=(name,), quality=30)


def test_what_is_written_and_read_makes_the_round_trip() -> None:
    assert set(ROUND_TRIP) <= set(WRITTEN)
    assert set(READ) & set(WRITTEN) - {row.name for row in ROWS if row.writer} <= set(ROUND_TRIP)
    assert "pjpg" in ROUND_TRIP


@pytest.mark.parametrize("name", ROUND_TRIP)
def test_what_is_written_has_the_media_type_that_is_said(name: FormatName) -> None:
    with Image.open(BytesIO(encoded(photo(), name))) as image:
        assert Image.MIME[image.format or ""] == FORMATS[name].media_type


@pytest.mark.parametrize("name", READ)
def test_the_first_bytes_that_tell_a_kind_tell_no_other(name: FormatName) -> None:
    magics = [magic for magic in READ[name].magic if magic.start and not magic.tags]
    assert all(any(magic) for magic in READ[name].magic)
    for magic in magics:
        at, more = magic.further
        head = (magic.start.ljust(8, b"\0") + magic.form if magic.form else magic.start).ljust(at, b"\0") + more
        assert sniff(head) == name


@pytest.mark.parametrize(("name", "row"), READ.items())
def test_a_decoder_reduces_by_what_its_row_says(name: FormatName, row: Reading) -> None:
    """What is left of a side that the factor does not divide is a pixel too."""
    for factor in () if row.active else row.reductions:  # what is drawn has no side of its own to divide
        with opened(saved(photo((3 * factor + 1, 2 * factor + 1)), name)) as picture:
            least = Size(3, 2)
            assert picture.reduction(least) == factor
            assert picture.decode(least, moving=False).first.size == (4, 3)
    with opened(saved(photo((96, 64)), name)) as picture:
        smallest = picture.size._replace(width=1, height=1)
        assert picture.reduction(smallest) == (max(row.reductions) if row.reductions else 1)
