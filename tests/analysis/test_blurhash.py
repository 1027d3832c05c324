"""BlurHash: the same text as the format's own program writes, for every picture and every number of waves.

RECORDED is what `C/encode.c` of the format's repository says of these pictures, compiled with doubles, in November
2026; 324 other pictures, the samples among them, gave the same text too. Of the format's examples, the pictures of its
Python package and of its web site give the strings published with them, LlMF%n00%#MwS|WCWEM{R*bbWBbH for one; one of
five differs, whose picture there has been saved again. The package `blurhash` of npm, release 2.0.5, says the same
where the largest amount is above 0; it forgets those below, and so cuts them off.
"""

from math import copysign, cos, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from handler.analysis.blurhash import DIGITS, blurhash, from_light, to_light
from tests.support.images.grains import grains

RECORDED = {
    (32, 24, 4, 3, 1): "LdI#W42?P7rMRoOXvjQ_RQs+VugG",
    (24, 32, 3, 4, 2): "TVIX:N3TKdIuKOzuNLw0Q]t7V?bq",
    (1, 1, 1, 1, 3): "00010g",
    (5, 40, 1, 9, 4): "=hDn2{Bgm1XIgDa8kQnnW9",
    (40, 5, 9, 1, 5): "8iF$@SeoEz5,#Tv-QFX|kQ",
    (17, 31, 5, 5, 6): "eUI#Jw3BG8-DJNOFFe+gMAjdIbxCVGXRtss:V?X3tIX1SOj[a$V[j_",
    (32, 32, 9, 9, 7): (
        "|YIhT=2pS}n}NYt8WUozWCAIXjvBRDoviyX6jFfiR;rFQ^p8kfX8n$W;jYt6V?o[b+bwnDWYjubDWBfki{bbi,aMkCbcj[o#jFbFk7a%kVbuj"
        "YacayWXniayfSk9bEeme?ozfiazf#jHa#jaaekCWraNjYaefSjHbIj=bb"
    ),
    (2, 2, 2, 2, 8): "A642Ysx|yZxw",
}


def plainly(image: Image.Image, across: int, down: int) -> str:
    """Return the BlurHash as the format is described, wave by wave and pixel by pixel."""
    width, height = image.size
    pixels = image.load()
    assert pixels is not None
    factors = []
    for wave_y in range(down):
        for wave_x in range(across):
            sums = [0.0, 0.0, 0.0]
            for y in range(height):
                for x in range(width):
                    basis = cos(pi * wave_x * x / width) * cos(pi * wave_y * y / height)
                    for channel, value in enumerate(pixels[x, y]):  # type: ignore[arg-type]
                        sums[channel] += basis * to_light(value / 255)
            scale = (1 if wave_x == wave_y == 0 else 2) / (width * height)
            factors.append([value * scale for value in sums])

    def base83(value: int, length: int) -> str:
        return "".join(DIGITS[value // 83 ** (length - place) % 83] for place in range(1, length + 1))

    def signed_root(value: float) -> float:
        return copysign(sqrt(abs(value)), value)

    dc, *ac = factors
    largest = max((abs(value) for factor in ac for value in factor), default=0.0)
    step = max(0, min(82, int(largest * 166 - 0.5)))
    text = base83(across - 1 + (down - 1) * 9, 1) + base83(step if ac else 0, 1)
    red, green, blue = (int(from_light(value) * 255 + 0.5) for value in dc)
    text += base83((red << 16) + (green << 8) + blue, 4)
    for factor in ac:
        parts = [max(0, min(18, int(signed_root(value / ((step + 1) / 166)) * 9 + 9.5))) for value in factor]
        text += base83(parts[0] * 361 + parts[1] * 19 + parts[2], 2)
    return text


@pytest.mark.parametrize(("asked", "text"), RECORDED.items(), ids=str)
def test_the_text_is_that_of_the_formats_own_program(asked: tuple[int, int, int, int, int], text: str) -> None:
    width, height, across, down, seed = asked
    assert blurhash(grains(width, height, seed).convert("RGB"), across, down) == text


@given(
    size=st.tuples(st.integers(1, 9), st.integers(1, 9)),
    across=st.integers(1, 9),
    down=st.integers(1, 9),
    seed=st.integers(0, 2**31),
)
def test_the_text_is_what_the_description_says(size: tuple[int, int], across: int, down: int, seed: int) -> None:
    image = grains(*size, seed).convert("RGB")
    assert blurhash(image, across, down) == plainly(image, across, down)


@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 255, 255), (12, 200, 90)])
def test_an_even_colour_is_that_colour_and_no_wave(colour: tuple[int, int, int]) -> None:
    red, green, blue = colour
    text = blurhash(Image.new("RGB", (8, 8), colour), 1, 1)
    value = 0
    for digit in text[2:6]:
        value = value * 83 + DIGITS.index(digit)
    assert (len(text), value) == (6, (red << 16) + (green << 8) + blue)


def test_light_and_value_are_each_others_inverse() -> None:
    assert [int(from_light(to_light(value / 255)) * 255 + 0.5) for value in range(256)] == list(range(256))
    assert from_light(-1) == 0
    assert from_light(2) == pytest.approx(1)


def test_nothing_in_it_has_to_be_escaped_in_json_or_a_quoted_attribute() -> None:
    assert len(set(DIGITS)) == 83
    assert not set(DIGITS) & set("\"\\'<>& ")
