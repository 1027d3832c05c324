"""What template.yaml promises, read as CloudFormation would read it; its grammar is judged by sam and cfn-lint."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent


class CloudFormation(yaml.SafeLoader):
    """YAML with CloudFormation's short forms, written out: `!Ref x` is {"Ref": x}, `!Sub x` is {"Fn::Sub": x}."""


def short_form(loader: CloudFormation, name: str, node: yaml.Node) -> dict[str, Any]:
    value: Any
    match node:
        case yaml.ScalarNode():
            value = loader.construct_scalar(node)
        case yaml.SequenceNode():
            value = loader.construct_sequence(node, deep=True)
        case _:
            value = loader.construct_mapping(node, deep=True)  # type: ignore[arg-type]
    return {name if name in {"Ref", "Condition"} else f"Fn::{name}": value}


CloudFormation.add_multi_constructor("!", short_form)

TEMPLATE: dict[str, Any] = yaml.load((ROOT / "template.yaml").read_text(), CloudFormation)  # noqa: S506 - a SafeLoader
MAKEFILE = (ROOT / "Makefile").read_text()
PARAMETERS = TEMPLATE["Parameters"]
RESOURCES = TEMPLATE["Resources"]
FUNCTION = RESOURCES["Images"]["Properties"]
VARIABLES = FUNCTION["Environment"]["Variables"]


def of_type(name: str) -> list[dict[str, Any]]:
    return [resource for resource in RESOURCES.values() if resource["Type"] == name]


def allowed() -> Iterator[tuple[list[str], list[Any], dict[str, Any]]]:
    """Actions, resources and the whole of every statement that grants something to a role."""
    for role in of_type("AWS::IAM::Role"):
        for policy in role["Properties"]["Policies"]:
            for statement in policy["PolicyDocument"]["Statement"]:
                assert statement["Effect"] == "Allow"
                yield as_list(statement["Action"]), as_list(statement["Resource"]), statement


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_every_answer_travels_as_binary() -> None:
    (api,) = of_type("AWS::Serverless::Api")
    assert api["Properties"]["BinaryMediaTypes"] == ["*~1*"]


def test_the_function_is_what_the_makefile_builds() -> None:
    assert FUNCTION["Handler"] == "handler.entry.lambda_handler"
    assert FUNCTION["Runtime"] == "python3.13"
    assert "--python-version 3.13" in MAKEFILE
    assert RESOURCES["Images"]["Metadata"]["BuildMethod"] == "makefile"
    assert "\nbuild-Images:" in MAKEFILE


def test_the_processor_is_the_one_that_make_builds_for() -> None:
    assert FUNCTION["Architectures"] == [{"Ref": "Architecture"}]
    assert PARAMETERS["Architecture"]["Default"] == "arm64"
    assert "\nARCH ?= arm64\n" in MAKEFILE
    assert "--parameter-overrides Architecture=$(ARCH)" in MAKEFILE


def test_the_function_ends_no_later_than_the_api_waits() -> None:
    assert FUNCTION["Timeout"] <= 29
    assert FUNCTION["MemorySize"] == 1769


def test_the_environment_holds_settings_and_two_names_more() -> None:
    others = {name for name in VARIABLES if not re.fullmatch(r"TINTYPE_[A-Z_]+", name)}
    assert others == {"MALLOC_ARENA_MAX", "AWS_ENDPOINT_URL_S3"}
    assert VARIABLES["MALLOC_ARENA_MAX"] == "2"
    assert VARIABLES["AWS_ENDPOINT_URL_S3"] == ""
    assert [name for name, value in VARIABLES.items() if not isinstance(value, str | dict)] == []


def test_originals_and_documentation_are_off() -> None:
    assert VARIABLES["TINTYPE_ORIGINALS"] == "off"
    assert VARIABLES["TINTYPE_DOCS"] == "off"


def test_unsigned_requests_get_the_ladder_and_no_more_by_default() -> None:
    assert VARIABLES["TINTYPE_UNSIGNED"] == {"Ref": "Unsigned"}
    assert VARIABLES["TINTYPE_WIDTHS"] == {"Ref": "Widths"}
    assert PARAMETERS["Unsigned"]["Default"] == "widths"


@pytest.mark.parametrize(
    ("parameter", "good", "bad"),
    [
        ("Unsigned", ["", "any", "widths,generate"], ["all", "widths,", "widths generate"]),
        ("Widths", ["300", "300,600"], ["", "0", "300,", "3e2"]),
        ("SourceBucket", ["", "my-pictures.example"], ["My", "s3://pictures", "a/b"]),
        ("SourcePrefix", ["", "2026", "photos/2026"], ["/photos", "photos/", "a//b", "*"]),
    ],
)
def test_a_parameter_is_judged_before_anything_is_made(parameter: str, good: list[str], bad: list[str]) -> None:
    pattern = re.compile(PARAMETERS[parameter]["AllowedPattern"])
    assert pattern.fullmatch(PARAMETERS[parameter]["Default"])
    assert [text for text in good if not pattern.fullmatch(text)] == []
    assert [text for text in bad if pattern.fullmatch(text)] == []


def test_no_grant_names_everything() -> None:
    grants = list(allowed())
    assert grants
    for actions, resources, statement in grants:
        assert "*" not in "".join(actions), statement
        assert "*" not in resources, statement
    assert "Policies" not in FUNCTION  # SAM would make a role that may write to every log group
    assert [role for role in of_type("AWS::IAM::Role") if "ManagedPolicyArns" in role["Properties"]] == []


def test_the_function_may_read_pictures_and_write_its_log() -> None:
    assert sorted(action for actions, _, _ in allowed() for action in actions) == [
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "s3:GetObject",
        "s3:ListBucket",
    ]


def test_a_missing_key_is_not_found_rather_than_forbidden() -> None:
    ((_, _, statement),) = [grant for grant in allowed() if grant[0] == ["s3:ListBucket"]]
    assert "Condition" not in statement


def test_the_bucket_is_private_and_encrypted() -> None:
    (bucket,) = of_type("AWS::S3::Bucket")
    assert set(bucket["Properties"]["PublicAccessBlockConfiguration"].values()) == {True}
    assert len(bucket["Properties"]["PublicAccessBlockConfiguration"]) == 4
    assert bucket["Properties"]["BucketEncryption"]
    assert bucket["DeletionPolicy"] == "RetainExceptOnCreate"


def test_the_bucket_answers_over_tls_only() -> None:
    (policy,) = of_type("AWS::S3::BucketPolicy")
    (statement,) = policy["Properties"]["PolicyDocument"]["Statement"]
    assert statement["Effect"] == "Deny"
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": False}}
    assert len(statement["Resource"]) == 2


def test_a_bucket_of_ones_own_is_left_alone() -> None:
    assert {RESOURCES[name].get("Condition") for name in ("Pictures", "PicturesPolicy")} == {"MakeBucket"}


def test_the_api_bounds_what_it_can_cost() -> None:
    (api,) = of_type("AWS::Serverless::Api")
    (method,) = api["Properties"]["MethodSettings"]
    assert (method["ResourcePath"], method["HttpMethod"]) == ("/*", "*")
    assert {"ThrottlingRateLimit", "ThrottlingBurstLimit"} <= method.keys()


def test_logs_are_kept_for_a_while_only() -> None:
    assert FUNCTION["LoggingConfig"] == {"LogGroup": {"Ref": "ImagesLog"}}
    assert RESOURCES["ImagesLog"]["Properties"]["RetentionInDays"] == 30


def test_the_url_to_try_is_one_that_answers() -> None:
    url = TEMPLATE["Outputs"]["Url"]["Value"]["Fn::Sub"]
    (api,) = of_type("AWS::Serverless::Api")
    found = re.search(r"/(\w+)/images/([^?]+)\?w=(\d+)$", url)
    assert found
    stage, picture, width = found.groups()
    assert stage == api["Properties"]["StageName"]
    assert (ROOT / "samples" / picture).is_file()
    assert width in PARAMETERS["Widths"]["Default"].split(",")
    assert f"samples/{picture} " in TEMPLATE["Outputs"]["Upload"]["Value"]["Fn::Sub"][0]
