"""Keys of other services: each opens the doors of its own dialect and no other, whatever is signed with it, and how."""

import pytest

from handler.config.settings import Settings
from handler.core.signing import sign
from handler.dialects.table import DIALECTS, Dialect, families
from tests.conftest import Client
from tests.support.requests.signed_links import KEY

OWN = [row for row in DIALECTS if row.secret]
HEXADECIMAL = "0123456789abcdef0123456789abcdef"


def keys(row: Dialect) -> dict[str, str]:
    """Return the setting that has a dialect's key, and the key in the form that it has there."""
    return {row.secret: f"{HEXADECIMAL}:{HEXADECIMAL}" if row.family == "imgproxy" else KEY}


def example(row: Dialect) -> str:
    return row.example.replace("{key}", "bee.jpg")


@pytest.mark.parametrize("row", OWN, ids=lambda row: row.name)
def test_a_dialects_key_signs_nothing_of_ours_and_ours_nothing_of_it(client: Client, row: Dialect) -> None:
    nothing = {"dialects": families(), "unsigned": frozenset(), "root": "native"}
    theirs, ours = client(**nothing, **keys(row)), client(**nothing, signing_keys=KEY)
    doors = [*map(example, DIALECTS), "/bee.jpg?w=60", "/feeds/~clock", "/translate?url=/images/bee.jpg"]
    for url in doors:
        signed = sign(url, KEY)
        assert theirs.get(signed).status_code in {400, 403}, signed
    assert ours.get(sign(example(row), KEY)).status_code in {400, 403}
    assert ours.get(sign("/images/bee.jpg?w=60", KEY)).status_code == 200


@pytest.mark.parametrize("row", OWN, ids=lambda row: row.name)
def test_a_refusal_tells_which_key_a_door_wants(client: Client, row: Dialect) -> None:
    told = client(dialects=families(), unsigned=frozenset()).get(example(row)).json()["detail"]
    assert f"TINTYPE_{row.secret.upper()}" in told
    assert "TINTYPE_SIGNING_KEYS" not in told


def test_every_key_of_a_dialect_is_a_setting_that_no_text_shows() -> None:
    for row in OWN:
        settings = Settings.model_validate(keys(row))
        assert KEY not in repr(settings)
        assert HEXADECIMAL not in repr(settings)
