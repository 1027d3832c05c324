"""Deadlines: an answer in time, whatever a decoder or a store is doing. The time is a test's own."""

import json
from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest

from handler import entry
from handler.app import create_app
from handler.aws import fronts
from handler.config.settings import Settings
from handler.runtime.time_budget import ANSWER_RESERVE
from handler.web import images
from handler.web.deadline import request_seconds_left
from tests.conftest import Client
from tests.support.aws.events import event
from tests.support.clocks import Loops
from tests.support.waiting import PATIENCE


class Context:
    """Lambda's context with so much time left, by a clock."""

    aws_request_id = "x"

    def __init__(self, milliseconds: int, clock: Loops) -> None:
        self.clock = clock
        self.end = clock() + milliseconds / 1000

    def get_remaining_time_in_millis(self) -> int:
        return round((self.end - self.clock()) * 1000)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Loops:
    clock = Loops()
    clock.install(monkeypatch)
    return clock


class Stalled:
    """A render that does not end before the test does; when it has begun, so many seconds pass."""

    def __init__(self, clock: Loops, over: Event) -> None:
        self.clock, self.over, self.seconds = clock, over, 0.0

    def __call__(self, *_: object, **__: object) -> None:
        self.clock.forward(self.seconds)
        self.over.wait(PATIENCE)


@pytest.fixture
def stalled(clock: Loops) -> Iterator[Stalled]:
    over = Event()
    yield Stalled(clock, over)
    over.set()


def test_outside_lambda_the_setting_counts(client: Client, stalled: Stalled, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "render", stalled)
    stalled.seconds = 7
    answer = client(deadline=7).get("/images/bee.jpg?w=9")
    assert (answer.status_code, answer.json()["title"]) == (504, "Deadline exceeded")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.case("J02")
def test_in_lambda_the_answer_is_there_half_a_second_before_the_end(
    stalled: Stalled, clock: Loops, monkeypatch: pytest.MonkeyPatch, store: Any
) -> None:
    del store
    app = create_app(Settings(source="s3://samples", unsigned=frozenset({"any"})))
    monkeypatch.setattr(entry.http, "app", fronts.Raw(app))
    monkeypatch.setattr(images, "render", stalled)
    context = Context(30_000, clock)
    stalled.seconds = 30 - ANSWER_RESERVE
    answer = entry.lambda_handler(event("function-url-picture"), context)
    assert context.get_remaining_time_in_millis() >= 500
    assert answer["statusCode"] == 504
    assert json.loads(answer["body"])["type"].endswith("#deadline-exceeded")


def test_after_it_the_next_request_is_answered(
    client: Client, stalled: Stalled, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = client(deadline=7)
    stalled.seconds = 7
    with monkeypatch.context() as patch:
        patch.setattr(images, "render", stalled)
        assert app.get("/images/bee.jpg?w=9").status_code == 504
    assert app.get("/images/bee.jpg?w=9").status_code == 200


def test_what_is_left_is_what_lambda_says_less_the_reserve() -> None:
    clock = Loops()
    assert request_seconds_left({"aws.context": Context(10_000, clock)}, 25) == pytest.approx(10 - ANSWER_RESERVE)
    assert request_seconds_left({"aws.context": Context(100, clock)}, 25) == 0
    assert request_seconds_left({}, 25) == 25
