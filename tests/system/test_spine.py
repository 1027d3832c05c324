"""The spine of a request: how many functions of the house lie between a route and the encoder, and between it and S3.

Few enough that a reader who follows one request holds all of them in mind. Counted are frames whose file lies in
`handler/`, from the endpoint on: above it are the server, the middleware and the thread.
"""

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import pytest

import handler
from handler import codecs
from tests.conftest import Client
from tests.support.s3.counted_calls import ReadCall, reading

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

HOUSE = Path(handler.__file__).parent

ENDPOINTS = {"app", "web.dispatch"}
"""The modules in which an endpoint may stand. A spine begins at the first of their frames."""

MOST_TO_ENCODER = 9
"""Frames from the endpoint to the function that calls `codecs.encode_smallest`."""

MOST_TO_FETCHING = 6
"""Frames from the endpoint to the function that asks `storage` for the source."""

MODULES_TO_FETCHING = 3

MOST_TO_S3 = 10
"""Frames from the endpoint to the function that calls what sends a request to S3."""

MODULES_TO_S3 = 6

READER = "storage.object_reader"
"""What sends it, in place of botocore's client."""


def modules_on_the_stack(frame: FrameType | None) -> Iterator[str]:
    """Give the module of each frame of the house, the innermost first."""
    while frame:
        path = Path(frame.f_code.co_filename)
        if HOUSE in path.parents:
            yield ".".join(path.relative_to(HOUSE).with_suffix("").parts)
        frame = frame.f_back


def spine(frame: FrameType | None) -> list[str]:
    """Return the module of each frame from the endpoint on."""
    stack = list(modules_on_the_stack(frame))[::-1]
    return stack[next(number for number, module in enumerate(stack) if module in ENDPOINTS) :]


def runs(modules: list[str]) -> list[str]:
    """Return the modules in the order in which they are entered; one that is entered twice is there twice."""
    return [module for module, _ in groupby(modules)]


@pytest.fixture
def spines(client: Client, store: "S3Client", monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What lies on the way to the encoder and to S3, when a rendition is asked for that is nowhere yet."""
    del store
    found: dict[str, list[str]] = {}
    encode = codecs.encode_smallest

    def noting(*arguments: Any, **named: Any) -> tuple[bytes, str]:
        found["encoder"] = spine(sys._getframe(1))
        return encode(*arguments, **named)

    def note(call: ReadCall) -> None:
        found[call.name] = [module for module in spine(sys._getframe(1)) if module != READER]

    monkeypatch.setattr(codecs, "encode_smallest", noting)
    with reading(note):
        assert client().get("/images/bee.jpg?w=41").status_code == 200
    assert set(found) == {"encoder", "GetObject"}
    return found


def test_the_encoder_is_near(spines: dict[str, list[str]]) -> None:
    way = spines["encoder"]
    assert len(way) <= MOST_TO_ENCODER, way
    assert len(runs(way)) == len(set(way)), f"a module is entered twice: {runs(way)}"


def test_the_store_is_asked_soon(spines: dict[str, list[str]]) -> None:
    way = [module for module in spines["GetObject"] if not module.startswith("storage.")]
    assert len(way) <= MOST_TO_FETCHING, way
    assert len(set(way)) <= MODULES_TO_FETCHING, way


def test_s3_is_near(spines: dict[str, list[str]]) -> None:
    way = spines["GetObject"]
    assert len(way) <= MOST_TO_S3, way
    assert len(set(way)) <= MODULES_TO_S3, way
    assert len(runs(way)) == len(set(way)), f"a module is entered twice: {runs(way)}"
