"""The command backfill: what it prints and its status; the work itself is held by tests/jobs/test_backfill.py."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.commands.conftest import Said
from tests.conftest import SAMPLES

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PRESETS = {"TINTYPE_PRESETS": '{"thumb": "w=9&fm=webp"}'}


@pytest.fixture
def filled(store: "S3Client", request: pytest.FixtureRequest) -> dict[str, str]:
    """Settings of a source with a picture and a file that is none, and of an empty bucket of results."""
    name = request.node.name.replace("_", "-")[:40]
    for bucket in (name, f"{name}-out"):
        store.create_bucket(Bucket=bucket)
    store.put_object(Bucket=name, Key="bee.jpg", Body=(SAMPLES / "bee.jpg").read_bytes())
    store.put_object(Bucket=name, Key="cut.jpg", Body=b"no picture")
    return {**PRESETS, "TINTYPE_SOURCE": f"s3://{name}", "TINTYPE_RESULTS": f"s3://{name}-out"}


def test_what_is_refused_goes_to_the_file_of_failures(said: Said, filled: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "failures.jsonl"
    status, told = said("backfill", filled["TINTYPE_SOURCE"], "--failures", str(file), "--workers", "1", **filled)
    assert status == 1, told  # something failed
    assert [json.loads(line)["key"] for line in file.read_text().splitlines()] == ["cut.jpg"]


def test_a_file_of_failures_that_cannot_be_written_is_a_misuse(said: Said, filled: dict[str, str]) -> None:
    status, told = said("backfill", filled["TINTYPE_SOURCE"], "--failures", "/no/where", **filled)
    assert status == 2
    assert "--failures: /no/where cannot be written" in told


def test_that_nothing_is_served_there_is_said(said: Said, filled: dict[str, str]) -> None:
    elsewhere = {**filled, "TINTYPE_SOURCE": "s3://elsewhere"}
    status, told = said("backfill", filled["TINTYPE_SOURCE"], **elsewhere)
    assert status == 0
    assert "nothing under this address is served" in told
