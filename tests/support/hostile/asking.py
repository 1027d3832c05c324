"""Asking for a sample: of applications in this process, before a folder with the whole corpus."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

from handler.app import create_app
from handler.config.settings import INPUTS, Settings
from tests.support.hostile.corpus import corpus, folder
from tests.support.hostile.sample import Sample

ROOT = Path(__file__).parents[3]
BY_PILLOW = frozenset({"tiff", "jp2", "psd", "raw"})


@cache
def watched() -> dict[str, Any]:
    """Return what a process of its own has noted while it was asked for groups A and C."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.support.hostile.alone"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    said: dict[str, Any] = json.loads(run.stdout)
    assert said["asked"] == sum(name[0] in "ac" for name in corpus())
    return said


@cache
def client(*, tiff: bool = True, originals: bool = False) -> TestClient:
    """Return a client of an application, which reads what Pillow reads but is off by itself, or not."""
    inputs = INPUTS | BY_PILLOW if tiff else INPUTS
    settings = Settings(
        source=f"file://{folder()}", unsigned=frozenset({"any"}), originals=originals, log=False, inputs=inputs
    )
    return TestClient(create_app(settings), raise_server_exceptions=False)


def ask(sample: Sample, query: str | None = None) -> Response:
    """Return the answer to the sample's own question, or to another."""
    answer: Response = client(tiff=sample.tiff).get(f"/images/{sample.key}?{query or sample.query}")
    return answer


def asked(sample: Sample) -> Response:
    """Ask, and hold the answer against what is expected."""
    answer = ask(sample)
    problem = answer.json() if answer.status_code >= 400 else {}
    assert answer.status_code in sample.expected, (sample.name, answer.status_code, problem)
    assert sample.limit in {"", problem.get("limit")}, (sample.name, problem)
    if answer.status_code == 413:
        assert problem["actual"] > problem["max"] > 0, (sample.name, problem)
    return answer
