"""Settings of dialects: by default our own is answered and no other, and there is no key of another service."""

import pytest
from pydantic import SecretStr

from handler.config.settings import Settings
from handler.dialects.table import DIALECTS


def test_by_default_our_own_dialect_is_answered_at_its_doors_alone() -> None:
    assert (Settings().dialects, Settings().root) == (frozenset({"native"}), "")
    assert {getattr(Settings(), row.secret) for row in DIALECTS if row.secret} == {SecretStr("")}


def test_a_dialect_that_is_none_is_named_with_those_that_are() -> None:
    for name in ("DIALECTS", "ROOT"):
        with pytest.raises(ValueError, match=f"TINTYPE_{name}: thumbo is none of .*native"):
            Settings.read({f"TINTYPE_{name}": "thumbo"})


def test_keys_of_another_service_may_be_short_and_are_never_shown() -> None:
    settings = Settings.read({"TINTYPE_IMGIX_TOKEN": "abc,defg"})
    assert "abc" not in repr(settings)
    with pytest.raises(ValueError, match="TINTYPE_IMGIX_TOKEN") as caught:
        Settings.read({"TINTYPE_IMGIX_TOKEN": "s\u00e9cret"})
    assert "cret" not in str(caught.value)
