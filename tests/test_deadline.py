"""Deadlines: an answer in time, whatever a decoder or a store is doing."""

import json
import time
from typing import Any

import pytest

from handler import answers, entry
from handler.app import create_app
from handler.deadline import RESERVE_SECONDS, seconds_left
from handler.settings import Settings
from tests.conftest import Client
from tests.test_entry import event


class Context:
    """Lambda's context with so much time left."""

    aws_request_id = "x"

    def __init__(self, milliseconds: int) -> None:
        self.end = time.monotonic() + milliseconds / 1000

    def get_remaining_time_in_millis(self) -> int:
        return int((self.end - time.monotonic()) * 1000)


def stalled(*_: object, **__: object) -> None:
    time.sleep(1.5)


def test_outside_lambda_the_setting_counts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "render", stalled)
    start = time.monotonic()
    answer = client(deadline=0.2).get("/images/bee.jpg?w=9")
    assert time.monotonic() - start < 1.2
    assert (answer.status_code, answer.json()["title"]) == (504, "Deadline exceeded")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.case("J02")
def test_in_lambda_the_answer_is_there_half_a_second_before_the_end(
    monkeypatch: pytest.MonkeyPatch, store: Any
) -> None:
    del store
    app = create_app(Settings(source="s3://samples", unsigned=frozenset({"any"})))
    monkeypatch.setattr(entry.http, "app", entry.Raw(app))
    monkeypatch.setattr(answers, "render", stalled)
    context = Context(1000)
    answer = entry.lambda_handler(event("function-url-picture"), context)
    assert context.get_remaining_time_in_millis() >= 500
    assert answer["statusCode"] == 504
    assert json.loads(answer["body"])["type"].endswith("#deadline-exceeded")


def test_after_it_the_next_request_is_answered(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    app = client(deadline=0.3)
    with monkeypatch.context() as patch:
        patch.setattr(answers, "render", stalled)
        assert app.get("/images/bee.jpg?w=9").status_code == 504
    assert client().get("/images/bee.jpg?w=9").status_code == 200


def test_what_is_left_is_what_lambda_says_less_the_reserve() -> None:
    assert seconds_left({"aws.context": Context(10_000)}, 25) == pytest.approx(10 - RESERVE_SECONDS, abs=0.1)
    assert seconds_left({"aws.context": Context(100)}, 25) == 0
    assert seconds_left({}, 25) == 25
