"""The function's timeout: the product's own answer is there half a second before Lambda would end it without one."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.aws.events import event, picture, v2
from tests.support.aws.lambda_emulator import Around, Function, Reply, Size, running
from tests.support.aws.lambda_package import Parts

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

TIMEOUT = 3
"""Seconds: the function's Timeout, at which the emulator ends what has not answered."""

SLOW = v2("/generate/pattern", "style=noise&cell=1&size=4096x4096&fm=avif&q=95")
"""Four seconds of one fast processor, nearly all in one call into a C library, which nothing interrupts."""

ONE = Around(runtime=["taskset", "--cpu-list", "0"])
"""A function of this size has one processor; two would be done in time."""

QUICK = v2("/generate/pattern", "size=64x64&fm=webp")
LIMITS = "work=600,memory=3000"
SETTINGS = {"SOURCE": "s3://samples", "UNSIGNED": "any", "LIMITS": LIMITS}

pytestmark = (
    pytest.mark.slow
)  # the emulator has a clock of its own; tests/web/test_deadline.py has one that is a test's


@pytest.fixture(scope="module")
def silence() -> Iterator[str]:
    """The address of an S3 that takes every request and never answers."""
    taken = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def take() -> None:
            with suppress(OSError):
                while True:
                    taken.append(server.accept()[0])

        threading.Thread(target=take, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
    for connection in taken:
        connection.close()


@pytest.fixture(scope="module")
def function(parts: Parts, store: "S3Client") -> Iterator[Function]:
    del store
    with running(parts, SETTINGS, size=Size(seconds=TIMEOUT), around=ONE) as started:
        assert started.invoke(QUICK).answer["statusCode"] == 200  # the emulator counts the start in
        yield started


def in_time(reply: Reply) -> dict[str, Any]:
    """Return the problem of an answer that came in time: else it would be the emulator's."""
    assert reply.answer["statusCode"] == 504
    problem: dict[str, Any] = json.loads(reply.answer["body"])
    return problem


def test_work_without_end_is_answered_in_time_and_the_same_process_goes_on(function: Function) -> None:
    before = function.runtime
    assert in_time(function.invoke(SLOW))["type"] == "/errors#deadline-exceeded"
    assert picture(function.invoke(QUICK).answer).size == (64, 64)
    assert function.runtime == before
    assert "timed out" not in function.log


def test_a_store_that_never_answers_is_given_up_in_time(
    parts: Parts, store: "S3Client", silence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    del store
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", silence)
    with running(parts, SETTINGS, size=Size(seconds=TIMEOUT)) as started:
        started.invoke(QUICK)
        in_time(started.invoke(event("function-url-picture")))
        assert started.invoke(QUICK).answer["statusCode"] == 200


def test_without_its_own_deadline_lambda_would_end_it(parts: Parts) -> None:
    """The emulator does enforce the timeout: a handler that overstays gets no answer out."""
    (parts.client / "late.py").write_text("import time\n\n\ndef sleep(event, context):\n    time.sleep(event)\n")
    with running(parts, {}, size=Size(seconds=1), handler="late.sleep") as started:
        assert b"timed out" in started.invoke(1.2).body
        assert started.invoke(0).answer is None
