"""Query text: what Python says, as the service reads it."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from handler.client.query_text import Value, native, query
from handler.client.words import WORDS


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ({}, ""),
        ({"max_w": 500, "or_": 6}, "?max-w=500&or=6"),
        ({"corner-radius": 24}, "?corner-radius=24"),
        ({"w": 300.0, "dpr": 2.0}, "?w=300&dpr=2"),
        ({"w": 1.0, "h": 0.5}, "?w=1.0&h=0.5"),
        ({"fp_x": 1e-05, "bri": Decimal("-2.5")}, "?fp-x=0.00001&bri=-2.5"),
        ({"lossless": True, "invert": False}, "?lossless=true&invert=false"),
        ({"rect": (0, 0, 0.5, 1.0), "frames": [0, 9]}, "?rect=0,0,0.5,1.0&frames=0-9"),
        ({"expires": datetime(2030, 1, 1, tzinfo=UTC)}, "?expires=1893456000"),
        ({"w": None, "txt": "a&b=c d"}, "?txt=a%26b%3Dc%20d"),
    ],
)
def test_values_become_text(words: dict[str, Value], text: str) -> None:
    assert query(native(words, WORDS)) == text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"width": 300}, "there is no parameter width; w is one"),
        ({"corner_raduis": 3}, "there is no parameter corner-raduis; corner-radius is one"),
        ({"gravity": "top"}, "there is no parameter gravity; crop is one"),
        ({"zzz": 3}, "there is no parameter zzz"),
        ({"s": "x"}, "there is no parameter s"),
        ({"max_w": 1, "max-w": 2}, "max-w is said twice"),
        ({"blur": float("nan")}, "blur=nan is no number"),
        (
            {"expires": datetime(2030, 1, 1, tzinfo=UTC).replace(tzinfo=None)},
            "expires is a time without a zone, which is another one wherever it is read",
        ),
    ],
)
def test_what_cannot_be_said_is_an_error_that_names_it(words: dict[str, Value], said: str) -> None:
    with pytest.raises(ValueError) as error:  # noqa: PT011 - the whole text is compared
        native(words, WORDS)
    assert str(error.value) == said
