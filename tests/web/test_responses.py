"""What goes with an answer: how long it may be kept, who may read it, where the time went."""

import re
from typing import TYPE_CHECKING

import pytest

from handler.config.cache_control import CACHED
from handler.core.delivery import Delivery
from handler.errors import Expired
from handler.web import images
from handler.web.responses import FOR_EVER, STREAMED_BYTES, carried_as_stream, lifetime
from tests.conftest import Client

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

NOW = 1_000_000.0


@pytest.mark.parametrize(
    ("delivery", "own", "expected"),
    [
        (Delivery(), "", CACHED),
        (Delivery(), "private", "private"),
        (Delivery(), "max-age=7, x=é", CACHED),
        (Delivery(), "max-age=7\r\nx: y", CACHED),
        (Delivery(), f"max-age=7{' ' * 2000}", CACHED),
        (Delivery(edition="1"), "private", FOR_EVER),
        (Delivery(expires=1_000_100), "", "public, max-age=100"),
        (Delivery(expires=9_000_000), "", "public, max-age=86400"),
        (Delivery(expires=1_000_100), "no-store", "no-store"),
        (Delivery(expires=1_000_100), "max-age=10, s-maxage=900", "max-age=10, s-maxage=100"),
        (Delivery(expires=1_000_100), "public", "public, max-age=100"),
        (Delivery(edition="1", expires=1_000_100), "", "public, max-age=100"),
    ],
)
def test_how_long_a_picture_may_be_kept(delivery: Delivery, own: str, expected: str) -> None:
    assert lifetime(delivery, own, CACHED, NOW) == expected


def test_an_expired_link_is_gone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Expired):
        lifetime(Delivery(expires=1_000_000), "", CACHED, NOW)
    assert client().get("/images/bee.jpg?w=9&expires=1000").status_code == 410
    monkeypatch.setattr(images, "time", lambda: 1_000_000.0)
    good = client().get("/images/bee.jpg?w=9&expires=1000050")
    assert int(re.search(r"max-age=(\d+)", good.headers["cache-control"])[1]) == 50  # type: ignore[index]


def test_the_objects_own_word_wins_over_the_setting(client: Client, store: "S3Client") -> None:
    body = store.get_object(Bucket="samples", Key="bee.jpg")["Body"].read()
    store.put_object(Bucket="samples", Key="own.jpg", Body=body, CacheControl="public, max-age=7")
    app = client(cache_control="public, max-age=5")
    assert app.get("/images/own.jpg?w=9").headers["cache-control"] == "public, max-age=7"
    assert app.get("/images/bee.jpg?w=9").headers["cache-control"] == "public, max-age=5"


@pytest.mark.case("G08")
def test_origins_are_named_and_never_reflected(client: Client) -> None:
    evil = {"origin": "https://evil.example"}
    anyone = client().get("/images/bee.jpg?w=9", headers=evil)
    assert anyone.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in anyone.headers
    some = client(allow_origins=frozenset({"https://shop.example"}))
    refused = some.get("/images/bee.jpg?w=9", headers=evil)
    assert "access-control-allow-origin" not in refused.headers
    assert "Origin" in refused.headers["vary"]
    allowed = some.get("/nowhere", headers={"origin": "https://shop.example"})
    assert allowed.headers["access-control-allow-origin"] == "https://shop.example"
    assert "access-control-allow-origin" not in client(allow_origins=frozenset()).get("/health", headers=evil).headers


def test_a_preflight_is_answered_and_a_bare_options_is_not(client: Client) -> None:
    asked = {"origin": "https://a.example", "access-control-request-method": "POST"}
    answer = client().options("/render", headers=asked)
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (204, "*")
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert client().options("/render").status_code == 405


def test_the_time_is_told_by_its_parts(client: Client) -> None:
    timing = client().get("/images/bee.jpg?w=9").headers["server-timing"]
    assert re.fullmatch(r"fetch;dur=[\d.]+, decode;dur=[\d.]+, operations;dur=[\d.]+, encode;dur=[\d.]+", timing)


def test_pictures_may_be_shown_anywhere(client: Client) -> None:
    for path in ("/images/bee.jpg?w=9", "/images/nothing.jpg?w=9", "/images/bee.jpg"):
        assert client().get(path).headers["cross-origin-resource-policy"] == "cross-origin"


def test_servers_and_fronts_that_carry_as_much_as_lambda_streams_stream() -> None:
    assert carried_as_stream(None)
    assert carried_as_stream(STREAMED_BYTES)
    assert not carried_as_stream(STREAMED_BYTES - 1)
