"""The CDK construct of docs/examples/cdk, by the real `cdk synth`: it deploys what the template does, and nothing else.

    make slow SUITE=cdk

npm fetches CDK at the pinned versions, sam builds the package; two minutes.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.aws.deployments import granted, variables
from tests.support.aws.promises import EVERY_STACK, WITH_CLOUDFRONT, what_fails_five_times_is_kept
from tests.support.aws.template import NEEDS_SAM, ROOT, CloudFormation, Stack, deployed, stack_of

pytestmark = [
    pytest.mark.slow,
    NEEDS_SAM,
    pytest.mark.skipif(not shutil.which("npm"), reason="CDK comes with npm: install Node.js, then make slow SUITE=cdk"),
]

EXAMPLE = ROOT / "docs" / "examples" / "cdk"
NAMES = {"SourceBucket": "mine"}
"""What CloudFormation puts in for a reference to the app's own bucket."""


def ran(folder: Path, *command: str | Path, **variables: str) -> str:
    environ = {**os.environ, "SAM_CLI_TELEMETRY": "0", "CI": "true", **variables}
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(path.read_text(), CloudFormation)  # noqa: S506 - a SafeLoader
    return found


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sam") / "build"
    sam = ROOT / ".venv-sam" / "bin" / "sam"
    ran(ROOT, sam, "build", "--build-dir", folder, "--parameter-overrides", "Architecture=arm64", ARCH="arm64")
    return folder


@pytest.fixture(scope="module")
def app(build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cdk") / "app"
    shutil.copytree(EXAMPLE, folder)
    ran(folder, "npm", "install", "--no-audit", "--no-fund", "--silent")
    ran(folder, "npm", "run", "synth", TINTYPE_BUILD=str(build))
    return folder


@pytest.fixture(scope="module")
def nested(app: Path) -> dict[str, Any]:
    """Return the nested stack as the app's stack asks for it."""
    template = json.loads((app / "cdk.out" / "Site.template.json").read_text())
    (found,) = [each for each in template["Resources"].values() if each["Type"] == "AWS::CloudFormation::Stack"]
    return dict(found["Properties"])


@pytest.fixture(scope="module")
def template(app: Path, nested: dict[str, Any]) -> dict[str, Any]:
    """Return the template that the nested stack is made of."""
    (name,) = re.findall(r"/(\w+\.yaml)$", nested["TemplateURL"]["Fn::Sub"])
    return read(app / "cdk.out" / f"asset.{name}")


@pytest.fixture(scope="module")
def given(nested: dict[str, Any]) -> dict[str, str]:
    return {**nested["Parameters"], **NAMES}


@pytest.fixture(scope="module")
def stack(template: dict[str, Any], given: dict[str, str]) -> Stack:
    return stack_of(template, given)


def test_the_nested_template_is_the_built_one_but_for_the_code(build: Path, template: dict[str, Any]) -> None:
    built, nested = read(build / "template.yaml"), deepcopy(template)
    for name in ("Images", "Worker"):
        assert built["Resources"][name]["Properties"].pop("CodeUri") == name
        code = nested["Resources"][name]["Properties"].pop("CodeUri")
        assert code["Bucket"] == {"Fn::Sub": "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}"}
        assert re.fullmatch(r"[0-9a-f]{64}\.zip", code["Key"])
    assert nested == built


def test_what_is_uploaded_is_the_package(app: Path, build: Path, template: dict[str, Any]) -> None:
    manifest = json.loads((app / "cdk.out" / "Site.assets.json").read_text())["files"]
    for name in ("Images", "Worker"):
        key = template["Resources"][name]["Properties"]["CodeUri"]["Key"]
        source = manifest[key.removesuffix(".zip")]["source"]
        assert source["packaging"] == "zip"
        packed, made = app / "cdk.out" / source["path"], build / name
        assert {path.relative_to(packed) for path in packed.rglob("*")} == {
            path.relative_to(made) for path in made.rglob("*")
        }
        assert (packed / "handler" / "entry.py").read_bytes() == (ROOT / "handler" / "entry.py").read_bytes()


def test_properties_become_parameters(nested: dict[str, Any]) -> None:
    assert nested["Parameters"] == {
        "Front": "cloudfront",
        "SourceBucket": {"Ref": nested["Parameters"]["SourceBucket"]["Ref"]},
        "Unsigned": "widths,presets",
        "Presets": '{"thumb":"w=320&fm=webp"}',
        "Monitoring": "full",
        "ReservedConcurrency": "50",
    }


def test_a_bucket_of_the_app_tells_eventbridge_where_there_are_presets(app: Path) -> None:
    resources = json.loads((app / "cdk.out" / "Site.template.json").read_text())["Resources"].values()
    (told,) = [each for each in resources if each["Type"] == "Custom::S3BucketNotifications"]
    assert told["Properties"]["NotificationConfiguration"] == {"EventBridgeConfiguration": {}}


@pytest.mark.parametrize(
    "promise", [*EVERY_STACK, *WITH_CLOUDFRONT, what_fails_five_times_is_kept], ids=lambda each: each.__name__
)
def test_what_the_template_promises_cdk_keeps(promise: Callable[[Stack], None], stack: Stack) -> None:
    promise(stack)


def test_cdk_makes_what_sam_makes(stack: Stack, given: dict[str, str]) -> None:
    """All but the package's place, and the version that is named after it."""

    def made(other: Stack) -> dict[str, Any]:
        versions, placed = other.of_type("AWS::Lambda::Version"), {"Code", "FunctionVersion"}
        resources = {name: each for name, each in other.resources.items() if name not in versions}
        return {
            name: (each["Type"], {key: value for key, value in each["Properties"].items() if key not in placed})
            for name, each in resources.items()
        }

    assert made(stack) == made(deployed(**given))


def test_cdk_deploy_lets_aws_transform_a_nested_template(app: Path) -> None:
    """Without that word AWS refuses: the command line says it for every stack."""
    assert "CAPABILITY_AUTO_EXPAND" in (app / "node_modules" / "aws-cdk" / "lib" / "index.js").read_text()


def test_the_page_shows_what_the_example_does() -> None:
    shown = (ROOT / "docs" / "deploy.md").read_text().split("## With CDK\n")[1].split("\n## ")[0]
    for line in ("front: 'cloudfront',", "presets: { thumb: 'w=320&fm=webp' },", "tintype.output('Url')"):
        assert line in shown
        assert line in (EXAMPLE / "site.ts").read_text()
    assert len((EXAMPLE / "tintype.ts").read_text().splitlines()) <= 120


def test_the_function_reads_the_bucket_of_the_app(stack: Stack) -> None:
    assert variables(stack)["TINTYPE_SOURCE"] == "s3://mine"
    assert granted(stack, "s3:GetObject", "ImagesRole") >= {"arn:aws:s3:::mine/*"}


@pytest.mark.parametrize(
    ("properties", "name", "said"),
    [
        ({"parameters": {"Widht": "300"}}, "Site", "there is no parameter Widht; there are Front, SourceBucket"),
        ({"front": "cloudfront"}, "AStackOfMoreThanSomeLetters", "10 characters too long together for CloudFront"),
    ],
)
def test_what_would_fail_at_aws_fails_at_synth(
    properties: dict[str, Any], name: str, said: str, app: Path, build: Path
) -> None:
    code = (
        "const { App, Stack } = await import('aws-cdk-lib'); const { Tintype } = await import('./built/tintype.js');"
        f"new Tintype(new Stack(new App(), '{name}'), 'Tintype', {json.dumps({'build': str(build), **properties})});"
    )
    done = subprocess.run(
        ["node", "--input-type=module", "-e", code],  # noqa: S607 - this machine's
        cwd=app,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert said in done.stderr
