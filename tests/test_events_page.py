"""What docs/events.md tells: its presets are presets, its wiring is wired, every event file is named."""

import json
import re
from pathlib import Path

import yaml

from handler.presets import read
from tests.stacks import CloudFormation
from tests.test_entry import WORKED

PAGE = (Path(__file__).parent.parent / "docs" / "events.md").read_text()
BLOCKS = dict(re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL))


def test_the_presets_shown_are_presets() -> None:
    presets = read(BLOCKS["json"])
    assert list(presets) == ["thumb", "hero"]
    assert presets["thumb"].matches("anything.png")
    assert presets["hero"].matches("uploads/cat.jpg")
    assert presets["hero"].matches("uploads/2026/11/cat.jpg")
    assert not presets["hero"].matches("uploads/cat.gif")
    assert presets["hero"].destination("uploads/cat.jpg", "webp") == "hero/uploads/cat.webp"
    assert list(json.loads(BLOCKS["json"])["hero"]) == re.findall(r"^\| `(query|match|to)` \|", PAGE, re.MULTILINE)


def test_the_wiring_shown_gives_a_batch_its_time_and_its_failures_a_place() -> None:
    resources = yaml.load(BLOCKS["yaml"], CloudFormation)  # noqa: S506 - a SafeLoader
    queue, mapping = resources["Uploads"]["Properties"], resources["UploadsToWorker"]["Properties"]
    timeout = re.search(r"function's (\d+) s", BLOCKS["yaml"])
    assert timeout
    assert queue["VisibilityTimeout"] == 6 * int(timeout[1])
    assert queue["RedrivePolicy"]["maxReceiveCount"] >= 5  # fewer lose messages to a queue that is throttled
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert all(resources[name]["Properties"]["SqsManagedSseEnabled"] for name in ("Uploads", "DeadLetters"))


def test_every_kind_of_event_is_named() -> None:
    assert [name for name in WORKED if f"`{name}`" not in PAGE] == []
