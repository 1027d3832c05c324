"""Group L: more requests than there are cores: who is let in is served, who is not is told so at once."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest

from handler import codecs
from handler.app import create_app
from handler.config.settings import Settings
from handler.rendering import render
from handler.rendering.pipeline import flow
from handler.runtime import admission
from handler.runtime.admission import Admission
from tests.conftest import Client
from tests.support.requests.returning_images_page import example, serving
from tests.support.waiting import PATIENCE, until

CLIENTS = 40
SMALL = "/generate/pattern?style=noise&size=64x64"
wire = example("wire")


class Crowd:
    """Forty clients at once of a server with two cores, whose renders wait until the test lets them begin."""

    def __init__(self, address: str, shared: Admission, begin: Event) -> None:
        self.address, self.load, self.begin = address, shared, begin
        self.pool = ThreadPoolExecutor(CLIENTS)

    def ask(self) -> list[Future[Any]]:
        """Let them all ask, and return when everybody is refused or let in."""
        ask = lambda number: wire.ask(f"{self.address}{SMALL}&seed={number}")  # noqa: E731
        asked = [self.pool.submit(ask, number) for number in range(CLIENTS)]
        until(lambda: self.load.places + sum(each.done() for each in asked) == CLIENTS)
        return asked


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> Iterator[Crowd]:
    begin = Event()

    def held(*arguments: Any) -> object:
        assert begin.wait(PATIENCE)
        return flow(*arguments)

    monkeypatch.setattr(admission, "WAIT_SECONDS", PATIENCE)
    monkeypatch.setattr(render, "flow", held)
    app = create_app(Settings(source="", unsigned=frozenset({"any"}), deadline=PATIENCE, log=False))
    app.state.load.cores = 2
    with serving(app) as address:
        crowd = Crowd(address, app.state.load, begin)
        yield crowd
        begin.set()
        crowd.pool.shutdown()


@pytest.mark.case("L08")
def test_more_than_can_be_made_are_refused_at_once_and_the_rest_is_made(crowd: Crowd) -> None:
    """At once: before any of those that are let in is made."""
    asked = crowd.ask()
    refused = [each for each in asked if each.done()]
    assert {each.result().status for each in refused} == {503}
    assert 0 < crowd.load.places <= crowd.load.cores * (1 + admission.WAITING_PER_CORE)
    crowd.begin.set()
    assert {each.result().status for each in asked if each not in refused} == {200}
    assert wire.ask(f"{crowd.address}{SMALL}").status == 200


@pytest.mark.case("L08")
def test_a_refusal_says_when_to_come_again(crowd: Crowd) -> None:
    refused = next(each.result() for each in crowd.ask() if each.done())
    assert refused.headers["retry-after"] == "1"
    assert refused.headers["cache-control"] == "no-store"


@pytest.mark.case("L08")
def test_no_picture_is_made_on_the_event_loop(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """How long a turn of the loop takes under a crowd, tests/system/timing measures."""
    loops: list[object] = []

    def noting(work: Any) -> Any:
        def noted(*arguments: Any, **more: Any) -> Any:
            loops.append(asyncio._get_running_loop())
            return work(*arguments, **more)

        return noted

    for module, name in ((render, "flow"), (codecs, "encode_smallest"), (codecs.StoredPicture, "decode")):
        monkeypatch.setattr(module, name, noting(getattr(module, name)))
    recipe = {"source": {"key": "bee.jpg"}, "ops": [{"op": "blur", "radius": 1}]}
    app = client()
    assert app.get("/images/bee.jpg?w=40&fm=webp").status_code == 200
    assert app.get("/generate/card?title=a&w=40").status_code == 200
    assert app.post("/render", json=recipe).status_code == 200
    assert len(loops) > 6
    assert set(loops) == {None}
