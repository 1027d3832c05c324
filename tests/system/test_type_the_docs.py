"""What the suite `typed` finds on the pages, and how it says what it did. The suite itself takes minutes."""

import re
from pathlib import Path

import pytest

from tools.type_the_docs import NOT_HERE, PAGES, ROOT, TASKS, WANTED, Typed, commands

ALL = [command for page in (*PAGES, *TASKS) for command in commands((ROOT / page).read_text())]


def test_continued_lines_and_quotes_make_one_command_without_its_comment() -> None:
    fenced = "```sh\ncurl a \\\n  b    # said\ncurl -d '\n  {}'\n```\n"
    page = f"{fenced}text\n\n    tintype purge a\n    tintype purge b\n\nmore\n"
    assert list(commands(page)) == ["curl a b", "curl -d '\n  {}'", "tintype purge a", "tintype purge b"]


@pytest.mark.parametrize("page", [*PAGES, *TASKS])
def test_every_page_has_commands_and_no_prose_among_them(page: str) -> None:
    found = list(commands((ROOT / page).read_text()))
    assert len(found) > 3 or (page in TASKS and found)
    bare = [re.sub("""^([A-Z_]+=('[^']*'|"[^"]*"|[^ ]*) )+""", "", command) for command in found]
    programs = {Path(re.split(r"\s", command)[0]).name for command in bare}
    assert programs <= {"make", "curl", "tintype", "docker", "sam", "aws", "git", "echo", "export", "python"}


@pytest.mark.parametrize("pattern", NOT_HERE)
def test_every_excuse_is_for_a_command_that_is_there(pattern: str) -> None:
    assert any(re.search(pattern, command) for command in ALL)


def test_what_has_to_be_said_belongs_to_a_command_of_a_page_or_of_sam_local() -> None:
    printed = (ROOT / "tools" / "sam_local.py").read_text()
    assert all(any(part in command for command in ALL) or part in printed for part in WANTED)


def test_the_log_tells_what_was_not_run_from_what_was() -> None:
    lines = [str(Typed("a", "b", good)).splitlines()[0] for good in (True, False, None)]
    assert lines == ["good  'a'", "WRONG 'a'", "-     'a'"]
