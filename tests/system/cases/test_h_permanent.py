"""Group H: what S3 does wrong for good is answered within three seconds, by the status that says whose fault it is."""

import json
from typing import TYPE_CHECKING

import pytest

from handler.runtime import time_budget
from handler.runtime.threadpool import THREADS
from handler.storage import download
from handler.storage import s3_client as connections
from handler.storage.download import SLOW_SECONDS
from handler.storage.s3_client import CONNECT_SECONDS, READ_SECONDS
from tests.support.clocks import Loops
from tests.support.faults.permanent import FOR_GOOD
from tests.support.faults.site import KEY, PATH, PATIENT, Site
from tests.support.waiting import until

if TYPE_CHECKING:
    pass

CREDENTIALS = (
    *("400 ExpiredToken", "403 InvalidAccessKeyId", "403 SignatureDoesNotMatch", "403 RequestTimeTooSkewed"),
    *("400 InvalidToken", "400 TokenRefreshRequired"),
)
OF_A_HEAD = {"html503": 503}
"""Statuses where the answer to a HEAD, which has no body, tells less."""
SECRET = ("faults", "AKIA", "samples", "Traceback", "127.0.0.1")


@pytest.mark.parametrize(("mode", "status"), FOR_GOOD)
def test_what_stays_wrong_is_answered_in_time_by_its_status(quick: Site, mode: str, status: int) -> None:
    quick.proxy.inject(mode, match="(GET|HEAD) ")
    for headers in ({}, {"if_none_match": '"x"'}):
        quick.proxy.calls.clear()
        connections.circuit.failures = 0
        asked = quick.ask(**headers)
        assert asked.status == (OF_A_HEAD.get(mode, status) if headers else status), asked.answer.text
        status = asked.status
        assert sum(each == f"GET /faults/{KEY}" for each in quick.proxy.calls) <= 6  # botocore follows a 301 itself
        assert asked.answer.headers["cache-control"] == ("no-store" if status >= 500 else "public, max-age=60")
        assert ("retry-after" in asked.answer.headers) is (status == 503)
        assert not [word for word in SECRET if word in asked.answer.text]


@pytest.mark.case("H04", "H05", "H06", "H07", "H08")
def test_the_timeouts_add_up_to_less_than_three_seconds() -> None:
    """The last try begins when nearly so much is lost, and takes as long as any; tests/system/timing measures it."""
    longest = max(READ_SECONDS, CONNECT_SECONDS, SLOW_SECONDS)
    pauses = connections.BACKOFF_SECONDS * sum(2**tried for tried in range(connections.ATTEMPTS - 1))
    assert time_budget.LOST_SECONDS + longest + pauses <= PATIENT


@pytest.mark.case("H08")
def test_what_comes_slowly_is_waited_for_until_the_total_deadline_and_not_asked_for_again(
    quick: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick.proxy.inject("slow")
    assert quick.ask().answer.content == quick.right
    monkeypatch.setattr(download, "MOST_SECONDS", 0.4)
    quick.proxy.calls.clear()
    asked = quick.ask()
    assert (asked.status, len(quick.proxy.calls)) == (504, 1)


@pytest.mark.case("H07", "H08")
@pytest.mark.parametrize("mode", ["stall_head", "stall_body", "drip", "slow"])
def test_the_requests_own_deadline_ends_it_earlier(quick: Site, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes when the store has been asked. And the thread that was left behind reads no further."""
    clock = Loops()
    clock.install(monkeypatch)
    clock.drive(monkeypatch, time_budget)
    quick.proxy.inject(mode, then=lambda: clock.forward(9))
    asked = quick.fresh(deadline=9).ask()
    assert (asked.status, asked.slug) == (504, "deadline-exceeded")
    until(lambda: not THREADS.busy)
    assert len(quick.proxy.calls) == 1, "nothing is tried again for a request that is over"


@pytest.mark.case("H01")
def test_a_throttled_store_is_asked_three_times_at_most(quick: Site) -> None:
    quick.proxy.inject("503 SlowDown")
    quick.ask()
    assert len(quick.proxy.calls) == 3


@pytest.mark.case("H03")
@pytest.mark.parametrize("mode", CREDENTIALS)
def test_trouble_with_credentials_is_502_and_a_metric(
    quick: Site, mode: str, capsys: pytest.CaptureFixture[str]
) -> None:
    quick.proxy.inject(mode, match="(GET|HEAD) ")
    for headers in ({}, {"if_none_match": '"x"'}):
        capsys.readouterr()
        asked = quick.ask(**headers)
        assert (asked.status, asked.slug) == (502, "source-unusable")
        assert not [word for word in SECRET if word in asked.answer.text]
        line = json.loads(capsys.readouterr().out.splitlines()[-1])
        assert (line["credential_faults"], line["fault"]) == (1, "credentials")
        _, declared = line["_aws"]["CloudWatchMetrics"]
        assert declared["Dimensions"] == [["function"]]
        assert {"Name": "credential_faults", "Unit": "Count"} in declared["Metrics"]
    assert len(quick.proxy.calls) <= 2 + 4, "nothing is tried again but what newer credentials may heal"


@pytest.mark.case("H03")
def test_no_credentials_at_all_are_the_same_trouble(quick: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    connections.forget()
    asked = quick.ask()
    connections.forget()
    assert (asked.status, asked.slug) == (502, "source-unusable")


@pytest.mark.case("E09")
def test_missing_and_denied_are_one_answer_and_two_words_in_the_log(
    quick: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    answers, words = [], []
    for mode in ("404 NoSuchKey", "403 AccessDenied"):
        site_ = quick.fresh()
        site_.proxy.clear()
        site_.proxy.inject(mode, match="(GET|HEAD) ")
        for method, headers in (("GET", {}), ("GET", {"if_none_match": '"x"'}), ("HEAD", {})):
            capsys.readouterr()
            asked = site_.fresh().ask(PATH, method, **headers)
            said = json.loads(asked.answer.content) if asked.answer.content else {}
            kept = {name for name in asked.answer.headers if name != "x-request-id"}
            answers.append((method, asked.status, {**said, "request": ""}, kept))
            words.append(json.loads(capsys.readouterr().out.splitlines()[-1])["fault"])
    assert answers[:3] == answers[3:]
    assert {status for _, status, _, _ in answers} == {404}
    assert words == ["missing"] * 3 + ["denied"] * 3


@pytest.mark.case("H13")
def test_headers_that_cannot_be_read_are_asked_for_once_in_ten_seconds(quick: Site) -> None:
    quick.proxy.inject("many_headers")
    assert [quick.ask().status for _ in range(20)] == [502] * 20
    assert len(quick.proxy.calls) == 1
