"""Font packs: which fonts a name stands for."""

import pytest

from handler.errors import InvalidParameter
from handler.typography.fontpacks import typeface_named
from handler.typography.typefaces import included


def test_without_a_pack_there_are_the_included_fonts() -> None:
    assert typeface_named(("sans-serif",)) == included("regular")
    assert typeface_named(("sans-serif", "bold")) == included("bold")
    for name in (("serif",), ("sans-serif", "italic"), ("NotoSansJP",)):
        with pytest.raises(InvalidParameter, match="txt-font: there is no font"):
            typeface_named(name)
