"""A draft grows and stays what it was."""

import pytest

from handler.dialects.thumbor.address import Words
from handler.dialects.thumbor.arguments import Arguments
from handler.dialects.thumbor.draft import Draft, made
from handler.errors import InvalidParameter
from handler.ops.blur import Blur


def test_what_is_added_comes_after_what_there_is() -> None:
    draft = Draft(Words())
    more = draft.then(Blur(radius=1)).then(Blur(radius=2)).written(quality=5).taken(frame=0).delivered(max_age=1)
    assert [op.radius for op in more.ops if isinstance(op, Blur)] == [1, 2]
    assert (more.output, more.source, more.delivery) == ((("quality", 5),), (("frame", 0),), (("max_age", 1),))
    assert draft == Draft(Words())


def test_an_operation_that_cannot_be_blames_the_filter() -> None:
    with pytest.raises(InvalidParameter, match="blur=999: must be at most 250"):
        made(Blur, Arguments("blur", ("999",)), radius=999)
