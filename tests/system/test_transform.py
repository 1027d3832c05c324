"""What the template makes of an account, read from the CloudFormation that SAM turns it into, for both fronts."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handler.config.settings import Settings
from tests.support.aws.deployments import (
    ALL,
    BOTH,
    FRONTS,
    LEAST,
    PRESETS,
    READ,
    TRACE,
    WRITE_LOG,
    granted,
    grants,
    variables,
)
from tests.support.aws.promises import EVERY_STACK
from tests.support.aws.template import NEEDS_SAM, PARAMETERS, ROOT, Stack, deployed

pytestmark = NEEDS_SAM

DEPLOYMENTS = [{"Front": front, **more} for front in FRONTS for more in ({}, ALL, LEAST)]

EVERY = pytest.mark.parametrize("parameters", DEPLOYMENTS, ids=lambda each: f"{each['Front']}-{len(each)}")


def test_what_is_deployed_is_sound_cloudformation(tmp_path: Path) -> None:
    path = tmp_path / "transformed.json"
    path.write_text(json.dumps(deployed().template))  # the conditions are in it: lint weighs every combination
    linter = ROOT / ".venv-sam" / "bin" / "cfn-lint"
    done = subprocess.run([linter, path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@EVERY
@pytest.mark.parametrize("promise", EVERY_STACK, ids=lambda each: each.__name__)
def test_every_deployment_keeps_the_promises(promise: Callable[[Stack], None], parameters: dict[str, str]) -> None:
    promise(deployed(**parameters))


@EVERY
def test_each_function_has_one_role(parameters: dict[str, str]) -> None:
    roles = deployed(**parameters).of_type("AWS::IAM::Role")
    # SAM would make one that may write to every log group.
    assert list(roles) == ["ImagesRole", "WorkerRole"] if "Presets" in parameters else ["ImagesRole"]


@EVERY
def test_the_function_may_do_what_it_does_and_no_more(parameters: dict[str, str]) -> None:
    stack = deployed(**parameters)
    expected = WRITE_LOG | READ
    if parameters.get("ResultsDays") != "0":
        expected = expected | {"s3:PutObject"}
    if parameters.get("Monitoring") == "full":
        expected = expected | TRACE
    if parameters.get("Signing") != "off":
        expected = expected | {"secretsmanager:GetSecretValue"}
    assert set().union(*(actions for actions, _ in grants(stack, "ImagesRole"))) == expected


@BOTH
def test_reading_ends_at_the_prefix(front: str) -> None:
    whole, part = deployed(Front=front), deployed(Front=front, **LEAST)
    assert granted(whole, "s3:GetObject") == {"arn:aws:s3:::Pictures/*", "Results.Arn/*"}
    assert granted(part, "s3:GetObject") == {"arn:aws:s3:::mine/photos/2026/*"}
    assert granted(part, "s3:ListBucket") == {"arn:aws:s3:::mine"}  # so that a missing key is 404, not 403
    assert variables(whole)["TINTYPE_SOURCE"] == "s3://Pictures"
    assert variables(part)["TINTYPE_SOURCE"] == "s3://mine/photos/2026"


@BOTH
def test_writing_goes_to_results_alone(front: str) -> None:
    stack = deployed(Front=front, **ALL)
    assert granted(stack, "s3:PutObject") == granted(stack, "s3:DeleteObject") == {"Results.Arn/*"}
    assert granted(stack, "s3:DeleteObject", "ImagesRole") == set()


@BOTH
def test_fonts_are_read_where_they_lie_by_both_functions_and_nothing_beside_them(front: str) -> None:
    stack = deployed(Front=front, **PRESETS, Fonts="s3://letters/noto/2026")
    for function, role in (("Images", "ImagesRole"), ("Worker", "WorkerRole")):
        assert variables(stack, function)["TINTYPE_FONTS"] == "s3://letters/noto/2026"
        of_fonts = {each for each in granted(stack, "s3:GetObject", role) if "letters" in each}
        assert of_fonts == {"arn:aws:s3:::letters/noto/2026/*"}
        assert "arn:aws:s3:::letters" in granted(stack, "s3:ListBucket", role)
    whole = deployed(Front=front, Fonts="s3://letters")
    assert "arn:aws:s3:::letters/*" in granted(whole, "s3:GetObject")
    without, layer = deployed(Front=front), deployed(Front=front, Fonts="file:///opt/fonts")
    assert (variables(without)["TINTYPE_FONTS"], variables(layer)["TINTYPE_FONTS"]) == ("", "file:///opt/fonts")
    assert granted(without, "s3:GetObject") == granted(layer, "s3:GetObject") - {"arn:aws:s3:::-/*"}
    assert granted(without, "s3:ListBucket") == granted(layer, "s3:ListBucket") - {"arn:aws:s3:::-"}


@BOTH
def test_the_key_that_signs_is_made_and_read_by_the_function_alone(front: str) -> None:
    stack = deployed(Front=front, **ALL)
    assert stack.one("AWS::SecretsManager::Secret")["GenerateSecretString"]["PasswordLength"] == 64
    assert variables(stack)["TINTYPE_SIGNING_KEYS"] == "secretsmanager:SigningKey"
    assert granted(stack, "secretsmanager:GetSecretValue", "ImagesRole") == {"SigningKey"}
    assert granted(stack, "secretsmanager:GetSecretValue", "WorkerRole") == set()
    without = deployed(Front=front, Signing="off")
    assert without.of_type("AWS::SecretsManager::Secret") == {}
    assert variables(without)["TINTYPE_SIGNING_KEYS"] == ""


@EVERY
def test_the_settings_of_a_deployment_are_read(parameters: dict[str, str]) -> None:
    settings = Settings.read(variables(deployed(**parameters)))
    assert not settings.originals
    assert not settings.docs
    assert settings.unsigned == {"widths"}
    assert settings.public_url == ("https://img.example.com" if "DomainName" in parameters else "")
    assert bool(settings.results) == (parameters.get("ResultsDays") != "0")


@BOTH
def test_buckets_answer_over_tls_alone(front: str) -> None:
    policies = deployed(Front=front).of_type("AWS::S3::BucketPolicy")
    assert set(policies) == {"PicturesPolicy", "ResultsPolicy"}
    for policy in policies.values():
        (denied,) = [each for each in policy["PolicyDocument"]["Statement"] if each["Effect"] == "Deny"]
        assert denied["Condition"] == {"Bool": {"aws:SecureTransport": False}}
        assert len(denied["Resource"]) == 2


@BOTH
def test_results_expire_and_pictures_do_not(front: str) -> None:
    buckets = deployed(Front=front, ResultsDays="7").of_type("AWS::S3::Bucket")
    expiry, unfinished = buckets["Results"]["LifecycleConfiguration"]["Rules"]
    assert (expiry["Status"], str(expiry["ExpirationInDays"])) == ("Enabled", "7")
    assert unfinished["Status"] == "Enabled"
    assert not [rule for rule in buckets["Pictures"]["LifecycleConfiguration"]["Rules"] if "ExpirationInDays" in rule]


@BOTH
def test_what_was_made_on_upload_does_not_expire(front: str) -> None:
    """Nobody's request brings it back; it goes when its original goes."""
    buckets = deployed(Front=front, **PRESETS).of_type("AWS::S3::Bucket")
    expiry, _ = buckets["Results"]["LifecycleConfiguration"]["Rules"]
    assert expiry["Status"] == "Disabled"


@BOTH
def test_a_page_may_read_what_a_request_is_led_to(front: str) -> None:
    (rule,) = deployed(Front=front).of_type("AWS::S3::Bucket")["Results"]["CorsConfiguration"]["CorsRules"]
    assert set(rule["AllowedOrigins"]) == Settings().allow_origins
    assert rule["AllowedMethods"] == ["GET", "HEAD"]


@BOTH
def test_a_bucket_of_ones_own_is_left_alone_and_no_results_are_no_bucket(front: str) -> None:
    assert deployed(Front=front, **LEAST).of_type("AWS::S3::Bucket") == {}
    assert deployed(Front=front, **LEAST).of_type("AWS::S3::BucketPolicy") == {}


@BOTH
def test_buckets_outlive_the_stack(front: str) -> None:
    resources = deployed(Front=front).resources
    for name in ("Pictures", "Results"):  # a full bucket would keep the stack from going
        assert resources[name]["DeletionPolicy"] == "RetainExceptOnCreate"


@BOTH
def test_whoever_may_call_the_function_calls_the_alias(front: str) -> None:
    stack = deployed(Front=front)
    assert stack.one("AWS::Lambda::Alias")["Name"] == "live"
    permissions = stack.of_type("AWS::Lambda::Permission").values()
    assert permissions
    for permission in permissions:
        assert permission["FunctionName"] == "ImagesAliaslive"
        assert permission["Principal"] in {"apigateway.amazonaws.com", "cloudfront.amazonaws.com"}
        assert permission["SourceArn"].startswith("arn:aws:")


@BOTH
def test_a_version_is_published_where_the_function_changes_and_nowhere_else(front: str) -> None:
    """Else a changed setting would never reach the alias; or Lambda would refuse to publish the same once more."""

    def published(**changed: str) -> tuple[Any, str]:
        stack = deployed(**{"Front": front, **changed})
        (version,) = stack.of_type("AWS::Lambda::Version")
        return {
            **stack.of_type("AWS::Lambda::Function")["Images"],
            "ReservedConcurrentExecutions": "of all versions",
        }, version

    changes = {
        **LEAST,
        **ALL,
        "Front": "cloudfront" if front == "rest" else "rest",
        "ResultsDays": "31",
        "SnapStart": "PublishedVersions",
        "Architecture": "x86_64",
        "Unsigned": "any",
        "Dialects": "native,iiif",
        "DialectSecrets": "tintype/",
        "Root": "native",
        "Widths": "100",
        "Ratios": "1:1",
        "Qualities": "70",
        "Signing": "off",
        "OriginShield": "off",
        "Streaming": "on",
        "LogDays": "1",
        "RequestsPerSecond": "7",
        "WorkerConcurrency": "10",
        "Effort": "small",
        "Inputs": "jpg,heic",
        "Faces": "on",
        "Fonts": "s3://letters/noto",
        "Origins": "https://images.example.com",
    }
    assert set(changes) == set(PARAMETERS)
    function, version = published()
    changed, renewed = set(), set()
    for name, value in [*changes.items(), ("Monitoring", "off"), ("ResultsDays", "0")]:
        other, another = published(**{name: value})
        changed |= {(name, value)} if other != function else set()
        renewed |= {(name, value)} if another != version else set()
    assert renewed == changed
    kept = {"AccessLogs", "CertificateArn", "HostedZoneId", "RequestsPerSecond", "ReservedConcurrency", "WebAclArn"}
    assert {name for name, _ in changed} == set(PARAMETERS) - kept - {
        "OriginShield",
        "AlarmEmail",
        "LogDays",
        "WorkerConcurrency",
    }


@BOTH
def test_old_versions_stay_and_the_new_one_says_what_it_allows(front: str) -> None:
    stack = deployed(Front=front, Unsigned="any")
    (name,) = stack.of_type("AWS::Lambda::Version")
    assert stack.resources[name]["DeletionPolicy"] == "Retain"  # the alias can be put back to it
    assert stack.one("AWS::Lambda::Version")["Description"] == f"{front}, unsigned: any"


@BOTH
def test_concurrency_is_bounded_where_asked(front: str) -> None:
    assert "ReservedConcurrentExecutions" not in deployed(Front=front).one("AWS::Lambda::Function")
    assert (
        deployed(Front=front, **ALL).of_type("AWS::Lambda::Function")["Images"]["ReservedConcurrentExecutions"] == "50"
    )
