"""CloudFront before the function: who may pass, what is kept, and how a kept result is reached."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from handler.core.delivery import HINTED
from handler.core.source import Stored
from handler.rendering.identity import result_address
from handler.storage.result_store import ResultStore
from tests.support.aws.deployments import config, variables
from tests.support.aws.promises import WITH_CLOUDFRONT
from tests.support.aws.template import NEEDS_SAM, Stack, deployed

pytestmark = NEEDS_SAM

UNCOMPRESSED = "b2884449-e4de-46a7-ac36-70bc7f1ddd6d"
"""AWS's own cache policy CachingOptimizedForUncompressedObjects: the path alone, as long as S3 says."""


def origin(stack: Stack, name: str) -> dict[str, Any]:
    (found,) = [each for each in config(stack)["Origins"] if each["Id"] == name]
    return dict(found)


@pytest.mark.parametrize("promise", WITH_CLOUDFRONT, ids=lambda each: each.__name__)
def test_nothing_but_cloudfront_reaches_the_function(promise: Callable[[Stack], None]) -> None:
    promise(deployed(Front="cloudfront"))


def test_cloudfront_asks_the_url_of_the_function() -> None:
    stack = deployed(Front="cloudfront")
    assert stack.one("AWS::Lambda::Url")["InvokeMode"] == "BUFFERED"  # of which lint knows nothing
    assert origin(stack, "function")["DomainName"] == "FunctionUrl.lambda-url.eu-west-1.on.aws"


def test_cloudfront_waits_longer_than_the_function_runs() -> None:
    stack = deployed(Front="cloudfront")
    waits = origin(stack, "function")["CustomOriginConfig"]["OriginReadTimeout"]
    assert waits > stack.one("AWS::Lambda::Function")["Timeout"]


def test_viewers_get_http_3_and_never_plain_http() -> None:
    distribution = config(deployed(Front="cloudfront"))
    assert distribution["HttpVersion"] == "http2and3"
    assert distribution["IPV6Enabled"] is True
    for behaviour in (distribution["DefaultCacheBehavior"], *distribution["CacheBehaviors"]):
        assert behaviour["ViewerProtocolPolicy"] == "redirect-to-https"


def test_pictures_are_kept_by_path_query_reduced_accept_and_hints_alone() -> None:
    stack = deployed(Front="cloudfront")
    policy = stack.one("AWS::CloudFront::CachePolicy")["CachePolicyConfig"]
    key = policy["ParametersInCacheKeyAndForwardedToOrigin"]
    assert key["HeadersConfig"]["HeaderBehavior"] == "whitelist"
    named = {header.lower() for header in key["HeadersConfig"]["Headers"]}
    assert named == {"accept", *(header for headers in HINTED.values() for header in headers)}
    assert key["QueryStringsConfig"] == {"QueryStringBehavior": "all"}
    assert key["CookiesConfig"] == {"CookieBehavior": "none"}
    assert (policy["MinTTL"], policy["DefaultTTL"], policy["MaxTTL"]) == (0, 0, 31536000)
    behaviour = config(stack)["DefaultCacheBehavior"]
    assert behaviour["CachePolicyId"] == "CachePolicy"
    assert behaviour["FunctionAssociations"] == [
        {"EventType": "viewer-request", "FunctionARN": "Normalise.FunctionARN"}
    ]


def test_the_function_hears_the_viewer_but_for_host_and_cookies() -> None:
    policy = deployed(Front="cloudfront").one("AWS::CloudFront::OriginRequestPolicy")["OriginRequestPolicyConfig"]
    assert policy["HeadersConfig"] == {"HeaderBehavior": "allExcept", "Headers": ["Host"]}
    assert policy["CookiesConfig"] == {"CookieBehavior": "none"}


def test_a_failure_is_forgotten_after_a_second() -> None:
    responses = config(deployed(Front="cloudfront"))["CustomErrorResponses"]
    kept = {response["ErrorCode"]: response["ErrorCachingMinTTL"] for response in responses}
    assert kept == dict.fromkeys((500, 502, 503, 504), 1)


@pytest.mark.parametrize(
    ("shield", "expected"),
    [
        ("own", {"Enabled": True, "OriginShieldRegion": "eu-west-1"}),
        ("eu-central-1", {"Enabled": True, "OriginShieldRegion": "eu-central-1"}),
        ("off", None),
    ],
)
def test_origin_shield_stands_where_it_is_told_to(shield: str, expected: object) -> None:
    assert origin(deployed(Front="cloudfront", OriginShield=shield), "function").get("OriginShield") == expected


# Results behind CloudFront


def test_results_are_read_by_this_distribution_alone_and_listed_by_nobody() -> None:
    policy = deployed(Front="cloudfront").of_type("AWS::S3::BucketPolicy")["ResultsPolicy"]["PolicyDocument"]
    (allowed,) = [each for each in policy["Statement"] if each["Effect"] == "Allow"]
    assert allowed["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert allowed["Action"] == "s3:GetObject"
    assert allowed["Resource"] == "Results.Arn/*"
    source = {"AWS:SourceArn": "arn:aws:cloudfront::123456789012:distribution/Distribution"}
    assert allowed["Condition"] == {"StringEquals": source}


def test_behind_a_rest_api_results_are_read_by_links_alone() -> None:
    stack = deployed(Front="rest")
    policy = stack.of_type("AWS::S3::BucketPolicy")["ResultsPolicy"]["PolicyDocument"]
    assert [each["Effect"] for each in policy["Statement"]] == ["Deny"]
    assert variables(stack)["TINTYPE_RESULTS_URL"] == ""


def test_a_link_to_a_result_meets_the_behaviour_that_serves_it() -> None:
    stack = deployed(Front="cloudfront")
    results = ResultStore(variables(stack)["TINTYPE_RESULTS"], variables(stack)["TINTYPE_RESULTS_URL"])
    address = result_address(Stored(key="cat.jpg"), "0" * 64)
    (behaviour,) = config(stack)["CacheBehaviors"]
    assert behaviour["PathPattern"] == "/results/*"
    assert results.link(address) == f"/results/{results.place.prefix}{address}"
    assert behaviour["TargetOriginId"] == "results"
    assert behaviour["FunctionAssociations"] == [
        {
            "EventType": "viewer-request",
            "FunctionARN": "ResultsPath.FunctionARN",
        }  # which tests/system/test_edge.py runs
    ]
    assert origin(stack, "results")["OriginAccessControlId"] == "ResultsAccess.Id"
    assert origin(stack, "results")["DomainName"] == "Results.RegionalDomainName"


def test_results_are_kept_by_address_and_safe_to_show_anywhere() -> None:
    stack = deployed(Front="cloudfront")
    (behaviour,) = config(stack)["CacheBehaviors"]
    assert behaviour["CachePolicyId"] == UNCOMPRESSED
    headers = stack.one("AWS::CloudFront::ResponseHeadersPolicy")["ResponseHeadersPolicyConfig"]
    assert headers["CorsConfig"]["AccessControlAllowOrigins"] == {"Items": ["*"]}
    assert headers["SecurityHeadersConfig"] == {"ContentTypeOptions": {"Override": True}}
    (custom,) = headers["CustomHeadersConfig"]["Items"]
    assert (custom["Header"], custom["Value"]) == ("Cross-Origin-Resource-Policy", "cross-origin")


def test_without_results_there_is_no_way_to_them() -> None:
    stack = deployed(Front="cloudfront", ResultsDays="0")
    assert [each["Id"] for each in config(stack)["Origins"]] == ["function"]
    assert "CacheBehaviors" not in config(stack)
    assert list(stack.of_type("AWS::CloudFront::Function")) == ["Normalise"]
    assert variables(stack)["TINTYPE_RESULTS_URL"] == ""


def test_what_cloudfront_names_is_short_however_long_the_stacks_name_and_another_for_each() -> None:
    stack = deployed(Front="cloudfront")
    longest = {"AWS::StackName": "s" * 128}
    names, others = (
        {
            (each["Type"], named["Name"])
            for each in Stack(
                stack.template, {"Front": "cloudfront"}, longest | {"AWS::StackId": f"a/b/{end}"}
            ).resources.values()
            if each["Type"].startswith("AWS::CloudFront::")
            for named in (each["Properties"], *each["Properties"].values())
            if isinstance(named, dict) and "Name" in named
        }
        for end in ("0" * 36, "1" * 36)
    )
    assert len(names) == len(others) == 7
    assert not names & others
    assert all(re.fullmatch("[A-Za-z0-9-]{1,64}", name) for _, name in names)
