"""S3 client: two clients, made when they are needed, and what is tried again, how often, and at what cost of time."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from botocore.exceptions import ClientError

from handler.errors import ImageError, SourceBusy, SourceUnusable
from handler.runtime.time_budget import LOST_SECONDS, budget, budgeted
from handler.storage import s3_client
from handler.storage.s3_client import ATTEMPTS, LINK_SECONDS, Attempts, connect, forget, hasty, presigned, reader, s3
from handler.storage.s3_errors import TRANSIENT, s3_error

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@pytest.fixture(autouse=True)
def pauses(store: "S3Client", monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Collect how long would be slept."""
    del store
    slept: list[float] = []
    monkeypatch.setattr(s3_client, "sleep", slept.append)
    yield slept
    s3_client.circuit.failures = 0


def repeated(attempts: Attempts, call: Callable[[], object]) -> None:
    """Make a call until it succeeds or is given up."""
    for attempt in attempts:
        with attempt:
            call()


def tried(*faults: str, attempts: int = ATTEMPTS) -> int:
    """Do something that fails so, and then succeeds; return how often it was tried."""
    waiting = list(faults)
    tries: list[None] = []

    def call() -> None:
        tries.append(None)
        if waiting:
            raise s3_error(waiting.pop(0))

    repeated(Attempts(attempts), call)
    return len(tries)


def test_what_succeeds_is_done_once(pauses: list[float]) -> None:
    assert tried() == 1
    assert pauses == []


@pytest.mark.parametrize("fault", sorted(TRANSIENT))
def test_what_may_pass_is_tried_again_after_a_pause_that_grows(fault: str, pauses: list[float]) -> None:
    assert tried(fault, fault) == 3
    first, second = pauses
    assert s3_client.BACKOFF_SECONDS / 2 <= first <= s3_client.BACKOFF_SECONDS <= second
    with pytest.raises(ImageError) as caught:
        tried(*[fault] * ATTEMPTS)
    assert caught.value.fault == fault


@pytest.mark.parametrize("fault", ["missing", "denied", "replaced", "moved", "credentials"])
def test_what_stays_so_is_told_at_once(fault: str, pauses: list[float]) -> None:
    with pytest.raises(ImageError):
        tried(fault)
    assert pauses == []


def test_a_try_may_be_the_only_one(pauses: list[float]) -> None:
    with pytest.raises(SourceBusy):
        tried("throttled", attempts=1)
    assert pauses == []


def test_a_bug_is_no_fault_of_the_store() -> None:
    with pytest.raises(ZeroDivisionError):
        repeated(Attempts(), lambda: 1 / 0)


def test_whoever_goes_on_after_a_success_has_the_tries_that_are_left() -> None:
    attempts = Attempts(2)
    again: list[str] = []

    def throttled() -> None:
        again.append("")
        raise s3_error("throttled")

    repeated(attempts, lambda: None)
    with pytest.raises(SourceBusy):
        repeated(attempts, throttled)
    assert len(again) == 2


def test_a_request_that_has_lost_its_time_tries_nothing_again(pauses: list[float]) -> None:
    with budgeted(60):
        budget().lost = LOST_SECONDS
        with pytest.raises(SourceBusy):
            tried("throttled")
    with budgeted(0), pytest.raises(SourceBusy):
        tried("throttled")
    assert pauses == []


def test_expired_credentials_are_read_anew_once() -> None:
    before = hasty()
    tries: list[str] = []

    def expired() -> None:
        tries.append("")
        raise ClientError({"Error": {"Code": "ExpiredToken"}}, "GetObject")

    with pytest.raises(SourceUnusable):
        repeated(Attempts(), expired)
    assert len(tries) == 2
    assert hasty() is not before


def test_the_client_that_writes_is_made_where_it_is_wanted() -> None:
    known = dict(s3_client._clients)
    try:
        forget()
        connect(writing=False)
        assert list(s3_client._clients) == [True]
        connect(writing=True)
        assert s3() is not hasty()
        assert hasty() is hasty()
    finally:
        s3_client._clients.update(known)


def test_the_reader_is_made_once_and_goes_with_its_client() -> None:
    known = dict(s3_client._clients)
    before = reader()
    assert reader() is before
    assert before.client is hasty()
    try:
        forget()
        after = reader()
        assert after is not before
        assert after.client is hasty()
    finally:
        s3_client._clients.update(known)
    assert reader().client is hasty()


def test_a_link_is_good_for_a_minute_and_gives_the_headers_asked_for() -> None:
    said = parse_qs(urlsplit(presigned("b", "a b", ResponseContentType="image/png")).query)
    assert said["X-Amz-Expires"] == [str(LINK_SECONDS)]
    assert said["response-content-type"] == ["image/png"]
