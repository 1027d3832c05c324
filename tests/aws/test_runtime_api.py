"""The Runtime API: each call as Lambda wants it, and what an invocation knows of itself."""

import pytest

from handler.aws.runtime_api import InvocationContext, RuntimeApi, RuntimeFault
from tests.support.aws.runtime_service import FAR, REQUEST_ID, RuntimeService, serving

FAULT = RuntimeFault("Runtime.Unknown", "it broke", ("  File ...\n",))


def test_an_event_comes_with_what_lambda_says_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "Images")
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769")
    with serving() as service:
        service.send({"a": 1})
        body, context = RuntimeApi(service.address).next()
    assert body == b'{"a": 1}'
    assert context.aws_request_id == REQUEST_ID
    assert context.trace_id == "Root=1-5e1b4151"
    assert context.deadline == FAR
    assert context.invoked_function_arn.endswith(":Images:live")
    assert (context.function_name, context.memory_limit_in_mb) == ("Images", "1769")
    assert (context.client_context, context.identity) == (None, None)


def context(deadline: int) -> InvocationContext:
    said = {"lambda-runtime-aws-request-id": REQUEST_ID, "lambda-runtime-deadline-ms": str(deadline)}
    return InvocationContext.read(said, {})


def test_the_time_that_is_left_is_told_by_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handler.aws.runtime_api.time.time", lambda: 100.0)
    assert context(103_000).get_remaining_time_in_millis() == 3000
    assert context(99_000).get_remaining_time_in_millis() == 0
    assert context(103_000).trace_id == ""


def test_every_call_is_one_of_the_api() -> None:
    with serving() as service:
        api = RuntimeApi(service.address)
        api.wait_for_restore()
        api.respond(REQUEST_ID, b'{"ok": true}')
        for tell in (lambda fault: api.fail(REQUEST_ID, fault), api.fail_to_start, api.fail_to_wake):
            tell(FAULT)
        answers = [service.answer() for _ in range(4)]
    assert service.calls == [
        "GET /restore/next",
        f"POST /invocation/{REQUEST_ID}/response",
        f"POST /invocation/{REQUEST_ID}/error",
        "POST /init/error",
        "POST /restore/error",
    ]
    assert answers[0].data == b'{"ok": true}'
    assert {answer.error for answer in answers[1:]} == {"Runtime.Unknown"}
    assert answers[1].said["requestId"] == REQUEST_ID
    assert answers[2].said["requestId"] == ""


def test_a_fault_tells_kind_text_and_place() -> None:
    with pytest.raises(ValueError, match="x") as caught:
        int("x")
    fault = RuntimeFault.of(caught.value)
    assert RuntimeFault.of(caught.value, "Runtime.X").kind == "Runtime.X"
    assert (fault.kind, fault.message) == ("ValueError", str(caught.value))
    assert "test_runtime_api" in fault.trace[0]


def refused(service: RuntimeService) -> None:
    with pytest.raises(RuntimeError, match="Lambda answers 413"):
        RuntimeApi(service.address).respond(REQUEST_ID, b"{}")


def test_what_the_api_refuses_is_an_error() -> None:
    with serving() as service:
        service.refusing = 413
        refused(service)
