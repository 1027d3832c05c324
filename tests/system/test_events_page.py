"""What docs/events.md and presets.md tell: presets are presets, wiring is wired, every event file is named."""

import json
import re

from handler.config.presets import parse_presets
from tests.support.aws.events import WORKED
from tests.support.aws.template import TEMPLATE, function_properties
from tests.support.requests.pages import page_of

PAGE, PRESETS = page_of("events"), page_of("presets")
BLOCKS = dict(re.findall(r"```(\w+)\n(.*?)```", PRESETS, re.DOTALL))


def test_the_presets_shown_are_presets() -> None:
    presets = parse_presets(BLOCKS["json"])
    assert list(presets) == ["thumb", "hero"]
    assert presets["thumb"].matches("anything.png")
    assert presets["hero"].matches("uploads/cat.jpg")
    assert presets["hero"].matches("uploads/2026/11/cat.jpg")
    assert not presets["hero"].matches("uploads/cat.gif")
    assert presets["hero"].destination("uploads/cat.jpg", "webp") == "hero/uploads/cat.webp"
    assert list(json.loads(BLOCKS["json"])["hero"]) == re.findall(r"^\| `(query|match|to)` \|", PRESETS, re.MULTILINE)


def test_the_wiring_told_is_the_templates() -> None:
    resources = TEMPLATE["Resources"]
    for name in ("Arrivals", "Uploads", "Worker", "DeadLetters", "Dead", "Waiting"):
        assert f"`{name}`" in PAGE
        assert name in resources
    worker = function_properties("Worker")
    assert f"{worker['MemorySize']:,} MB, {worker['Timeout']} s, ten messages at a time, two instances at most" in PAGE
    (queue,) = (each["Properties"] for each in worker["Events"].values())
    assert (queue["BatchSize"], queue["ScalingConfig"]["MaximumConcurrency"]) == (10, {"Ref": "WorkerConcurrency"})
    assert TEMPLATE["Parameters"]["WorkerConcurrency"]["Default"] == 2


def test_every_kind_of_event_is_named() -> None:
    assert [name for name in WORKED if f"`{name}`" not in PAGE] == []
