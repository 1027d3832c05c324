"""What contributors read: its commits exist and show what they are to, its commands and files are there."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text()
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
GIT = shutil.which("git") or "git"
SECTIONS = {each.partition("\n")[0]: each for each in PAGE.split("\n## ")[1:]}
EXAMPLES = [name for name, text in SECTIONS.items() if "git show" in text]


def git(*arguments: str) -> str:
    done = subprocess.run([GIT, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def has_history() -> bool:
    """Return whether this is a repository with the project's own past: no archive, no shallow clone."""
    if not shutil.which("git") or Path(git("rev-parse", "--show-toplevel") or "/") != ROOT:
        return False
    return any(git("cat-file", "-t", commit) == "commit" for commit in re.findall(r"git show (\w+)", PAGE))


def test_an_operation_a_format_and_a_dialect_have_examples() -> None:
    assert EXAMPLES == ["Add an operation", "Add a format", "Add a dialect"]


@pytest.mark.skipif(not has_history(), reason="needs the commits of the project's repository")
@pytest.mark.parametrize("section", EXAMPLES)
def test_the_commits_that_are_shown_hold_the_files_that_are_named(section: str) -> None:
    commits = re.findall(r"git show ([0-9a-f]{7,})`", SECTIONS[section])
    touched = {path for commit in commits for path in git("show", "--format=", "--name-only", commit).splitlines()}
    named = set(re.findall(r"^- (?:[^`\n]*)`((?:handler|tests)/[\w/.]+)`", SECTIONS[section], re.MULTILINE))
    assert all(git("cat-file", "-t", commit) == "commit" for commit in commits)
    assert named
    assert named <= touched


def test_the_files_that_are_named_are_there() -> None:
    named = set(re.findall(r"`((?:handler|tests|docs|benchmarks)/[\w/.]+)`", PAGE))
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_a_form_for_issues_is_one(form: Path) -> None:
    told = yaml.safe_load(form.read_text())
    if form.stem == "config":
        assert told == {"blank_issues_enabled": True}
        return
    assert {"name", "description", "body"} <= told.keys()
    names = [field["id"] for field in told["body"]]
    assert len(set(names)) == len(names)
    for field in told["body"]:
        assert field["type"] in {"textarea", "input", "dropdown"}
        assert field["attributes"]["label"]
        assert ("options" in field["attributes"]) == (field["type"] == "dropdown")


def test_each_kind_of_report_has_a_form() -> None:
    assert [form.stem for form in FORMS] == ["address", "bug", "config", "wrong-picture"]


def test_the_policy_leads_to_the_page_and_to_what_it_names() -> None:
    policy = (ROOT / "SECURITY.md").read_text()
    assert "(docs/security.md)" in policy
    assert "(SECURITY.md)" in PAGE
    for name in re.findall(r"TINTYPE_\w+", policy):
        assert name in (ROOT / "docs" / "reference" / "settings.md").read_text()
