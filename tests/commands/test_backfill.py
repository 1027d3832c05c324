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
HERE = ("--engine", "here")
OTHER = ("--engine", "tintype-0.0.1.1 pillow-1.0 wheel-0 another work-1.0 memory-1")


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
    status, told = said(
        "backfill", filled["TINTYPE_SOURCE"], "--failures", str(file), "--workers", "1", *HERE, **filled
    )
    assert status == 1, told  # something failed
    assert [json.loads(line)["key"] for line in file.read_text().splitlines()] == ["cut.jpg"]


def test_a_file_of_failures_that_cannot_be_written_is_a_misuse(said: Said, filled: dict[str, str]) -> None:
    status, told = said("backfill", filled["TINTYPE_SOURCE"], "--failures", "/no/where", *HERE, **filled)
    assert status == 2
    assert "--failures: /no/where cannot be written" in told


def test_that_nothing_is_served_there_is_said(said: Said, filled: dict[str, str]) -> None:
    elsewhere = {**filled, "TINTYPE_SOURCE": "s3://elsewhere"}
    status, told = said("backfill", filled["TINTYPE_SOURCE"], *HERE, **elsewhere)
    assert status == 0
    assert "nothing under this address is served" in told


@pytest.mark.parametrize("more", [(), ("--local",), OTHER, ("--local", *OTHER), ("--dry-run", *OTHER)])
def test_without_the_engine_of_the_deployment_nothing_is_begun(
    said: Said, filled: dict[str, str], store: "S3Client", more: tuple[str, ...]
) -> None:
    status, told = said("backfill", filled["TINTYPE_SOURCE"], *more, **filled)
    assert status == 2
    assert len(told.splitlines()) == 1
    assert ("it has tintype-0.0.1.1 pillow-1.0 wheel-0 another work-1.0 memory-1" in told) == (OTHER[0] in more)
    assert "--queue URL" in told if OTHER[0] in more else "--engine here" in told
    assert "Contents" not in store.list_objects_v2(Bucket=filled["TINTYPE_RESULTS"].removeprefix("s3://"))


def test_the_public_address_is_the_deployment_that_is_asked(said: Said, filled: dict[str, str]) -> None:
    status, told = said("backfill", filled["TINTYPE_SOURCE"], TINTYPE_PUBLIC_URL="http://127.0.0.1:1", **filled)
    assert status == 2
    assert "http://127.0.0.1:1/health cannot be reached" in told


def test_a_look_needs_no_engine(said: Said, filled: dict[str, str]) -> None:
    assert said("backfill", filled["TINTYPE_SOURCE"], "--dry-run", **filled)[0] == 0


@pytest.mark.parametrize("more", [HERE, ("--deployment", "https://img.example.com")])
def test_what_renders_nothing_here_takes_no_engine(said: Said, filled: dict[str, str], more: tuple[str, ...]) -> None:
    status, told = said("backfill", filled["TINTYPE_SOURCE"], "--queue", "http://127.0.0.1:1/q", *more, **filled)
    assert status == 2
    assert "--queue renders nothing here: leave out --deployment and --engine" in told
