"""The two fronts: that it is one of them alone, the REST API, and the name and guard that either can have."""

import pytest

from tests.support.aws.deployments import ACL, ALL, BOTH, DOMAIN, LEAST, config, variables
from tests.support.aws.template import NEEDS_SAM, PARAMETERS, ROOT, deployed

pytestmark = NEEDS_SAM

PARTS = {
    "rest": {"AWS::ApiGateway::RestApi", "AWS::ApiGateway::Stage", "AWS::ApiGateway::Deployment"},
    "cloudfront": {
        "AWS::Lambda::Url",
        "AWS::CloudFront::Distribution",
        "AWS::CloudFront::Function",
        "AWS::CloudFront::CachePolicy",
        "AWS::CloudFront::OriginRequestPolicy",
        "AWS::CloudFront::OriginAccessControl",
        "AWS::CloudFront::ResponseHeadersPolicy",
    },
}


@pytest.mark.parametrize(("front", "other"), [("rest", "cloudfront"), ("cloudfront", "rest")])
def test_one_front_is_made_and_nothing_of_the_other(front: str, other: str) -> None:
    kinds = {resource["Type"] for resource in deployed(Front=front).resources.values()}
    assert kinds >= PARTS[front]
    assert not kinds & PARTS[other]


def test_every_answer_travels_as_binary() -> None:
    api = deployed(Front="rest").one("AWS::ApiGateway::RestApi")
    assert api["BinaryMediaTypes"] == ["*~1*"]
    assert api["Body"]["x-amazon-apigateway-binary-media-types"] == ["*/*"]


def test_every_path_and_method_goes_to_the_alias() -> None:
    paths = deployed(Front="rest").one("AWS::ApiGateway::RestApi")["Body"]["paths"]
    assert set(paths) == {"/", "/{proxy+}"}
    for methods in paths.values():
        assert set(methods) == {"x-amazon-apigateway-any-method"}
        integration = methods["x-amazon-apigateway-any-method"]["x-amazon-apigateway-integration"]
        assert integration["type"] == "aws_proxy"
        assert integration["uri"].endswith(":lambda:path/2015-03-31/functions/Images.Arn:live/invocations")


def test_this_api_alone_may_call_the_function() -> None:
    permission = deployed(Front="rest").one("AWS::Lambda::Permission")
    assert permission["Principal"] == "apigateway.amazonaws.com"
    assert permission["Action"] == "lambda:InvokeFunction"
    assert permission["SourceArn"] == "arn:aws:execute-api:eu-west-1:123456789012:RestApi/live/*"


def test_the_api_has_one_stage_and_bounds_what_it_can_cost() -> None:
    stage = deployed(Front="rest", RequestsPerSecond="20").one("AWS::ApiGateway::Stage")
    assert stage["StageName"] == "live"
    (method,) = stage["MethodSettings"]
    assert (method["ResourcePath"], method["HttpMethod"]) == ("/*", "*")
    assert (method["ThrottlingRateLimit"], method["ThrottlingBurstLimit"]) == ("20", "20")


def test_a_domain_of_ones_own_is_taken_by_cloudfront_and_entered() -> None:
    stack = deployed(Front="cloudfront", **DOMAIN)
    assert config(stack)["Aliases"] == ["img.example.com"]
    certificate = config(stack)["ViewerCertificate"]
    assert certificate["AcmCertificateArn"] == DOMAIN["CertificateArn"]
    assert (certificate["SslSupportMethod"], certificate["MinimumProtocolVersion"]) == ("sni-only", "TLSv1.2_2021")
    records = stack.of_type("AWS::Route53::RecordSet").values()
    assert {record["Type"] for record in records} == {"A", "AAAA"}
    assert {record["AliasTarget"]["DNSName"] for record in records} == {"Distribution.DomainName"}
    assert {record["AliasTarget"]["HostedZoneId"] for record in records} == {"Z2FDTNDATAQYW2"}


def test_a_domain_of_ones_own_is_taken_by_the_api_and_entered() -> None:
    stack = deployed(Front="rest", **DOMAIN)
    domain = stack.one("AWS::ApiGateway::DomainName")
    assert domain["DomainName"] == "img.example.com"
    assert domain["SecurityPolicy"] == "TLS_1_2"
    assert stack.one("AWS::ApiGateway::BasePathMapping")["Stage"] == "RestApiliveStage"
    record = stack.one("AWS::Route53::RecordSet")
    assert record["AliasTarget"]["DNSName"] == "RestApiDomain.RegionalDomainName"


@BOTH
def test_a_domain_that_something_else_has_is_known_and_not_taken(front: str) -> None:
    stack = deployed(Front=front, DomainName="img.example.com")
    assert variables(stack)["TINTYPE_PUBLIC_URL"] == "https://img.example.com"
    assert stack.of_type("AWS::ApiGateway::DomainName") == {}
    assert "img.example.com" not in stack.outputs["Url"]
    if front == "cloudfront":
        assert "Aliases" not in config(stack)


@BOTH
def test_the_url_of_a_domain_of_ones_own_names_it(front: str) -> None:
    stack = deployed(Front=front, **DOMAIN)
    assert stack.outputs["Url"] == "https://img.example.com/images/bee.jpg?w=300"
    target = {"rest": "RestApiDomain.RegionalDomainName", "cloudfront": "Distribution.DomainName"}[front]
    assert stack.outputs["Target"] == target


def test_a_web_acl_guards_the_front_that_there_is() -> None:
    assert config(deployed(Front="cloudfront", **ALL))["WebACLId"] == ACL
    assert deployed(Front="cloudfront", **ALL).of_type("AWS::WAFv2::WebACLAssociation") == {}
    association = deployed(Front="rest", **ALL).one("AWS::WAFv2::WebACLAssociation")
    assert association["WebACLArn"] == ACL
    assert association["ResourceArn"] == "arn:aws:apigateway:eu-west-1::/restapis/RestApi/stages/RestApiliveStage"
    assert "WebACLId" not in config(deployed(Front="cloudfront"))


@BOTH
def test_the_url_to_try_is_one_that_answers(front: str) -> None:
    outputs = deployed(Front=front).outputs
    host, _, path = outputs["Url"].removeprefix("https://").partition("/")
    stage = {"rest": "live/", "cloudfront": ""}[front]
    assert (
        host == {"rest": "RestApi.execute-api.eu-west-1.amazonaws.com", "cloudfront": "Distribution.DomainName"}[front]
    )
    assert path == f"{stage}images/bee.jpg?w=300"
    assert (ROOT / "samples" / "bee.jpg").is_file()
    assert "300" in PARAMETERS["Widths"]["Default"].split(",")
    assert outputs["Upload"] == "aws s3 cp samples/bee.jpg s3://Pictures/"
    assert deployed(Front=front, **LEAST).outputs["Upload"] == "aws s3 cp samples/bee.jpg s3://mine/photos/2026/"
