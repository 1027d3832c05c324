"""wsrv's words of a picture: what no word says is left out, and the door notices."""

import pytest

from handler.core.delivery import Delivery
from handler.core.output import Output
from handler.core.source import Stored
from handler.dialects.interface import PictureReply
from handler.dialects.located.wsrv import address
from handler.dialects.located.wsrv.said import wsrv_words_of
from handler.errors import Inexpressible
from handler.ops.pixelate import Pixelate
from handler.recipe import Recipe


def picture(**parts: object) -> PictureReply:
    return PictureReply(Recipe.model_validate({"source": Stored(key="a.jpg"), **parts}), Delivery())


def test_frames_are_told_by_page_and_n() -> None:
    sources = (Stored(key="a"), Stored(key="a", frame=3), Stored(key="a", frames=(2, 4)))
    told = [wsrv_words_of(picture(source=each)) for each in sources]
    assert [(words.get("page"), words.get("n")) for words in told] == [(None, -1), (3, None), (2, 3)]


def test_an_operation_without_a_word_is_told_by_name() -> None:
    with pytest.raises(Inexpressible, match="wsrv cannot say this pixelate"):
        address.write(picture(ops=(Pixelate(block=3),)))
    with pytest.raises(Inexpressible, match="wsrv cannot say this source, output or delivery"):
        address.write(picture(output=Output(formats=("ico",))))
