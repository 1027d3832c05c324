"""Versions: of the machine, and of what is compared."""

import json
import os
import platform
import re
import subprocess
from pathlib import Path

from benchmarks.rivals.contenders import SERVERS
from benchmarks.rivals.results import Results


def found() -> Results:
    """Return what the page says of this run."""
    return {
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, {_processor()}",
        "versions": {
            "Python": platform.python_version(),
            "Node": _node(),
            **_of_node(),
            **_of_python(),
        },
    }


def _node() -> str:
    done = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)  # noqa: S607 - this machine's
    return done.stdout.strip().removeprefix("v")


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    named = re.search(r"model name\s*: (.*)", info.read_text()) if info.exists() else None
    return named[1] if named else platform.processor()


def _of_node() -> dict[str, str]:
    pins: dict[str, str] = json.loads((SERVERS / "package.json").read_text())["dependencies"]
    return pins


def _of_python() -> dict[str, str]:
    lines = [line for name in ("requirements-thumbor.txt", "requirements.txt") for line in pins(SERVERS / name)]
    return dict(line.split("==") for line in lines)


def pins(path: Path) -> list[str]:
    """Return the lines of a file of requirements that name a version."""
    return [line for line in path.read_text().splitlines() if "==" in line]
