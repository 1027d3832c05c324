"""Every `aws` command of the pages names an operation that there is, with members that it has."""

import re
import shlex

import pytest
from botocore import xform_name
from botocore.session import get_session

from tests.support.aws.template import ROOT

EVERYWHERE = {"--query", "--output", "--region"}
"""Options of the command line itself."""

OWN = {
    "configure": {"get", "list", "sso"},
    "s3": {"cp", "ls", "mb", "mv", "presign", "rb", "rm", "sync"},
}
"""What the command line has beside AWS's own operations: `aws s3 cp`."""

PAGES = ["README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]


def shown(page: str) -> list[str]:
    """Return the commands of a page that begin with aws, one a line."""
    text = (ROOT / page).read_text().replace("\\\n", " ")
    return re.findall(r"(?:^ *|`)(aws [a-z0-9]+ [a-z-]+ [^`\n#]*)", text, re.MULTILINE)


COMMANDS = [line for page in PAGES for line in shown(page)]


def test_the_pages_show_commands() -> None:
    assert {line.split()[1] for line in COMMANDS} >= {"s3", "lambda", "sqs", "cloudfront", "cloudformation", "s3api"}
    own = [line.split()[1:3] for line in COMMANDS if line.split()[1] in OWN]
    assert [name for service, name in own if name not in OWN[service]] == []


@pytest.mark.parametrize("line", [line for line in COMMANDS if line.split()[1] not in OWN])
def test_an_operation_has_the_members_that_the_command_gives(line: str) -> None:
    _, service, name, *words = shlex.split(line)
    model = get_session().get_service_model(service.removesuffix("api"))  # s3api is s3 as AWS describes it
    operations = {xform_name(operation, "-"): operation for operation in model.operation_names}
    shape = model.operation_model(operations[name]).input_shape
    assert shape
    # Of a batch of paths the command line makes `--paths`, as its documentation says.
    members = {f"--{xform_name(member, '-')}" for member in shape.members} | EVERYWHERE
    members |= {"--paths"} if name == "create-invalidation" else set()
    assert {word for word in words if word.startswith("--")} <= members
    given = {f"--{xform_name(member, '-')}" for member in shape.required_members} - {"--invalidation-batch"}
    assert given <= set(words)
