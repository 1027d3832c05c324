"""Alarms, dashboard, traces and logs: what `Monitoring` makes, and what each of it watches."""

import json

from handler.runtime.request_log import FAULTS, NAMESPACE
from tests.support.aws.deployments import ALL, BOTH
from tests.support.aws.template import NEEDS_SAM, deployed

pytestmark = NEEDS_SAM


@BOTH
def test_monitoring_makes_what_it_says(front: str) -> None:
    counted = {}
    for level in ("off", "basic", "full"):
        stack = deployed(Front=front, Monitoring=level, AlarmEmail="me@example.com")
        kinds = ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::Dashboard", "AWS::SNS::Topic")
        counted[level] = [len(stack.of_type(kind)) for kind in kinds]
        tracing = stack.of_type("AWS::Lambda::Function")["Images"]["TracingConfig"]["Mode"]
        assert tracing == ("Active" if level == "full" else "PassThrough")
    assert counted == {"off": [0, 0, 0], "basic": [5, 0, 1], "full": [5, 1, 1]}


@BOTH
def test_an_alarm_without_an_address_stays_silent_and_with_one_writes(front: str) -> None:
    for alarm in deployed(Front=front).of_type("AWS::CloudWatch::Alarm").values():
        assert "AlarmActions" not in alarm
    for alarm in deployed(Front=front, **ALL).of_type("AWS::CloudWatch::Alarm").values():
        assert alarm["AlarmActions"] == ["Alarms"]
        assert alarm["TreatMissingData"] == "notBreaching"  # nobody asking is no fault


@BOTH
def test_alarms_watch_the_function_and_its_front(front: str) -> None:
    alarms = deployed(Front=front).of_type("AWS::CloudWatch::Alarm")
    watched = {name: (alarm["Namespace"], alarm["MetricName"]) for name, alarm in alarms.items()}
    assert watched == {
        "Crashes": ("AWS/Lambda", "Errors"),
        "Throttles": ("AWS/Lambda", "Throttles"),
        "Slow": ("AWS/Lambda", "Duration"),
        "Credentials": (NAMESPACE, "credential_faults"),
        "Failures": ("AWS/ApiGateway", "5XXError") if front == "rest" else ("AWS/Lambda", "Url5xxCount"),
    }
    assert alarms["Slow"]["ExtendedStatistic"] == "p99"
    assert "credential_faults" in FAULTS
    assert alarms["Credentials"]["Dimensions"] == [{"Name": "function", "Value": "Images"}]


@BOTH
def test_the_dashboard_is_json(front: str) -> None:
    body = json.loads(deployed(Front=front, **ALL).one("AWS::CloudWatch::Dashboard")["DashboardBody"])
    assert len(body["widgets"]) == 6
    assert ("AWS/ApiGateway" in json.dumps(body)) == (front == "rest")


@BOTH
def test_logs_are_kept_for_a_while_only(front: str) -> None:
    stack = deployed(Front=front, LogDays="7")
    assert stack.one("AWS::Lambda::Function")["LoggingConfig"] == {"LogGroup": "ImagesLog"}
    assert stack.one("AWS::Logs::LogGroup")["RetentionInDays"] == "7"
