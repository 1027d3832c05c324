"""The libraries of Pillow's wheel."""

from pathlib import Path

import pytest
from PIL import Image

from handler.bindings import pillow_library as module
from handler.bindings.pillow_library import pillow_library


def test_the_library_is_the_one_that_pillow_itself_loads() -> None:
    bundled = list((Path(Image.__file__).parent.parent / "pillow.libs").glob("libfreetype-*"))
    if bundled:
        assert Path(pillow_library("freetype")._name).resolve() == bundled[0].resolve()
    else:
        assert pillow_library("freetype")._name


def test_where_there_is_none_it_says_who_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_library", lambda _: None)
    with pytest.raises(ImportError, match="Pillow's wheels"):
        pillow_library("nothing-of-the-kind")
