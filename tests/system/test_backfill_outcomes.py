"""What a backfill counts and how it ends: the same the first time, again, and where it only looks."""

import io
import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PIL import Image

from handler.commands.line import main

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PRESETS = {
    "thumb": "w=4&fm=png",
    "huge": {"query": "w=8192&h=8192&fit=scale&fm=png", "match": ["partly/*"]},
    "placed": {"query": "w=3&fm=png", "match": ["taken/*"], "to": "there/{stem}.{ext}"},
}
THUMB = ("--preset", "thumb")


class Ended(NamedTuple):
    status: int
    counts: dict[str, int]
    presets: set[str]


Run = Callable[..., Ended]


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 6), "teal").save(file, "PNG")
    return file.getvalue()


OBJECTS = {
    "made": picture(),
    "refused": b"no picture",
    "corrupt": picture()[:-30],
    "partly": picture(),
    "taken": picture(),
}
"""A folder for each thing that can become of a picture, and what lies in it."""

FAILING = {"refused": "*", "corrupt": "thumb", "partly": "huge", "taken": "placed"}
"""Of which preset a folder's failures are told; what is no picture is told once, for all."""


@pytest.fixture
def run(
    store: "S3Client",
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> Run:
    """Return the command, on two buckets of its own with two objects of each kind."""
    name = re.sub("[^a-z0-9]+", "-", request.node.name)[-40:].strip("-")
    source, results = f"{name}-from", f"{name}-to"
    for bucket in (source, results):
        store.create_bucket(Bucket=bucket)
    for folder, body in OBJECTS.items():
        for number in range(2):
            store.put_object(Bucket=source, Key=f"{folder}/{number}.png", Body=body)
    for number in range(2):
        store.put_object(Bucket=results, Key=f"there/taken/{number}.png", Body=b"of another hand")
    for setting, text in {
        "SOURCE": f"s3://{source}",
        "RESULTS": f"s3://{results}",
        "PRESETS": json.dumps(PRESETS),
    }.items():
        monkeypatch.setenv(f"TINTYPE_{setting}", text)

    def ended(folder: str, *arguments: str) -> Ended:
        status = main(["backfill", f"s3://{source}/{folder}", "--engine", "here", *arguments])
        told = capsys.readouterr().out
        counts = re.findall(r"^(made|there|queued|to make|failed) +([\d,]+)", told, re.MULTILINE)
        table = told.partition("reason")[2].splitlines()[1:]
        presets = {row[-28:-12].strip() for row in table}
        return Ended(status, {outcome: int(number) for outcome, number in counts}, presets)

    return ended


@pytest.mark.parametrize("folder", OBJECTS)
def test_a_repeat_and_a_look_say_what_the_first_run_said(run: Run, folder: str) -> None:
    assert run(folder, "--dry-run") == Ended(0, {"to make": 2}, set())
    presets = {FAILING[folder]} if folder in FAILING else set()
    status, done, repeated = (1, "failed", "failed") if presets else (0, "made", "there")
    assert run(folder) == Ended(status, {done: 2}, presets)
    for arguments in ((), ("--dry-run",)):
        assert run(folder, *arguments) == Ended(status, {repeated: 2}, presets)


@pytest.mark.parametrize("folder", ["partly", "taken"])
def test_a_preset_that_can_be_made_has_not_failed_because_another_has(run: Run, folder: str) -> None:
    assert run(folder)[:2] == (1, {"failed": 2})
    for arguments in (("--dry-run",), ()):
        assert run(folder, *THUMB, *arguments) == Ended(0, {"there": 2}, set())


@pytest.mark.parametrize("folder", ["partly", "taken"])
def test_what_failed_alone_has_failed_among_others_too(run: Run, folder: str) -> None:
    assert run(folder, "--preset", FAILING[folder])[:2] == (1, {"failed": 2})
    assert run(folder)[:2] == (1, {"failed": 2})
    assert run(folder)[:2] == (1, {"failed": 2})


def test_of_what_is_no_picture_no_other_preset_is_tried(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("refused", *THUMB) == Ended(1, {"failed": 2}, {"*"})
    monkeypatch.setenv("TINTYPE_PRESETS", json.dumps(PRESETS | {"later": "w=5"}))
    assert run("refused", "--dry-run") == Ended(1, {"failed": 2}, {"*"})
    assert run("refused") == Ended(1, {"failed": 2}, {"*"})


def test_all_together_are_the_sum_of_each(run: Run) -> None:
    for expected in ({"made": 2, "failed": 8}, {"there": 2, "failed": 8}):
        assert run("")[:2] == (1, expected)
