"""Opening: what is fetched for a source, and that no pixel of it is decoded."""

import pytest

from handler import codecs
from handler.config.settings import INPUTS
from handler.core.geometry import Size
from handler.core.limits import Limits
from handler.core.source import Posted, Stored
from handler.core.source_file import SourceFile
from handler.errors import NotFound, TooLarge
from handler.recipe import Made, Source
from handler.rendering.generated import Drawing
from handler.rendering.opening import inputs, opened
from tests.support.images.stored_samples import fetch

BEE = Stored(key="bee.jpg")
CARD = Made.model_validate({"made": {"generate": "card", "title": "a", "picture": "bee.jpg", "logo": "owl.png"}})
QR = Made.model_validate({"made": {"generate": "qr", "text": "a"}})
UPLOAD = Posted(posted="0" * 64)


class Watched:
    """Fetches, and notes what was closed."""

    def __init__(self) -> None:
        self.closed: list[str] = []

    def __call__(self, source: Source) -> SourceFile:
        assert isinstance(source, Stored)
        if source.key == "nothing":
            raise NotFound("there is no picture of this key")
        file = fetch(source)
        file.closer = lambda: self.closed.append(source.key)
        return file


def test_a_source_is_fetched_itself_or_what_is_drawn_into_it() -> None:
    assert inputs(BEE) == [BEE]
    assert inputs(UPLOAD) == [UPLOAD]
    assert inputs(CARD) == [Stored(key="bee.jpg"), Stored(key="owl.png")]
    assert inputs(QR) == []


def test_no_pixel_is_decoded_and_every_file_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_: object, **__: object) -> None:
        raise AssertionError("a pixel was decoded")

    monkeypatch.setattr(codecs.StoredPicture, "decode", explode)
    watched = Watched()
    with opened(BEE, watched, Limits(), INPUTS) as picture:
        assert (picture.size, picture.format) == (Size(1024, 1280), "jpg")
        assert watched.closed == []
    with opened(CARD, watched, Limits(), INPUTS) as picture:
        assert isinstance(picture, Drawing)
        assert picture.held > 0
    assert sorted(watched.closed) == ["bee.jpg", "bee.jpg", "owl.png"]


def test_the_first_file_is_closed_where_the_second_cannot_be_had() -> None:
    watched, card = Watched(), {"generate": "card", "title": "a", "picture": "bee.jpg", "logo": "nothing"}
    with pytest.raises(NotFound), opened(Made.model_validate({"made": card}), watched, Limits(), INPUTS):
        pytest.fail("it was opened")
    assert watched.closed == ["bee.jpg"]


def test_a_file_past_the_limit_is_not_looked_at() -> None:
    with pytest.raises(TooLarge, match="bytes"), opened(BEE, fetch, Limits(bytes=10), INPUTS):
        pytest.fail("it was opened")


def test_what_is_drawn_into_a_picture_is_held_to_the_limits_too() -> None:
    with pytest.raises(TooLarge), opened(CARD, fetch, Limits(memory=1), INPUTS):
        pytest.fail("it was opened")
