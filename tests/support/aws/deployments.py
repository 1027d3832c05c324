"""The template transformed by SAM, for the sets of parameters that tests need."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.aws.template import PARAMETERS, TEMPLATE, Stack


def config(stack: Stack) -> dict[str, Any]:
    found: dict[str, Any] = stack.one("AWS::CloudFront::Distribution")["DistributionConfig"]
    return found


FRONTS = ("rest", "cloudfront")


DOMAIN = {
    "DomainName": "img.example.com",
    "CertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/0a",
    "HostedZoneId": "Z0123456789",
}


ACL = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/guard/0a"


DISTRIBUTION = "arn:aws:cloudfront::123456789012:distribution/Distribution"


PRESETS = {"Presets": '{"thumb": "w=320"}'}


ALL = {
    **DOMAIN,
    **PRESETS,
    "Monitoring": "full",
    "AlarmEmail": "me@example.com",
    "WebAclArn": ACL,
    "ReservedConcurrency": "50",
}


OWN = {"SourceBucket": "mine", "SourcePrefix": "photos/2026"}


LEAST = {**OWN, "ResultsDays": "0", "Monitoring": "off", "Signing": "off"}


WRITE_LOG = {"logs:CreateLogStream", "logs:PutLogEvents"}


TAKE = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}


READ = {"s3:GetObject", "s3:ListBucket"}


TRACE = {"xray:PutTelemetryRecords", "xray:PutTraceSegments"}


BOTH = pytest.mark.parametrize("front", FRONTS)


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def grants(stack: Stack, *roles: str) -> Iterator[tuple[set[str], list[str]]]:
    """Return the actions and resources of every statement of these roles, or of every role."""
    for name, role in stack.of_type("AWS::IAM::Role").items():
        for policy in role["Policies"] if name in roles or not roles else ():
            for statement in policy["PolicyDocument"]["Statement"]:
                assert statement["Effect"] == "Allow"
                yield set(as_list(statement["Action"])), as_list(statement["Resource"])


def granted(stack: Stack, action: str, *roles: str) -> set[str]:
    return {resource for actions, resources in grants(stack, *roles) if action in actions for resource in resources}


def variables(stack: Stack, function: str = "Images") -> dict[str, str]:
    environment: dict[str, str] = stack.of_type("AWS::Lambda::Function")[function]["Environment"]["Variables"]
    return environment


def default_environment() -> dict[str, str]:
    """Return what the template's defaults put into the function's environment."""
    variables = TEMPLATE["Resources"]["Images"]["Properties"]["Environment"]["Variables"]
    references = {name: value["Ref"] for name, value in variables.items() if isinstance(value, dict) and "Ref" in value}
    return {name: str(PARAMETERS[parameter]["Default"]) for name, parameter in references.items()}
