"""Files that are sent while they are read: each piece when the one before it has left, none when nobody waits."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from starlette.types import Message

from handler.core.source_file import SourceFacts, SourceFile, Span
from handler.errors import SourceUnusable
from handler.web.originals import PIECE_BYTES, Transfer
from handler.web.preconditions import Validators
from handler.web.responses import Heading, Terms
from tests.support.processes.coroutines import ran
from tests.support.waiting import PATIENCE

HEADING = Heading("image/jpeg", Validators("tag", datetime(2026, 1, 1, tzinfo=UTC)), Terms("no-store"), {})
DATA = bytes(range(256)) * 4000


class File:
    """A file that notes what is done with it."""

    def __init__(self, data: bytes = DATA, read: Callable[[int], bytes] | None = None) -> None:
        self.done: list[str] = []
        self.data = BytesIO(data)
        self.own = read
        self.closed = asyncio.Event()
        self.blob = SourceFile(self.read, SourceFacts("1", len(data)), self.close)

    def read(self, size: int) -> bytes:
        self.done.append("read")
        return self.own(size) if self.own else self.data.read(size)

    def close(self) -> None:
        self.done.append("close")


def transfer(file: File, part: Span | None = None) -> Transfer:
    return Transfer(file.blob, len(DATA), HEADING, part, len(DATA))


async def patient() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


def sent(file: File, receive: Any = patient) -> list[Message]:
    messages: list[Message] = []

    async def send(message: Message) -> None:
        file.done.append("send")
        messages.append(message)

    async def run() -> None:
        await asyncio.wait_for(transfer(file)({}, receive, send), PATIENCE)

    ran(run())
    return messages


def test_a_piece_is_read_when_the_one_before_it_has_left() -> None:
    file = File()
    start, *parts = sent(file)
    assert b"".join(part["body"] for part in parts) == DATA
    assert dict(start["headers"])[b"content-length"] == str(len(DATA)).encode()
    pieces = -(-len(DATA) // PIECE_BYTES)
    assert file.done == ["read", "send", *["send", "read"] * pieces, "send", "close"]
    assert [part.get("more_body", False) for part in parts] == [True] * pieces + [False]


def test_nothing_of_it_is_kept() -> None:
    file = File()
    sent(file)
    assert file.blob.read_so_far == 0


def test_an_empty_file_is_an_answer_of_its_own() -> None:
    assert [message["body"] for message in sent(File(b""))[1:]] == [b""]


def test_a_part_says_which_it_is() -> None:
    answer = transfer(File(), Span(100, 200))
    assert (answer.status_code, answer.headers["content-range"]) == (206, f"bytes 100-199/{len(DATA)}")
    assert (answer.media_type, answer.headers["content-type"], answer.headers["etag"]) == (None, "image/jpeg", '"tag"')


def test_what_is_wrong_from_the_start_is_told_before_the_status() -> None:
    def broken(_: int) -> bytes:
        raise SourceUnusable("no")

    file = File(read=broken)
    with pytest.raises(SourceUnusable):
        transfer(file)
    assert file.done == ["read", "close"]


def test_what_breaks_off_later_breaks_the_answer() -> None:
    left = [DATA[:10]]

    def broken(_: int) -> bytes:
        if left:
            return left.pop()
        raise SourceUnusable("no")

    file = File(read=broken)
    with pytest.raises(SourceUnusable):
        sent(file)
    assert file.done == ["read", "send", "send", "read", "close"]


def test_it_ends_when_the_client_leaves() -> None:
    heard: list[Message] = [{"type": "http.request", "body": b""}, {"type": "http.disconnect"}]

    async def leaving() -> Message:
        return heard.pop(0)

    file = File(read=lambda _: b"a")  # without an end
    assert not any(message.get("body") == b"" for message in sent(file, leaving))
    assert file.done[-1] == "close"
