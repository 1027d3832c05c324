"""The request log: a line a request, which nothing can forge, with nothing secret, small enough, metrics at once."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.runtime.request_log import MAX_LINE_BYTES, RequestRecord
from tests.conftest import Client


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_picture_leaves_one_line_that_tells_its_story(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    app = client()
    answer = app.get("/images/bee.jpg?w=90&fm=webp", headers={"x-amzn-trace-id": "Root=1-2-3"})
    (line,) = lines(capsys)
    assert line["route"] == "/images"
    assert line["key"] == "bee.jpg"
    assert line["status"] == 200
    assert line["request_id"] == answer.headers["x-request-id"]
    assert line["trace_id"] == "Root=1-2-3"
    assert line["digest"] == answer.headers["etag"].strip('"')
    assert line["source_bytes"] == 164_784
    assert line["result_bytes"] == len(answer.content)
    assert set(line["timings"]) == {"fetch", "decode", "operations", "encode"}
    assert line["cache"] == "none"
    assert line["cold_starts"] == 1
    assert line["memory"] > 10
    app.get("/images/bee.jpg?w=90&fm=webp", headers={"if-none-match": answer.headers["etag"]})
    (again,) = lines(capsys)
    assert (again["status"], again["cache"], again["cold_starts"]) == (304, "client", 0)


def test_a_failure_leaves_a_line_too(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    client().get("/images/nothing.jpg?w=9")
    (line,) = lines(capsys)
    assert (line["status"], line["errors"], line["key"]) == (404, 0, "nothing.jpg")


def test_metrics_are_those_that_cloudwatch_reads(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    client().get("/health")
    (line,) = lines(capsys)
    (declared,) = line["_aws"]["CloudWatchMetrics"]
    assert declared["Namespace"] == "Tintype"
    assert {metric["Name"] for metric in declared["Metrics"]} <= set(line)
    assert all(name in line for dimensions in declared["Dimensions"] for name in dimensions)
    assert line["_aws"]["Timestamp"] > 1_700_000_000_000


@pytest.mark.case("L02")
def test_nothing_secret_is_noted(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    headers = {"authorization": "Bearer hush", "cookie": "hush", "user-agent": "hush"}
    client().get("/images/bee.jpg?w=9&dl=hush", headers=headers)
    assert "hush" not in capsys.readouterr().out


def test_where_the_log_is_off_nothing_is_written(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    client(log=False).get("/health")
    assert capsys.readouterr().out == ""


@given(st.text(max_size=5000), st.dictionaries(st.text(max_size=20), st.text(max_size=300), max_size=3))
@pytest.mark.case("L01")
def test_no_text_forges_a_line_or_makes_it_long(key: str, facts: dict[str, str]) -> None:
    entry = RequestRecord("id", "GET", facts={**{f"x{name}"[:20]: fact for name, fact in facts.items()}, "key": key})
    line = entry.line(200, "/images")
    assert line.isascii()
    assert line.isprintable()
    assert len(line) <= MAX_LINE_BYTES
    assert json.loads(line)["status"] == 200


def test_a_line_for_people_tells_no_signature_and_stays_one_line() -> None:
    entry = RequestRecord("1", "GET", reason="there is no\x1b[31m picture\nof this key")
    told = entry.text(404, "/images/a%0Ab.jpg?w=3&s=AbC&expires=9")
    assert told.startswith("GET /images/a%0Ab.jpg?w=3&s=[redacted]&expires=9 404 ")
    assert told.endswith(r" ms  there is no\x1b[31m picture\nof this key")
    assert len(io.StringIO(told).readlines()) == 1
