"""Every `sam deploy` of the pages through sam's own parser, with the samconfig.toml that the pages say to write."""

import re
import tomllib
from pathlib import Path

import pytest

from handler.config.presets import parse_presets
from tests.support.aws.sam_commands import PAGES, commands, understood
from tests.support.aws.template import NEEDS_SAM, PARAMETERS, ROOT

SAMCONFIG = (ROOT / "samconfig.toml").read_text()
TABLE = "[default.deploy.parameters.parameter_overrides]\n"


def shown(page: str) -> list[str]:
    """Return the lines for samconfig.toml that a page shows."""
    return re.findall(r"```toml\n(.*?)```", (ROOT / page).read_text(), re.DOTALL)


EXAMPLES = [(page, text) for page in PAGES for text in shown(page)]


def test_the_pages_show_deployments_and_lines_of_samconfig() -> None:
    assert {page for page, _ in EXAMPLES} >= {"docs/deploy.md", "docs/events.md"}
    assert all(commands(page) for page in ("README.md", "docs/deploy.md"))


@pytest.mark.parametrize("page", [*sorted(path.name for path in (ROOT / "docs").glob("*.md")), "../README.md"])
def test_no_page_deploys_what_the_next_deployment_would_undo(page: str) -> None:
    text = (ROOT / "docs" / page).read_text()
    assert not re.search(r"^[^#`\n]*sam deploy[^`\n]*(--parameter-overrides|--guided)", text, re.MULTILINE)


@NEEDS_SAM
def test_sam_takes_every_command_with_the_parameters_of_samconfig() -> None:
    typed = [words for page in PAGES for words in commands(page)]
    for words, made in zip(typed, understood(*((words, ROOT) for words in typed)), strict=True):
        profile = words[words.index("--config-env") + 1] if "--config-env" in words else "default"
        said = tomllib.loads(SAMCONFIG)[profile]
        parameters = said["deploy"]["parameters"]["parameter_overrides"]
        assert made["parameters"] == {name: str(value) for name, value in parameters.items()}
        assert made["stack"] == said["global"]["parameters"]["stack_name"]


@NEEDS_SAM
@pytest.mark.parametrize(("page", "text"), EXAMPLES)
def test_sam_reads_the_lines_that_a_page_shows_as_they_are_meant(tmp_path: Path, page: str, text: str) -> None:
    lines = text.removeprefix(TABLE)
    (tmp_path / "samconfig.toml").write_text(SAMCONFIG.replace(TABLE, TABLE + lines))
    (tmp_path / "template.yaml").write_text((ROOT / "template.yaml").read_text())
    (made,) = understood((["deploy"], tmp_path))
    meant = {name: str(value) for name, value in tomllib.loads(lines).items()}
    assert made["parameters"] == meant, page
    for name, value in meant.items():
        assert re.fullmatch(PARAMETERS[name].get("AllowedPattern", ".*"), value), name
        assert value in map(str, PARAMETERS[name].get("AllowedValues", [value]))
    if meant.get("Presets", "s3://").startswith("{"):
        assert parse_presets(meant["Presets"])


@NEEDS_SAM
def test_presets_on_the_command_line_are_not_what_they_look_like(tmp_path: Path) -> None:
    """Why the pages do not say so: the day that sam reads it, this fails, and they may."""
    (tmp_path / "template.yaml").write_text((ROOT / "template.yaml").read_text())
    presets = '{"thumb": "w=320&h=320&fit=crop"}'
    typed = ["deploy", "--stack-name", "a", "--parameter-overrides", f"Presets={presets}"]
    (made,) = understood((typed, tmp_path))
    assert made.get("parameters") != {"Presets": presets}
