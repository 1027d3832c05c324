"""The template transformed by SAM, for the sets of parameters that tests need."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.aws.template import PARAMETERS, TEMPLATE, Stack


def config(stack: Stack) -> dict[str, Any]:
    """Return the configuration of a deployment's CloudFront distribution."""
    found: dict[str, Any] = stack.one("AWS::CloudFront::Distribution")["DistributionConfig"]
    return found


FRONTS = ("rest", "cloudfront")
"""Values of the parameter Front: API Gateway alone, or CloudFront."""

DOMAIN = {
    "DomainName": "img.example.com",
    "CertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/0a",
    "HostedZoneId": "Z0123456789",
}
"""Parameters of a custom domain."""

ACL = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/guard/0a"
"""ARN of a web ACL, a parameter."""

DISTRIBUTION = "arn:aws:cloudfront::123456789012:distribution/Distribution"
"""ARN of the distribution, as references are resolved here."""

PRESETS = {"Presets": '{"thumb": "w=320"}'}
"""Parameters of a deployment with a preset, which has a worker."""

ALL = {
    **DOMAIN,
    **PRESETS,
    "Monitoring": "full",
    "AlarmEmail": "me@example.com",
    "WebAclArn": ACL,
    "ReservedConcurrency": "50",
    "AccessLogs": "on",
}
"""Parameters with which everything optional is deployed."""

OWN = {"SourceBucket": "mine", "SourcePrefix": "photos/2026"}
"""Parameters of a deployment that reads a bucket which exists already."""

LEAST = {**OWN, "ResultsDays": "0", "Monitoring": "off", "Signing": "off"}
"""Parameters with which as little as possible is deployed."""

WRITE_LOG = {"logs:CreateLogStream", "logs:PutLogEvents"}
TAKE = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}
READ = {"s3:GetObject", "s3:ListBucket"}
TRACE = {"xray:PutTelemetryRecords", "xray:PutTraceSegments"}
"""IAM actions: to write logs, to take events from a queue, to read a bucket, to trace."""

BOTH = pytest.mark.parametrize("front", FRONTS)
"""Runs a test for each front."""


def as_list(value: Any) -> list[Any]:
    """Return a list, also of a single value, which IAM policies may have in its place."""
    return value if isinstance(value, list) else [value]


def grants(stack: Stack, *roles: str) -> Iterator[tuple[set[str], list[str]]]:
    """Return the actions and resources of every statement of these roles, or of every role."""
    for name, role in stack.of_type("AWS::IAM::Role").items():
        for policy in role["Policies"] if name in roles or not roles else ():
            for statement in policy["PolicyDocument"]["Statement"]:
                assert statement["Effect"] == "Allow"
                yield set(as_list(statement["Action"])), as_list(statement["Resource"])


def granted(stack: Stack, action: str, *roles: str) -> set[str]:
    """Return the resources on which these roles, or any, are allowed an action."""
    return {resource for actions, resources in grants(stack, *roles) if action in actions for resource in resources}


def variables(stack: Stack, function: str = "Images") -> dict[str, str]:
    """Return the environment of a function."""
    environment: dict[str, str] = stack.of_type("AWS::Lambda::Function")[function]["Environment"]["Variables"]
    return environment


def default_environment() -> dict[str, str]:
    """Return the environment that the template's default parameters give the function."""
    variables = TEMPLATE["Resources"]["Images"]["Properties"]["Environment"]["Variables"]
    references = {name: value["Ref"] for name, value in variables.items() if isinstance(value, dict) and "Ref" in value}
    return {name: str(PARAMETERS[parameter]["Default"]) for name, parameter in references.items()}
