"""Media type: JSON or JSON-LD, as the client wants it; nothing is refused."""

import pytest

from handler.dialects.iiif.edition import THREE, TWO
from handler.dialects.iiif.media_type import info_type

LINKED = 'application/ld+json;profile="http://iiif.io/api/image/3/context.json"'
JSON = "application/json"


@pytest.mark.parametrize(
    ("accept", "three", "two"),
    [
        (None, LINKED, JSON),
        ("", LINKED, JSON),
        ("*/*", LINKED, JSON),
        ("application/*", LINKED, JSON),
        ("application/ld+json", LINKED, "application/ld+json"),
        ('application/ld+json;profile="http://iiif.io/api/image/3/context.json"', LINKED, "application/ld+json"),
        ("application/json", JSON, JSON),
        ("application/json, */*;q=0.1", JSON, JSON),
        ("application/json;q=0.5, application/ld+json", LINKED, "application/ld+json"),
        ("application/json, application/ld+json;q=0.5", JSON, JSON),
        ("application/json, application/ld+json", LINKED, "application/ld+json"),
        ("application/ld+json;q=0, */*", JSON, JSON),
        ("text/html,application/xhtml+xml,*/*;q=0.8", JSON, JSON),
        ("text/html, application/ld+json", LINKED, "application/ld+json"),
        ("image/png", LINKED, JSON),
        ("application/json;q=2", LINKED, JSON),
        ("application/json;q=1.5;q=0.x", LINKED, JSON),
        ("application/json;q=0.1234", LINKED, JSON),
        ("APPLICATION/JSON;Q=1.0", JSON, JSON),
    ],
)
def test_what_the_client_accepts_decides(accept: str | None, three: str, two: str) -> None:
    assert (info_type(accept, THREE), info_type(accept, TWO)) == (three, two)
