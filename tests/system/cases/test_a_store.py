"""Group A, what a store says of an object's size: the limit is kept before the body is read, and while it is."""

from typing import TYPE_CHECKING

import pytest

from handler.core.limits import Limits
from tests.support.faults.modes import MODES
from tests.support.faults.proxy import Answer, Exchange
from tests.support.faults.site import KEY, PATH, Site, put

if TYPE_CHECKING:
    pass

PATHS = [PATH, f"/info/{KEY}", f"/images/{KEY}"]


@pytest.mark.case("A20")
@pytest.mark.parametrize("path", PATHS[:2])
def test_five_gigabytes_that_are_only_claimed_are_not_waited_for(quick: Site, path: str) -> None:
    quick.proxy.inject("huge", match="GET ")
    asked = quick.ask(path)
    assert (asked.status, asked.answer.json()["limit"]) == (413, "bytes")
    assert asked.answer.json()["actual"] == 5 * 1024**3


@pytest.mark.case("A20")
def test_sixty_four_bytes_that_become_five_gigabytes_are_not_read(quick: Site) -> None:
    quick.proxy.inject("huge")
    asked = quick.ask(f"/images/{KEY}")
    assert asked.status == 502


@pytest.mark.case("A20")
@pytest.mark.parametrize("path", PATHS)
def test_an_object_past_the_limit_is_refused_by_its_length(quick: Site, path: str) -> None:
    put(quick.behind, "large.jpg", b"\xff\xd8\xff\xe0" + bytes(2_000_000))
    asked = quick.fresh(limits=Limits(bytes=2_000_000)).ask(path.replace(KEY, "large.jpg"))
    assert (asked.status, asked.answer.json()["limit"]) == (413, "bytes")


@pytest.mark.case("A21")
@pytest.mark.parametrize("path", PATHS)
def test_an_endless_body_is_read_up_to_the_limit(quick: Site, path: str) -> None:
    quick.proxy.inject("endless", match="(GET|HEAD) ")
    asked = quick.fresh(limits=Limits(bytes=2_000_000)).ask(path)
    assert asked.status in {413, 502}
    if path == PATH:
        assert (asked.status, asked.answer.json()["limit"]) == (413, "bytes")
        assert 2_000_000 < asked.answer.json()["actual"] < 2_100_000


@pytest.mark.case("A21")
@pytest.mark.parametrize("mode", ["drip"])
def test_an_endless_drip_is_given_up(quick: Site, mode: str) -> None:
    def dripping(exchange: Exchange, answer: Answer) -> None:
        MODES[mode](exchange, answer.without("content-length"))

    quick.proxy.modes["dripping"] = dripping
    quick.proxy.inject("dripping")
    asked = quick.ask()
    assert asked.status == 504


@pytest.mark.case("A21")
def test_a_picture_of_unknown_length_is_a_picture_all_the_same(quick: Site) -> None:
    quick.proxy.inject("no_length", match="(GET|HEAD) ")
    asked = quick.ask()
    assert (asked.status, asked.answer.content) == (200, quick.right)
    assert quick.ask(if_none_match=asked.answer.headers["etag"]).status == 304
