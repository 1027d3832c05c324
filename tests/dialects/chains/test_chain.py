"""Chain: what all of these services share: terms of a link, the stored file, and errors by name."""

import io

import pytest
from PIL import Image

from handler.core.output import Output
from handler.dialects.chains.chain import format_name, written_ops, written_quality
from handler.dialects.interface import PictureReply
from handler.dialects.table import DIALECTS
from handler.errors import Inexpressible
from handler.generators.made import Made
from handler.generators.placeholder import Placeholder
from handler.ops.blur import Blur
from handler.recipe import Recipe
from tests.conftest import Client
from tests.support.requests.pages import page_of
from tests.support.requests.signed_links import KEY

ROWS = [
    row
    for row in DIALECTS
    if row.name in {"imageengine", "storyblok", "twicpics", "imagemogr2", "uploadcare", "wagtail"}
]
SIZED = {
    "imageengine": "bee.jpg?imgeng=/w_60/h_40/m_cropbox",
    "storyblok": "bee.jpg/m/60x40",
    "twicpics": "bee.jpg?twic=v1/cover=60x40",
    "imagemogr2": "bee.jpg?imageMogr2/thumbnail/60x40!",
    "uploadcare": "bee.jpg/-/scale_crop/60x40/center/",
    "wagtail": "bee.jpg/fill-60x40",
}
ROWS = [row for row in DIALECTS if row.name in SIZED]
TABLES = ("KNOWN", "VALUES", "REFUSED", "FITS", "FOCUS", "FORMATS", "FILTER_OPS", "OPTIONS", "GRAVITIES", "QUALITIES")


def test_words_are_written_or_the_operation_is_named() -> None:
    assert written_ops([Blur(radius=2)], {Blur: lambda op: [("blur", str(op.radius))]}, "It") == [("blur", "2.0")]
    with pytest.raises(Inexpressible, match="It cannot say blur"):
        written_ops([Blur(radius=2)], {}, "It")
    assert written_quality(Output(), "q") == []
    assert written_quality(Output(quality=7), "q") == [("q", "7")]
    names = {"jpeg": "jpg"}
    forms = (Output(), Output(formats=("jpg",)), Output(formats=("png",)))
    assert [format_name(each, names) for each in forms] == ["", "jpeg", "png"]


def test_each_is_answered_where_it_is_opened(client: Client) -> None:
    app = client(dialects=frozenset(row.family for row in ROWS))
    for row in ROWS:
        answer = app.get(f"{row.prefix}{SIZED[row.name]}")
        assert (answer.status_code, Image.open(io.BytesIO(answer.content)).size) == (200, (60, 40)), row.name
        with pytest.raises(Inexpressible):
            row.load().write(PictureReply(Recipe(source=Made(made=Placeholder(dimensions=(3, 3))))))
    assert client().get(f"{ROWS[0].prefix}{SIZED[ROWS[0].name]}").status_code == 404
    refused = client(dialects=frozenset({"storyblok"}), unsigned=frozenset(), signing_keys=KEY)
    assert refused.get("/storyblok/bee.jpg/m/60x40").status_code == 403


def test_the_page_tells_of_every_word() -> None:
    page = page_of("more-dialects")
    for row in ROWS:
        module = row.load()
        part = page.partition(f"## {row.family}")[2].partition("\n## ")[0]
        words = {word for table in TABLES for word in getattr(module, table, ())}
        assert [word for word in words if f"`{word}`" not in part and f"`{word}()`" not in part] == [], row.name
