"""Fetch: the native dialect with the picture in the query."""

import pytest

from handler.core.source import Stored
from handler.dialects.interface import DialectRequest, FactsReply, PictureReply
from handler.dialects.located import fetch
from handler.dialects.native import query_form
from handler.errors import ImageError, Inexpressible
from tests.support.requests.located_urls import AWAY, check_faults, read

AWAY_URL = "https%3A%2F%2Fpics.example.net%2Fcat.jpg%3Fv%3D2"
MEANT = ("w=300&fm=webp", "w=300&h=200&fit=crop&or=6", "auto=format", "blur=5&v=2", "fm=png&expires=9999999999")


def test_it_means_what_the_native_query_means() -> None:
    for native in MEANT:
        for url, source in (("/cat.jpg", Stored(key="cat.jpg")), (AWAY_URL, AWAY)):
            found = read(fetch, f"url={url}&{native}")
            assert found == query_form.parse_from(native, source)
            assert found == read(fetch, f"{native}&url={url}")
            assert read(fetch, fetch.write(found).removeprefix("?")) == found


def test_a_picture_at_another_host_is_never_sent_as_it_is() -> None:
    stored, away = read(fetch, "url=cat.jpg"), read(fetch, f"url={AWAY_URL}")
    assert (stored.delivery.original, stored.delivery.negotiable) == (True, False)
    assert (away.delivery.original, away.delivery.negotiable) == (False, True)
    assert fetch.write(stored) == "?url=/cat.jpg"
    assert fetch.write(away) == "?url=https://pics.example.net/cat.jpg%3Fv%3D2"


def test_facts_presets_and_plus_signs_are_as_there() -> None:
    assert isinstance(fetch.parse(DialectRequest(b"", "url=/cat.jpg&fm=json")), FactsReply)
    assert isinstance(fetch.parse(DialectRequest(b"", f"url={AWAY_URL}&fm=json")), FactsReply)
    found = fetch.parse(DialectRequest(b"", "preset=small&&ur%6C=/a+b.jpg", {"small": "w=9"}))
    assert isinstance(found, PictureReply)
    assert (found.recipe.keys, found.delivery.alone) == (("a b.jpg",), True)


def test_what_is_wrong_is_told_by_name() -> None:
    check_faults(
        fetch,
        {
            "w=300": "url is missing",
            "url=&w=300": "url is missing",
            "url=/a.jpg&url=/b.jpg": "url is given more than once",
            "url=https%3A%2F%2F127.0.0.1%2Fa.jpg": "not an address in numbers",
            "url=/a.jpg&wdith=3": "there is no parameter 'wdith'",
        },
    )
    for path, query in ((b"x", "url=/a.jpg"), (b"", "url=%ff"), (b"", "url=%2")):
        with pytest.raises(ImageError) as caught:
            fetch.parse(DialectRequest(path, query))
        assert 400 <= caught.value.status < 500


def test_what_a_query_cannot_say_is_told() -> None:
    found = read(fetch, "url=/cat.jpg&blur=3&rot=9")
    turned = found.recipe.model_copy(update={"ops": found.recipe.ops[::-1]})
    with pytest.raises(Inexpressible):
        fetch.write(PictureReply(turned, found.delivery))
    assert fetch.operations()[0].name == "fetch"
