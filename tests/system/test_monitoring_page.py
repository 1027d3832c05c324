"""docs/monitoring.md: its alarms are the template's, its members those of a line, its queries ask for what there is."""

import json
import re
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from handler.runtime.request_log import FAULTS, NAMESPACE, RequestRecord
from tests.conftest import Client
from tests.support.aws.template import TEMPLATE
from tests.support.requests.pages import page_of

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PAGE = page_of("monitoring")
RESOURCES = TEMPLATE["Resources"]
OF_LOGS = {"@timestamp", "@requestId"}
"""What Logs Insights has of every line."""

QUERIES = re.findall(r"^    ((?:filter|fields) .*)$", PAGE, re.MULTILINE)


def rows(heading: str) -> list[str]:
    """Return what the first column of a section's table names."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    firsts = [line.split("|")[1] for line in section.splitlines() if re.match(r"\| `", line)]
    return [name for first in firsts for name in re.findall("`([^`]+)`", first)]


def members(line: dict[str, Any]) -> set[str]:
    """Return the members of a line, those within `timings` with it before them."""
    return {*line, *(f"timings.{name}" for name in line.get("timings", {}))}


@pytest.fixture
def lines(client: Client, store: "S3Client", capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """Return the lines of one picture that is rendered, kept, known to the client, and gone."""
    store.create_bucket(Bucket="watched")
    app = client(results=f"s3://watched/{uuid4()}", log="on")
    made = app.get("/images/bee.jpg?w=320", headers={"x-amzn-trace-id": "Root=1-65a1"})
    app.get("/images/bee.jpg?w=320")
    app.get("/images/bee.jpg?w=320", headers={"if-none-match": made.headers["etag"]})
    app.head("/images/bee.jpg?w=321")
    app.get("/images/none.jpg?w=320")
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_every_alarm_is_explained() -> None:
    alarms = {name for name, each in RESOURCES.items() if each["Type"] == "AWS::CloudWatch::Alarm"}
    assert {*rows("The alarms")} == alarms
    presets = {name for name in alarms if RESOURCES[name]["Condition"] != "Watched"}
    assert {*re.findall(r"^\| `(\w+)` \| with `Presets`", PAGE, re.MULTILINE)} == presets
    assert "makes five; with `Presets` there are eight" in PAGE
    assert (len(alarms - presets), len(alarms)) == (5, 8)


def test_every_widget_is_told_in_the_templates_order() -> None:
    body = str(RESOURCES["Dashboard"]["Properties"]["DashboardBody"])
    section = PAGE.split("\n## The dashboard\n")[1].split("\n## ")[0]
    assert re.findall(r"^\| (\w[^|]+) \| ", section, re.MULTILINE)[1:] == re.findall('"title": "([^"]+)"', body)


def test_the_metrics_are_those_that_a_line_declares() -> None:
    assert f"in the namespace `{NAMESPACE}`" in PAGE
    record = RequestRecord("1", "GET", facts=dict(FAULTS.values()))
    declared = json.loads(record.line(200, "/images"))["_aws"]["CloudWatchMetrics"]
    assert rows("Metrics") == [metric["Name"] for each in declared for metric in each["Metrics"]]


def test_the_line_that_is_shown_has_the_members_of_a_real_one(lines: list[dict[str, Any]]) -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    said = json.loads(shown)
    assert list(said) == list(lines[0])  # in its order
    assert list(said["timings"]) == list(lines[0]["timings"])
    assert {*rows("A line for each request")} - {"TINTYPE_LOG"} == {*said, "fault"} - {"_aws", "function"}


def test_the_words_of_a_line_are_the_pages(lines: list[dict[str, Any]]) -> None:
    assert [(line["status"], line.get("cache")) for line in lines] == [
        (200, "none"),
        (200, "result"),
        (304, "client"),
        (200, None),
        (404, None),
    ]
    (told,) = re.findall(r"^\| `cache` \| (.*) \|$", PAGE, re.MULTILINE)
    assert re.findall("`(\\w+)`", told) == ["none", "result", "client"]


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_asks_for_members_that_there_are(query: str, lines: list[dict[str, Any]]) -> None:
    known = {name for line in lines for name in members(line)} | OF_LOGS | {"fault"}
    named = re.sub(r'"[^"]*"', "", query)
    words = set(re.findall(r"@?[a-z][\w.]*", named))
    grammar = {"filter", "fields", "sort", "stats", "count", "avg", "by", "desc", "and", "or"}
    assert words - grammar <= known


def test_every_answer_leads_to_its_line(client: Client) -> None:
    app = client()
    made = app.get("/images/bee.jpg?w=320")
    same = app.get("/images/bee.jpg?w=320", headers={"if-none-match": made.headers["etag"]})
    gone = app.get("/images/none.jpg?w=320")
    assert [each.status_code for each in (made, same, gone)] == [200, 304, 404]
    assert all("x-request-id" in each.headers for each in (made, same, gone))
    assert gone.json()["request"] == gone.headers["x-request-id"]
    assert "X-Request-Id" in made.headers["access-control-expose-headers"]
    for rules in ((), ("widths",)):
        health = client(unsigned=frozenset(rules)).get("/health")
        assert (health.status_code, health.headers["cache-control"]) == (200, "no-store")
        assert {"version", "engine"} < {*health.json()}
