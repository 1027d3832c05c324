"""Options: every name of imgproxy is supported or refused, in one spelling, and the page says which."""

from pathlib import Path

from handler.dialects.imgproxy.options import ALIASES, META, REFUSED, SUPPORTED
from handler.dialects.imgproxy.readers import READERS

PAGE = Path(__file__).parents[3] / "docs" / "imgproxy.md"


def test_every_name_is_known_once() -> None:
    assert not SUPPORTED.keys() & REFUSED.keys()
    assert not ALIASES.keys() & {*SUPPORTED, *REFUSED}
    assert set(ALIASES.values()) <= {*SUPPORTED, *REFUSED}
    assert {*READERS, *META} == set(SUPPORTED)


def test_the_page_has_a_row_for_every_option() -> None:
    page = PAGE.read_text()
    for name, arguments in SUPPORTED.items():
        spelled = ", ".join(f"`{each}`" for each in (name, *(alias for alias in ALIASES if ALIASES[alias] == name)))
        assert f"| {spelled} | {arguments} |" in page
    assert [name for name in REFUSED if f"`{name}`" not in page] == []
