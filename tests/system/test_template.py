"""What template.yaml promises as it is written; what it makes of an account is the subject of test_transform.py."""

import re
import tomllib

import pytest

from handler.config.setting_types import UNSIGNED
from handler.config.settings import Settings
from handler.dialects.table import DIALECTS, families
from handler.runtime import request_log
from tests.support.aws.template import PARAMETERS, ROOT, TEMPLATE, function_properties
from tools import build_package

MAKEFILE = (ROOT / "Makefile").read_text()
README = (ROOT / "README.md").read_text()
FUNCTION = TEMPLATE["Resources"]["Images"]
PROPERTIES = function_properties("Images")
VARIABLES = PROPERTIES["Environment"]["Variables"]
SAMCONFIG = tomllib.loads((ROOT / "samconfig.toml").read_text())


def test_the_function_is_what_the_makefile_builds() -> None:
    assert PROPERTIES["Handler"] == "handler.entry.lambda_handler"
    assert PROPERTIES["Runtime"] == "python3.13"
    assert PROPERTIES["Runtime"] == f"python{build_package.PYTHON_VERSION}"
    assert FUNCTION["Metadata"]["BuildMethod"] == "makefile"
    assert "\nbuild-Images:" in MAKEFILE


def test_the_processor_is_the_one_that_make_builds_for() -> None:
    assert PROPERTIES["Architectures"] == [{"Ref": "Architecture"}]
    assert PARAMETERS["Architecture"]["Default"] == "arm64"
    assert "\nARCH ?= arm64\n" in MAKEFILE
    assert "ARCH=$$processor $(SAM_VENV)/bin/sam build --parameter-overrides Architecture=$$processor" in MAKEFILE


def test_make_sam_local_changes_the_default_of_the_processor_alone() -> None:
    written = (ROOT / "template.yaml").read_text()
    assert written.count("    Default: arm64\n") == 1


def test_the_function_ends_no_later_than_the_api_waits() -> None:
    assert PROPERTIES["Timeout"] <= 29
    assert PROPERTIES["MemorySize"] == 1769


def test_the_environment_holds_settings_and_four_names_more() -> None:
    others = {name for name in VARIABLES if name not in Settings.names()}
    assert others == {"MALLOC_ARENA_MAX", "AWS_ENDPOINT_URL_S3", "DEPLOYED_WITH", "AWS_LAMBDA_EXEC_WRAPPER"}
    assert VARIABLES["MALLOC_ARENA_MAX"] == "2"
    assert VARIABLES["AWS_ENDPOINT_URL_S3"] == ""
    assert [name for name, value in VARIABLES.items() if not isinstance(value, str | dict)] == []
    worker = function_properties("Worker")["Environment"]["Variables"]
    assert worker.keys() - {"TINTYPE_DISTRIBUTION"} < VARIABLES.keys()


def test_originals_and_documentation_are_off() -> None:
    assert VARIABLES["TINTYPE_ORIGINALS"] == "off"
    assert VARIABLES["TINTYPE_DOCS"] == "off"


def test_unsigned_requests_get_the_ladder_and_no_more_by_default() -> None:
    assert VARIABLES["TINTYPE_UNSIGNED"] == {"Ref": "Unsigned"}
    assert PARAMETERS["Unsigned"]["Default"] == "widths"
    for name in ("Widths", "Ratios", "Qualities"):
        assert VARIABLES[f"TINTYPE_{name.upper()}"] == {"Ref": name}
        assert PARAMETERS[name]["Default"] == ",".join(map(str, getattr(Settings(), name.lower())))


@pytest.mark.parametrize(
    ("parameter", "good", "bad"),
    [
        (
            "Presets",
            ["", '{"thumb": "w=320"}', "s3://mine/presets.json"],
            ["thumb", "s3://mine", "https://a.example/b", "s3://mine/folder/"],
        ),
        ("Unsigned", ["", "any", "widths,generate", "presets"], ["all", "widths,", "widths generate"]),
        ("Dialects", ["native"], ["", "all", "native,", "native native"]),
        ("Root", ["", "native", "thumbor"], ["all", "native,native"]),
        ("DialectSecrets", ["", "tintype/", "prod/img."], ["*", "a b", "secretsmanager:a", "arn:aws:x", "a-"]),
        ("Widths", ["300", "300,600", "fluid,300"], ["", "0", "300,", "3e2", "fluent", "30000", "8193"]),
        ("Ratios", ["none", "16:9", "1:1,16:9"], ["", "0:1", "1.5", "1:1,", "none,1:1", "16:9:4", "100000:1"]),
        ("Qualities", ["none", "75", "100,50@2"], ["", "0", "101", "50@6", "75,", "@2"]),
        ("Inputs", ["", "jpg", "jpg,heic,svg"], ["mp3", "jpg,", "jpg heic", "JPG"]),
        (
            "Fonts",
            ["", "s3://letters", "s3://letters/noto/2026", "file:///opt/fonts"],
            ["/opt/fonts", "s3://", "s3://a/*", "s3://letters/noto/", "https://a.example/b", "a=s3://letters"],
        ),
        (
            "Origins",
            ["", "https://images.example.com", "https://images.example.com,https://cdn.example.com:8443/pics"],
            [
                "http://a.example",
                "https://a.example/",
                "https://*.a.example",
                "a.example",
                "https://10.0.0.1",
                "https://u@a.example",
            ],
        ),
        ("SourceBucket", ["", "my-pictures.example"], ["My", "s3://pictures", "a/b"]),
        ("SourcePrefix", ["", "2026", "photos/2026"], ["/photos", "photos/", "a//b", "*"]),
        (
            "DomainName",
            ["", "img.example.com"],
            ["https://img.example.com", "img", "img.example.com/", "*.example.com"],
        ),
        ("CertificateArn", ["", "arn:aws:acm:us-east-1:123456789012:certificate/0a"], ["0a", "arn:aws:iam::1:x"]),
        ("HostedZoneId", ["", "Z0123456789ABC"], ["example.com", "/hostedzone/Z01"]),
        ("WebAclArn", ["", "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/b"], ["a/b"]),
        ("OriginShield", ["own", "off", "eu-central-1", "us-east-1"], ["", "on", "eu-central"]),
        ("AlarmEmail", ["", "me@example.com"], ["me", "me @example.com"]),
    ],
)
def test_a_parameter_is_judged_before_anything_is_made(parameter: str, good: list[str], bad: list[str]) -> None:
    pattern = re.compile(PARAMETERS[parameter]["AllowedPattern"])
    assert pattern.fullmatch(PARAMETERS[parameter]["Default"])
    assert [text for text in good if not pattern.fullmatch(text)] == []
    assert [text for text in bad if pattern.fullmatch(text)] == []


def test_the_template_takes_every_dialect_and_nothing_else() -> None:
    for name, more in (("Dialects", set()), ("Root", set()), ("Unsigned", UNSIGNED)):
        words = set(re.findall(r"[a-z0-9]+", PARAMETERS[name]["AllowedPattern"]))
        assert words == {*families(), *more}, name


def test_every_dialect_with_keys_of_its_own_finds_them_in_a_secret_of_its_name() -> None:
    for row in DIALECTS:
        if row.secret:
            said = VARIABLES[f"TINTYPE_{row.secret.upper()}"]["Fn::If"]
            assert said == ["OwnKeys", {"Fn::Sub": f"secretsmanager:${{DialectSecrets}}{row.family}"}, ""], row.name


def test_every_parameter_is_judged_and_stands_in_a_group() -> None:
    rules = {"AllowedPattern", "AllowedValues", "MinValue"}
    assert [name for name, parameter in PARAMETERS.items() if not rules & parameter.keys()] == []
    groups = TEMPLATE["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
    assert sorted(name for group in groups for name in group["Parameters"]) == sorted(PARAMETERS)


def test_snapstart_finds_what_it_needs() -> None:
    assert PROPERTIES["EphemeralStorage"]["Size"] <= 512  # of which lint knows nothing
    assert "PackageType" not in PROPERTIES
    assert PROPERTIES["AutoPublishAlias"] == "live"
    assert PARAMETERS["SnapStart"]["AllowedValues"] == ["None", "PublishedVersions"]


def test_the_dashboard_shows_metrics_that_are_sent() -> None:
    body = TEMPLATE["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"][0]
    line = request_log.RequestRecord("id", "GET").line(200, "/images")
    shown = re.findall(r"SEARCH\('\{(\w+),function,route} function=\\\"\$\{Images}\\\" MetricName=\\\"(\w+)", body)
    assert {name for _, name in shown} == {"duration", "cold_starts"}
    for namespace, name in shown:
        assert namespace == request_log.NAMESPACE
        assert f'"Name":"{name}"' in line


def test_each_profile_of_samconfig_names_parameters_that_exist() -> None:
    profiles = {name: profile for name, profile in SAMCONFIG.items() if isinstance(profile, dict)}
    assert {"default", "dev"} <= profiles.keys()
    for name in ("default", "dev"):
        for parameter, value in profiles[name]["deploy"]["parameters"]["parameter_overrides"].items():
            known = PARAMETERS[parameter]
            assert value in known.get("AllowedValues", [value])
            assert re.fullmatch(known.get("AllowedPattern", ".*"), str(value))


def test_two_profiles_never_write_to_one_stack() -> None:
    def stack(profile: str) -> str:
        sections = SAMCONFIG[profile]
        both = {**sections.get("global", {}).get("parameters", {}), **sections["deploy"]["parameters"]}
        return str(both["stack_name"])

    assert stack("default") != stack("dev")
    assert SAMCONFIG["dev"]["deploy"]["parameters"]["capabilities"] == "CAPABILITY_IAM"


def test_the_readme_deploys_in_three_commands() -> None:
    section = README.split("## Deploy\n")[1].split("\n## ")[0]
    (block,) = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    assert len(block.strip().splitlines()) == 3
    assert "docs/deploy.md" in section
