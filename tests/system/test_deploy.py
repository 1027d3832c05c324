"""docs/deploy.md says what template.yaml says, and its commands name what there is."""

import json
import re
import shlex
from itertools import pairwise

import pytest
from botocore.session import get_session
from botocore.validate import ParamValidator

from handler.aws.fronts import FUNCTION_URL, REST
from handler.config.settings import WIDTHS
from tests.support.aws.template import PARAMETERS, ROOT, TEMPLATE

DEPLOY = (ROOT / "docs" / "deploy.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
TABLE = DEPLOY.split("\n## Parameters\n\n")[1].split("\n\n")[0].splitlines()[2:]
ROWS = {cells[1].strip(" `"): [cell.strip() for cell in cells[2:-1]] for cells in (row.split("|") for row in TABLE)}
BLOCKS = re.findall(r"```sh\n(.*?)```", DEPLOY, re.DOTALL)


def test_every_parameter_is_documented_in_the_templates_order() -> None:
    assert list(ROWS) == list(PARAMETERS)


@pytest.mark.parametrize("name", PARAMETERS)
def test_the_default_of_a_parameter_is_the_one_that_the_page_says(name: str) -> None:
    said, meaning = ROWS[name]
    default = str(PARAMETERS[name]["Default"])
    if name == "Widths":
        assert said == f"`{WIDTHS[0]}` and {len(WIDTHS) - 1} from {WIDTHS[1]} to {WIDTHS[-1]}"
    else:
        assert said == (f"`{default}`" if default else "")
    assert meaning
    values = {str(value) for value in PARAMETERS[name].get("AllowedValues", [])} - {default}
    if name not in {"LogDays", "Architecture"}:
        assert [value for value in values if f"`{value}`" not in meaning] == []


def test_every_output_is_named() -> None:
    assert [name for name in TEMPLATE["Outputs"] if f"`{name}`" not in DEPLOY] == []


def test_the_largest_inline_picture_is_the_one_that_the_door_lets_through() -> None:
    assert REST.room == FUNCTION_URL.room
    assert f"{REST.room / 1e6:.1f} MB | {FUNCTION_URL.room / 1e6:.1f} MB |" in DEPLOY


def test_the_commands_name_targets_profiles_and_files_that_there_are() -> None:
    for target in re.findall(r"make (\w+)", "\n".join(BLOCKS)):
        assert f"\n{target}: " in MAKEFILE
    for picture in re.findall(r"samples/\S+", "\n".join(BLOCKS)):
        assert (ROOT / picture).is_file()
    for profile in re.findall(r"--config-env (\w+)", DEPLOY):
        assert f"[{profile}.deploy.parameters]" in (ROOT / "samconfig.toml").read_text()
    for name, value in re.findall(r"`(\w+)=([^`]+)`", DEPLOY):
        if name in PARAMETERS and value != "...":
            assert str(value) in map(str, PARAMETERS[name].get("AllowedValues", [value]))


def test_the_rule_of_the_web_acl_is_one_that_aws_takes() -> None:
    (rules,) = re.findall(r"```json\n(.*?)```", DEPLOY, re.DOTALL)
    (command,) = [block for block in BLOCKS if "create-web-acl" in block]
    words = shlex.split(command.replace("\\\n", " "))
    given = dict(pairwise(words))
    visibility = dict(pair.split("=") for pair in given["--visibility-config"].split(","))
    request = {
        "Name": given["--name"],
        "Scope": given["--scope"],
        "DefaultAction": {"Allow": {}},
        "Rules": json.loads(rules),
        "VisibilityConfig": {
            **{name: value == "true" for name, value in visibility.items() if value in {"true", "false"}},
            "MetricName": visibility["MetricName"],
        },
    }
    shape = get_session().get_service_model("wafv2").operation_model("CreateWebACL").input_shape
    assert shape
    report = ParamValidator().validate(request, shape)
    assert not report.has_errors(), report.generate_report()
    assert given["--default-action"] == "Allow={}"


def test_the_page_says_how_to_get_rid_of_it_all() -> None:
    removal = DEPLOY.split("\n## Removing\n")[1].split("\n## ")[0]
    retained = {name for name, each in TEMPLATE["Resources"].items() if "Retain" in each.get("DeletionPolicy", "")}
    assert retained == {"Pictures", "Results", "AccessLogsBucket"}
    assert "two buckets" in removal
    assert "the third, of `AccessLogs`" in removal
    assert "sam delete" in removal
    assert "aws s3 rb --force" in removal
