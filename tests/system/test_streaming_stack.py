"""Streaming in a deployment: function and front change together, or neither does."""

from typing import Any

import pytest

from tests.support.aws.deployments import BOTH, variables
from tests.support.aws.template import NEEDS_SAM, ROOT, Stack, deployed

pytestmark = NEEDS_SAM

TASK = "/var/task/"


def integrations(stack: Stack) -> list[dict[str, Any]]:
    paths = stack.one("AWS::ApiGateway::RestApi")["Body"]["paths"]
    return [methods["x-amazon-apigateway-any-method"]["x-amazon-apigateway-integration"] for methods in paths.values()]


def modes(stack: Stack, front: str) -> set[str]:
    """Return how the front hands over answers."""
    if front == "cloudfront":
        return {stack.one("AWS::Lambda::Url")["InvokeMode"]}
    return {each.get("responseTransferMode", "BUFFERED") for each in integrations(stack)}


@BOTH
def test_by_default_nothing_streams(front: str) -> None:
    stack = deployed(Front=front)
    assert {"TINTYPE_STREAMING", "AWS_LAMBDA_EXEC_WRAPPER"} & set(variables(stack)) == set()
    assert modes(stack, front) == {"BUFFERED"}


@BOTH
def test_function_and_front_stream_together(front: str) -> None:
    stack = deployed(Front=front, Streaming="on")
    assert variables(stack)["TINTYPE_STREAMING"] == "on"
    assert modes(stack, front) == {"RESPONSE_STREAM" if front == "cloudfront" else "STREAM"}


@BOTH
def test_the_wrapper_is_a_program_of_the_package(front: str) -> None:
    wrapper = variables(deployed(Front=front, Streaming="on"))["AWS_LAMBDA_EXEC_WRAPPER"]
    assert wrapper.startswith(TASK)
    assert (ROOT / wrapper.removeprefix(TASK)).stat().st_mode & 0o555 == 0o555


@pytest.mark.parametrize(
    ("streaming", "call"),
    [
        ("off", "2015-03-31/functions/Images.Arn:live/invocations"),
        ("on", "2021-11-15/functions/Images.Arn:live/response-streaming-invocations"),
    ],
)
def test_a_rest_api_calls_the_function_as_it_takes_its_answers(streaming: str, call: str) -> None:
    uris = {each["uri"] for each in integrations(deployed(Front="rest", Streaming=streaming))}
    assert uris == {f"arn:aws:apigateway:eu-west-1:lambda:path/{call}"}


def test_the_worker_never_streams() -> None:
    stack = deployed(Front="rest", Streaming="on", Presets='{"thumb": "w=320"}')
    assert "AWS_LAMBDA_EXEC_WRAPPER" not in variables(stack, "Worker")
