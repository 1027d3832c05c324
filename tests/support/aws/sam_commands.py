"""The `sam` commands that pages show, and what sam's own parser makes of them."""

import json
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

from tests.support.aws.template import PYTHON, ROOT

PAGES = ("README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))


def commands(page: str) -> list[list[str]]:
    """Return the `sam deploy` commands of a page, in code blocks and in sentences, without `sam`."""
    text = (ROOT / page).read_text().replace("\\\n", " ")
    blocks = [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    inline = re.findall(r"`([^`\n]*sam deploy[^`\n]*)`", text)
    shown = [part for line in blocks + inline for part in line.split("&&")]
    return [shlex.split(part.partition("sam ")[2], comments=True) for part in shown if "sam deploy" in part]


def understood(*asked: tuple[list[str], Path]) -> list[dict[str, Any]]:
    """Return what sam makes of command lines, each typed in a folder."""
    lines = "".join(json.dumps({"arguments": words, "folder": str(folder)}) + "\n" for words, folder in asked)
    program = [PYTHON, ROOT / "tests" / "support" / "aws" / "sam_parser.py"]
    environ = {"SAM_CLI_TELEMETRY": "0", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}
    done = subprocess.run(program, input=lines, capture_output=True, text=True, env=environ, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
