"""The template in every region of AWS: what it makes there, and where CloudFront keeps its copy before the function."""

import re
import subprocess

import pytest
from botocore.session import get_session

from tests.support.aws.deployments import ALL, BOTH, config
from tests.support.aws.template import NEEDS_SAM, ROOT, TEMPLATE, Stack, deployed

SHIELD = {region: row["Region"] for region, row in TEMPLATE["Mappings"]["Shield"].items()}
DEPLOY = (ROOT / "docs" / "deploy.md").read_text()
TRIED = ("us-east-1", "us-west-1", "eu-north-1", "ap-southeast-2")
SESSION = get_session()
PARTITIONS = ("aws", "aws-cn", "aws-us-gov")


def in_region(region: str, **parameters: str) -> Stack:
    """Return the stack that these parameters make in a region."""
    made = deployed(**parameters)
    values = {name: made.values[name] for name in parameters}
    partition = SESSION.get_partition_for_region(region)
    return Stack(made.template, values, {"AWS::Region": region, "AWS::Partition": partition})


def test_every_region_that_has_lambda_has_a_row() -> None:
    """CloudFormation refuses the whole template in a region without one, whatever Front says."""
    known = {region for name in PARTITIONS for region in SESSION.get_available_regions("lambda", name)}
    assert known - SHIELD.keys() == set()


def test_the_nearest_cache_is_in_a_region_that_has_one() -> None:
    """Of CloudFront's developer guide, "Use Amazon CloudFront Origin Shield"."""
    own = {region for region, near in SHIELD.items() if region == near}
    assert own == {
        *("us-east-1", "us-east-2", "us-west-2", "sa-east-1", "eu-central-1", "eu-west-1", "eu-west-2"),
        *("ap-northeast-1", "ap-northeast-2", "ap-south-1", "ap-southeast-1", "ap-southeast-2"),
    }
    near = {region: place for region, place in SHIELD.items() if not region.startswith(("cn-", "us-gov-"))}
    assert set(near.values()) == own
    assert {place for region, place in SHIELD.items() if region not in near} == {"none"}


@NEEDS_SAM
@pytest.mark.parametrize("region", TRIED)
def test_origin_shield_is_where_there_is_one(region: str) -> None:
    def shield(**parameters: str) -> object:
        origin = config(in_region(region, Front="cloudfront", **parameters))["Origins"][0]
        return origin.get("OriginShield", {}).get("OriginShieldRegion")

    near = {"us-east-1": "us-east-1", "us-west-1": "us-west-2", "eu-north-1": "eu-west-2"}
    assert shield() == near.get(region, "ap-southeast-2")
    assert shield(OriginShield="sa-east-1") == "sa-east-1"
    assert shield(OriginShield="off") is None


@NEEDS_SAM
@BOTH
@pytest.mark.parametrize("region", TRIED)
def test_a_stack_makes_the_same_in_every_region_and_names_its_own(front: str, region: str) -> None:
    here, there = in_region(region, Front=front, **ALL), deployed(Front=front, **ALL)
    assert here.resources.keys() == there.resources.keys()
    assert "eu-west-1" not in re.sub(r"arn:aws:(acm|wafv2):\S+", "", str({**here.resources, "Distribution": ""}))
    if front == "rest":
        uris = set(re.findall(r"arn:aws:apigateway:([\w-]+):lambda:", str(here.resources)))
        assert uris == {region}


@NEEDS_SAM
@pytest.mark.parametrize(("region", "partition"), [("us-gov-west-1", "aws-us-gov"), ("cn-north-1", "aws-cn")])
def test_a_rest_api_binds_no_name_to_the_commercial_partition(region: str, partition: str) -> None:
    parameters = {**ALL, "CertificateArn": "", "WebAclArn": "", "Presets": "s3://mine/presets.json"}
    made = str(in_region(region, Front="rest", **parameters).resources)
    assert set(re.findall(r"arn:(aws[a-z-]*):", made)) == {partition}


@pytest.mark.slow
@NEEDS_SAM
def test_every_region_has_what_the_template_makes_there_but_for_function_urls_where_the_page_says_so() -> None:
    command = [
        str(ROOT / ".venv-sam" / "bin" / "cfn-lint"),
        "--format",
        "parseable",
        "--regions",
        "ALL_REGIONS",
        "--",
        "template.yaml",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    missing = re.findall(r"^template.yaml:.*'(\S+)' does not exist in '(\S+)'$", done.stdout, re.MULTILINE)
    assert len(missing) == len([line for line in done.stdout.splitlines() if line])
    kinds = {kind for kind, _ in missing}
    conditions = {each["Condition"] for each in TEMPLATE["Resources"].values() if each["Type"] in kinds}
    assert conditions == {"Cdn", "KeepCdn"}
    commercial = {(kind, region) for kind, region in missing if not region.startswith(("cn-", "us-gov-"))}
    said = DEPLOY.split("do not exist in every region")[1].split("`rest` does")[0]
    assert commercial == {("AWS::Lambda::Url", region) for region in re.findall(r"[a-z]{2}-[a-z]+-\d", said)}
