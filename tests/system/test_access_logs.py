"""`AccessLogs`: the front's own log of requests, where it lies, and what does not stand in it."""

import json
import re

import pytest

from tests.support.aws.deployments import BOTH, config
from tests.support.aws.template import NEEDS_SAM, Stack, deployed

pytestmark = NEEDS_SAM

STAGE = "AWS::ApiGateway::Stage"


def written(stack: Stack) -> dict[str, str]:
    """Return the fields of a line that API Gateway writes, and what each is filled with."""
    fields: dict[str, str] = json.loads(stack.one(STAGE)["AccessLogSetting"]["Format"])
    return fields


@BOTH
def test_by_default_nothing_is_logged_and_nothing_made_for_it(front: str) -> None:
    stack = deployed(Front=front)
    assert stack.resources == deployed(Front=front, AccessLogs="off").resources
    assert "AccessLogsGoTo" not in stack.outputs
    assert not [name for name in stack.resources if name.startswith("AccessLog")]
    assert not [each for each in stack.of_type(STAGE).values() if "AccessLogSetting" in each]
    if front == "cloudfront":
        assert "Logging" not in config(stack)


@pytest.mark.parametrize(
    ("front", "made", "changed"),
    [
        ("rest", {"AccessLog"}, {"RestApiliveStage"}),
        ("cloudfront", {"AccessLogsBucket", "AccessLogsPolicy"}, {"Distribution"}),
    ],
)
def test_with_it_the_log_is_made_and_the_front_alone_is_changed(front: str, made: set[str], changed: set[str]) -> None:
    off, on = deployed(Front=front).resources, deployed(Front=front, AccessLogs="on").resources
    assert on.keys() - off.keys() == made
    assert {name for name in off if off[name] != on[name]} == changed


def test_cloudfront_logs_into_a_private_bucket_without_cookies() -> None:
    stack = deployed(Front="cloudfront", AccessLogs="on", LogDays="7")
    assert config(stack)["Logging"] == {"Bucket": "AccessLogsBucket.DomainName", "IncludeCookies": False}
    bucket = stack.of_type("AWS::S3::Bucket")["AccessLogsBucket"]
    # CloudFront's standard log is delivered by ACL. That a grant to one account is not public, and so not blocked, is
    # S3's rule.
    assert bucket["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}
    assert list(bucket["PublicAccessBlockConfiguration"].values()) == [True] * 4
    assert bucket["BucketEncryption"]
    expiry, unfinished = bucket["LifecycleConfiguration"]["Rules"]
    assert (expiry["Status"], expiry["ExpirationInDays"]) == ("Enabled", "7")
    assert unfinished["Status"] == "Enabled"
    assert stack.resources["AccessLogsBucket"]["DeletionPolicy"] == stack.resources["Results"]["DeletionPolicy"]
    (denied,) = stack.of_type("AWS::S3::BucketPolicy")["AccessLogsPolicy"]["PolicyDocument"]["Statement"]
    assert denied["Condition"] == {"Bool": {"aws:SecureTransport": False}}
    assert stack.outputs["AccessLogsGoTo"] == "s3://AccessLogsBucket"


def test_a_rest_api_logs_into_a_group_that_ends() -> None:
    stack = deployed(Front="rest", AccessLogs="on", LogDays="7")
    assert stack.one(STAGE)["AccessLogSetting"]["DestinationArn"] == "AccessLog.Arn"
    assert stack.of_type("AWS::Logs::LogGroup")["AccessLog"]["RetentionInDays"] == "7"
    assert stack.outputs["AccessLogsGoTo"] == "AccessLog"


def test_a_rest_api_logs_the_path_and_neither_query_nor_header() -> None:
    fields = written(deployed(Front="rest", AccessLogs="on"))
    assert fields["requestId"] == "$context.requestId"  # without which API Gateway takes no format
    assert fields["path"] == "$context.path"
    assert [value for value in fields.values() if not re.fullmatch(r"\$context\.[A-Za-z.]+", value)] == []
    assert [value for value in fields.values() if re.search("query|header|useragent|authorizer", value.lower())] == []


def test_the_account_is_left_alone() -> None:
    """Its role for API Gateway's logs holds for every API of the account: docs/monitoring.md tells how to set it."""
    made = {each["Type"] for each in deployed(Front="rest", AccessLogs="on").resources.values()}
    assert "AWS::ApiGateway::Account" not in made
