"""Explain: an address in words, for people and for programs."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Said

SAMPLES = Path(__file__).parents[2] / "samples"


def test_an_address_is_told_in_words(said: Said) -> None:
    status, told = said("explain", "/images/bee.jpg?width=300&fm=webp", "--source", str(SAMPLES), "--dialects")
    assert status == 0
    for part in (
        "dialect    native (/images/)",
        "picture    bee.jpg, JPEG 1,024 x 1,280",
        "width=300  As w: Width: 300 pixels.",
        "result     300 x 375 pixels, WebP",
        "ETag       ",
        "ladder     on it: a deployed stack answers it unsigned",
        "imgproxy ",
    ):
        assert part in told


def test_programs_get_json(said: Said) -> None:
    told = json.loads(
        said("explain", "/images/bee.jpg?w=300", "--size", "4000x3000", "--json", TINTYPE_UNSIGNED="any")[1]
    )
    assert (told["result"]["height"], told["gate"]["allowed"]) == (225, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("/images/bee.jpg?widht=3",), "there is no parameter 'widht'; did you mean width?"),
        (("/images/bee.jpg?w=3", "--size", "4000"), "a size is width x height in pixels, as 4000x3000, not '4000'"),
        (("/images/bee.jpg?w=3", "--source", "nowhere"), "there is no folder nowhere"),
        (("/images/bee.jpg?w=3", "--from", "x"), "--from=x: there is no dialect 'x'"),
    ],
)
def test_a_mistake_is_one_line_and_status_2(words: tuple[str, ...], told: str, said: Said) -> None:
    status, line = said("explain", *words)
    assert (status, len(line.splitlines())) == (2, 1)
    assert line.startswith("tintype explain: ")
    assert told in line
