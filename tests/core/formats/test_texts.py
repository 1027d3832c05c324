"""Texts: rows of what is told of a picture: of one small glance, which is cheap whatever the picture."""

import pytest

from handler.core.formats.costs import Raster, encoding
from handler.core.formats.memory import holding
from handler.core.formats.row import Format
from handler.core.formats.texts import GLANCE, TEXTS
from handler.core.geometry import Size
from handler.core.output import Output
from handler.core.source import Stored
from handler.ops.blur import Blur
from handler.ops.resize import Resize
from handler.recipe import Recipe

ROWS = pytest.mark.parametrize("row", TEXTS, ids=lambda row: row.name)


@ROWS
def test_a_text_is_of_one_glance_and_is_written_in_milliseconds(row: Format) -> None:
    assert row.writing
    assert row.writing.glance == GLANCE
    output, area = Output(formats=(row.name,)), GLANCE * GLANCE
    assert 0.5 < encoding(row.name, output, Raster(area)) < 200
    assert holding(row.name, output, area, 1, alpha=True) < 2_000_000


@ROWS
def test_only_a_small_reduction_of_the_result_is_asked_for(row: Format) -> None:
    recipe = Recipe(source=Stored(key="a.jpg"), ops=(Blur(radius=2),), output=Output(formats=(row.name,)))
    assert [type(step) for step in recipe.steps] == [Blur, Resize]
    assert recipe.model_copy(update={"ops": recipe.steps}).steps == recipe.steps
    assert recipe.sizes(Size(4000, 3000)) == (Size(4000, 3000),)
    plain = recipe.model_copy(update={"ops": ()})
    assert max(plain.needed(Size(4000, 3000))) < 300
    assert plain.model_copy(update={"output": Output()}).steps == ()
