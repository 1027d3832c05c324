"""QR code: whole modules, read back from the pixels."""

import pytest
import segno
from PIL import Image
from pydantic import ValidationError

from handler.errors import InvalidParameter
from handler.generators import Qr


def read(image: Image.Image, module: int, quiet: int) -> list[list[bool]]:
    """Return the modules seen in the picture: whether each is dark. Every module must be of one colour."""
    count = image.width // module - 2 * quiet
    gray = image.convert("L")

    def dark(row: int, column: int) -> bool:
        left, top = (quiet + column) * module, (quiet + row) * module
        colours = gray.crop((left, top, left + module, top + module)).getcolors()
        assert colours in ([(module**2, 0)], [(module**2, 255)])
        return colours == [(module**2, 0)]

    return [[dark(row, column) for column in range(count)] for row in range(count)]


@pytest.mark.parametrize(
    "text", ["1234567890", "HTTPS://EXAMPLE.COM/", "https://example.com/a?b=c", "héllo", "日本", "à¥àà"]
)
@pytest.mark.parametrize("level", ["l", "m", "q", "h"])
def test_the_pixels_are_the_code_of_the_text(text: str, level: str) -> None:
    code = Qr(text=text, level=level, module=3, quiet=2)  # type: ignore[arg-type]
    mode = None if text.isascii() else "byte"
    expected = segno.make_qr(text, error=level, mode=mode, encoding="utf-8", boost_error=False)
    assert expected.error == level.upper()
    assert read(code.draw(()), 3, 2) == [list(row) for row in expected.matrix]


@pytest.mark.parametrize(("quiet", "module"), [(0, 1), (4, 8), (16, 20)])
def test_the_quiet_zone_is_empty_and_as_wide_as_asked(quiet: int, module: int) -> None:
    drawn = Qr(text="a", quiet=quiet, module=module).draw(())
    assert drawn.size == ((21 + 2 * quiet) * module,) * 2
    dark = drawn.convert("L").point(lambda level: 255 - level).getbbox()
    edge = quiet * module
    assert dark == (edge, edge, drawn.width - edge, drawn.width - edge)


def test_text_is_always_utf_8_so_that_readers_agree() -> None:
    assert Qr(text="é").draw(()).tobytes() == _bytes_of("é".encode())


def _bytes_of(data: bytes) -> bytes:
    code = segno.make_qr(data, error="m", mode="byte", boost_error=False)
    pixels = Image.frombytes("L", (29, 29), bytes(255 * (1 - bit) for row in code.matrix_iter() for bit in row))
    return pixels.resize((pixels.width * 8, pixels.width * 8), Image.Resampling.NEAREST).convert("RGB").tobytes()


@pytest.mark.parametrize(
    ("text", "level"), [("x" * 2000, "m"), ("x" * 2000, "q"), ("日" * 1000, "l"), ("x" * 1300, "h")]
)
def test_a_text_too_long_for_its_level_is_an_error_that_names_it(text: str, level: str) -> None:
    code = Qr(text=text, level=level)  # type: ignore[arg-type]
    if level == "m":
        assert code.size().width == 8 * (169 + 8)
        return
    with pytest.raises(InvalidParameter, match=f"{len(text.encode())} bytes") as raised:
        code.size()
    assert raised.value.facts["parameter"] == "text"


def test_the_colours_are_those_asked_for() -> None:
    drawn = Qr(text="a", fill="fff7ed", ink="7c2d12").draw(())
    assert {colour for _, colour in drawn.getcolors() or ()} == {(255, 247, 237), (124, 45, 18)}
    clear = Qr(text="a", fill="0000", ink="80102030").draw(())
    assert {colour for _, colour in clear.getcolors() or ()} == {(0, 0, 0, 0), (16, 32, 48, 128)}


@pytest.mark.parametrize(("fill", "ink"), [("fff", "fff"), ("ffff00", "ffffff"), ("777", "666")])
def test_colours_that_no_camera_can_tell_apart_are_refused(fill: str, ink: str) -> None:
    with pytest.raises(ValidationError, match="too alike"):
        Qr(text="a", fill=fill, ink=ink)


@pytest.mark.parametrize("text", ["", "x" * 2001, "\ud800"])
def test_the_text_has_one_to_two_thousand_characters_of_unicode(text: str) -> None:
    with pytest.raises(ValidationError):
        Qr(text=text)
