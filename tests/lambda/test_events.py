"""Every event file through the built package, as Lambda runs it."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.emulator import Function, running
from tests.package import Parts
from tests.test_entry import EVENTS, PICTURES, REFUSED, headers, picture

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@pytest.fixture(scope="module")
def function(parts: Parts, store: "S3Client") -> Iterator[Function]:
    del store
    with running(parts, {"SOURCE": "s3://samples", "UNSIGNED": "any"}) as started:
        yield started


@pytest.mark.parametrize("name", PICTURES)
def test_an_event_becomes_a_picture(function: Function, name: str) -> None:
    image = picture(function.invoke(EVENTS[name].read_bytes()).answer)
    assert (image.format, image.size) == ("WEBP", PICTURES[name])


@pytest.mark.parametrize("name", REFUSED)
def test_an_event_that_must_fail_gets_a_readable_problem(function: Function, name: str) -> None:
    answer = function.invoke(EVENTS[name].read_bytes()).answer
    status, slug = REFUSED[name]
    assert answer["statusCode"] == status
    assert headers(answer)["content-type"] == "application/problem+json"
    assert json.loads(answer["body"])["type"].endswith(f"#{slug}")


def test_an_unknown_event_is_answered(function: Function) -> None:
    assert function.invoke(EVENTS["unknown-event"].read_bytes()).answer["ok"] is False


def test_the_function_has_printed_no_traceback(function: Function) -> None:
    function.invoke(EVENTS["unknown-event"].read_bytes())
    assert "Traceback" not in function.log
