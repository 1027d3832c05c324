"""The fronts: by an event's shape, which one it is; path, query and headers as its sender meant them."""

from typing import Any

import pytest

from handler.aws.fronts import ALB, FUNCTION_URL, HTTP, REST, front_of, kept_answer, located, raw_query, sound_event
from tests.support.aws.events import event, rest, v2

GATEWAY = "api.execute-api.us-east-1.amazonaws.com"


@pytest.mark.parametrize(
    ("name", "front"),
    [
        ("rest-picture", REST),
        ("http-api-picture", HTTP),
        ("function-url-picture", FUNCTION_URL),
        ("alb-picture", ALB),
        ("alb-multi-value-picture", ALB),
        ("sqs-s3", None),
        ("eventbridge-created", None),
    ],
)
def test_a_front_is_known_by_the_shape_of_its_event(name: str, front: object) -> None:
    assert front_of(event(name)) is front


@pytest.mark.parametrize("nothing", [None, [], "x", {}, {"requestContext": None}, {"requestContext": {}}])
def test_what_is_no_request_has_no_front(nothing: object) -> None:
    assert front_of(nothing) is None


def test_a_body_has_room_beside_headers_and_base64() -> None:
    assert REST.room < REST.json_bytes * 3 // 4
    assert ALB.room < 800_000 < REST.room


@pytest.mark.parametrize(
    ("made", "path"),
    [
        (rest("/images/a%20b.jpg", {}), "/images/a%20b.jpg"),
        (v2("/images/a%2Fb.jpg", ""), "/images/a%2Fb.jpg"),
        (v2("/images/a b.jpg", "", domain=GATEWAY), "/images/a%20b.jpg"),
    ],
)
def test_a_path_is_percent_encoded_whatever_the_front_does(made: dict[str, Any], path: str) -> None:
    front = front_of(made)
    assert front
    assert located(made, front).path == path


def test_a_query_keeps_what_is_repeated_and_what_is_encoded() -> None:
    assert raw_query(rest("/", {"w": ["3", "4"], "fm": ["a&b"]}), REST) == "w=3&w=4&fm=a%26b"
    assert raw_query(v2("/", "w=3&w=4&fm=a%26b"), FUNCTION_URL) == "w=3&w=4&fm=a%26b"
    assert raw_query(event("alb-picture") | {"queryStringParameters": {"fm": "a%26b"}}, ALB) == "fm=a%26b"


def test_headers_that_would_raise_are_left_out() -> None:
    made = rest("/", {}) | {"headers": {"Host": "[::1]:80", "accept": None, "x-forwarded-port": "443", "a": "b"}}
    made["multiValueHeaders"] = {"a": ["b", None], "accept": None}
    sound = sound_event(made)
    assert sound["headers"] == {"x-forwarded-port": "443", "a": "b"}
    assert sound["multiValueHeaders"] == {"a": ["b"]}


def test_an_event_without_a_method_is_refused() -> None:
    with pytest.raises(TypeError, match="without a method"):
        sound_event(rest("/", {}) | {"httpMethod": None})


@pytest.mark.parametrize(("status", "kept"), [(304, {}), (200, {"content-type": "application/json"})])
def test_an_answer_without_a_body_has_no_media_type(status: int, kept: dict[str, str]) -> None:
    answer = {"statusCode": status, "headers": {"content-type": "application/json"}, "body": ""}
    assert kept_answer(answer, {"version": "2.0"})["headers"] == kept
