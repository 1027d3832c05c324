"""Envelope: base64 of a JSON object, in either alphabet, padded or not; anything else is another path."""

import pytest

from handler.dialects.aws.envelope import sealed, unsealed
from handler.errors import InvalidRecipe, RepeatedParameter

REQUEST = {"key": "ü>?~/a.jpg"}


def test_what_is_sealed_is_opened_again() -> None:
    sent = sealed(REQUEST)
    assert "//" not in sent
    for text in (sent, sent.rstrip("="), sent.replace("+", "-").replace("/", "_")):
        assert unsealed(text) == REQUEST
    assert unsealed("eyAia2V5IjogIuS4reaWhyIgfQ==") == {"key": "中文"}


def test_what_is_no_object_is_another_path() -> None:
    for text in ("", "a.jpg", "fit-in/300x200/a", "YQ==", "W10=", "a", "====", "e30=e30="):
        assert unsealed(text) in (None, {}), text


def test_a_broken_object_is_told() -> None:
    with pytest.raises(InvalidRecipe, match="not JSON"):
        unsealed("eyJ")
    with pytest.raises(RepeatedParameter, match="says a more than once"):
        unsealed("eyJhIjoxLCJhIjoyfQ==")
