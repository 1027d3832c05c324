"""Admittance: what the gate says of an address, and the width ladder."""

import pytest

from handler.commands.explaining.admittance import Admittance, admittance
from handler.commands.explaining.asked import asked
from handler.config.settings import Settings
from handler.core.signing import sign
from tests.commands.conftest import KEY

SIGNED = Settings.read({"TINTYPE_SIGNING_KEYS": KEY, "TINTYPE_UNSIGNED": "widths"})
NONE = Settings()


def of(url: str, said: Settings) -> Admittance:
    found = asked(url, "", said, {})
    return admittance(found, found.picture.recipe, said)


def test_the_ladder_opens_what_stands_on_it() -> None:
    assert of("/images/a.jpg?w=300", SIGNED) == Admittance(allowed=True, signed=False, ladder=True)
    found = of("/images/a.jpg?w=301", SIGNED)
    assert (found.allowed, found.ladder) == (False, False)
    assert found.fault == "w=301 is not on it; 300 and 320 are"
    assert "a signed link is" in found.why


def test_a_signature_opens_all_and_a_wrong_one_nothing() -> None:
    assert of(sign("/images/a.jpg?w=301", KEY), SIGNED).allowed
    assert of("/images/a.jpg?w=300&s=AbCdEfGhIjKlMnOpQrStUv", SIGNED).why == "this request is not allowed"
    assert "there are no keys" in of("/images/a.jpg?w=300&s=AbCdEfGhIjKlMnOpQrStUv", NONE).why


def test_without_settings_nothing_passes_and_any_lets_all_pass() -> None:
    assert "no key is set" in of("/images/a.jpg?w=300", NONE).why
    assert of("/images/a.jpg?w=301", Settings(unsigned=frozenset({"any"}))).allowed


def test_a_link_that_was_good_is_told() -> None:
    url = sign("/images/a.jpg?w=300", KEY, expires=1_000_000_000)
    assert of(url, SIGNED).why == "the link was good until a time that has passed"


@pytest.mark.parametrize("url", ["/images/a.jpg", "/generate/qr?text=a"])
def test_the_ladder_says_nothing_of_originals_and_drawn_pictures(url: str) -> None:
    assert of(url, SIGNED).ladder is None


def test_a_door_that_is_shut_is_told() -> None:
    assert not of("/thumbor/unsafe/3x3/a.jpg", NONE).open
    assert of("/thumbor/unsafe/3x3/a.jpg", Settings(dialects=frozenset({"thumbor"}))).open
