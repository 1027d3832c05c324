"""Sign: what would be answered is signed; the misuses are those of test_line."""

import pytest

from tests.commands.conftest import KEY, Said

SIGNING = {"TINTYPE_SIGNING_KEYS": KEY}

GOOD = (
    *("/images/a.jpg", "/images/%C3%A9%20b.jpg?w=3&utm_source=a", "/info/a.jpg?w=3", "/generate/qr?text=a"),
    *("/feeds/cameras", "/render", "/images/a.jpg?preset=thumb&w=9", "/health", "/stage/images/b.jpg?w=3"),
)


@pytest.mark.parametrize("url", GOOD)
def test_what_would_be_answered_is_signed(said: Said, url: str) -> None:
    status, told = said("sign", url, "/images/z.jpg?w=3", **SIGNING)
    assert status == 0
    first, second = told.splitlines()
    assert first.startswith(f"{url}{'&' if '?' in url else '?'}s=")
    assert second.startswith("/images/z.jpg?w=3&s=")
