"""The module of a format: which it is, and what is said where the extra that it needs is not installed."""

import pytest

from handler.codecs.codec import codec
from handler.core.formats.catalogue import FORMATS
from handler.core.formats.row import FormatName
from handler.errors import InvalidParameter, UnacceptedKind


@pytest.mark.parametrize("name", FORMATS)
def test_every_row_has_its_module(name: FormatName) -> None:
    assert codec(name).__name__ == f"handler.codecs.formats.{FORMATS[name].codec}"  # type: ignore[attr-defined]


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> FormatName:
    """Return the name of a format whose codec cannot be imported."""
    row = FORMATS["png"]._replace(name="odd", label="ODD", codec="no_such_codec", extra="odd")
    monkeypatch.setitem(FORMATS, "odd", row)
    return row.name


def test_a_file_that_needs_an_extra_is_a_kind_that_is_not_read_here(missing: FormatName) -> None:
    with pytest.raises(UnacceptedKind, match=r"^ODD needs the extra odd, .*tintype\[odd\]$") as caught:
        codec(missing)
    assert caught.value.facts["kind"] == "ODD"


def test_a_format_that_needs_an_extra_is_a_wrong_parameter(missing: FormatName) -> None:
    with pytest.raises(InvalidParameter, match=r"tintype\[odd\]") as caught:
        codec(missing, writes=True)
    assert caught.value.facts["parameter"] == "fm"


def test_a_codec_that_is_missing_without_an_extra_is_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMATS, "odd", FORMATS["png"]._replace(codec="no_such_codec"))
    with pytest.raises(ModuleNotFoundError):
        codec("odd")
