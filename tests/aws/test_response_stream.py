"""The streamed answer: every byte of it as the protocol says, and what becomes of one that nobody takes."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from handler.aws.response_stream import DELIMITER, ResponseStream, prelude
from handler.aws.runtime_api import RuntimeFault
from tests.support.aws.runtime_service import REQUEST_ID, Answer, RuntimeService, serving
from tests.support.processes.coroutines import ran
from tests.support.waiting import PATIENCE

HEADERS = [(b"Content-Type", b"image/png"), (b"set-cookie", b"a=1"), (b"vary", b"Accept"), (b"vary", b"Origin")]


def streamed(service: RuntimeService, work: Callable[[ResponseStream], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        return await work(ResponseStream(service.address, REQUEST_ID))

    return ran(run())


def hang_up(_: Answer) -> None:
    raise ConnectionError


def test_the_prelude_is_json_and_eight_nuls() -> None:
    head, found, rest = prelude(206, HEADERS).partition(DELIMITER)
    assert (found, rest) == (bytes(8), b"")
    assert json.loads(head) == {
        "statusCode": 206,
        "headers": {"content-type": "image/png", "vary": "Accept,Origin"},
        "cookies": ["a=1"],
    }


def test_a_header_of_any_bytes_is_json() -> None:
    head = prelude(200, [(b"x", b"caf\xe9")]).partition(DELIMITER)[0]
    assert json.loads(head)["headers"] == {"x": "café"}


def test_an_answer_arrives_in_the_chunks_that_it_was_written_in() -> None:
    async def work(stream: ResponseStream) -> bool:
        assert not stream.begun
        await stream.begin(200, HEADERS)
        for part in (b"a" * 1000, b"", b"\0" * 8, b"c" * 100_000):
            await stream.write(part)
        stream.end()
        stream.end()
        return await stream.close(PATIENCE)

    with serving() as service:
        assert streamed(service, work) is True
        answer = service.answer()
    assert answer.prelude["statusCode"] == 200
    assert answer.chunks[1:] == [b"a" * 1000, b"\0" * 8, b"c" * 100_000]
    assert (answer.whole, answer.error) == (True, "")


def test_an_answer_without_a_body_is_a_prelude() -> None:
    async def work(stream: ResponseStream) -> bool:
        await stream.begin(304, [])
        stream.end()
        return await stream.close(PATIENCE)

    with serving() as service:
        assert streamed(service, work) is True
        answer = service.answer()
    assert (answer.prelude["statusCode"], answer.body) == (304, b"")


def test_a_failure_is_told_behind_the_last_chunk() -> None:
    async def work(stream: ResponseStream) -> bool:
        await stream.begin(200, HEADERS)
        await stream.write(b"half")
        stream.end(RuntimeFault("Tintype.SourceUnusable", "the store answers no more: ü"))
        return await stream.close(PATIENCE)

    with serving() as service:
        assert streamed(service, work) is True
        answer = service.answer()
    assert (answer.body, answer.error) == (b"half", "Tintype.SourceUnusable")
    assert answer.said["errorMessage"] == "the store answers no more: ü"
    assert answer.said["requestId"] == REQUEST_ID


def test_what_is_closed_before_its_end_does_not_look_whole() -> None:
    async def work(stream: ResponseStream) -> bool:
        await stream.begin(200, HEADERS)
        await stream.write(b"half")
        await asyncio.to_thread(service.asked.wait, PATIENCE)  # until it has arrived
        return await stream.close(PATIENCE)

    with serving() as service:
        service.on_chunk = lambda answer: service.asked.set() if len(answer.chunks) == 2 else None
        assert streamed(service, work) is False
        answer = service.answer()
    assert (answer.chunks[1:], answer.whole) == ([b"half"], False)


@pytest.mark.parametrize("refusing", [0, 413])
def test_when_nobody_takes_the_rest_it_is_dropped(refusing: int) -> None:
    async def work(stream: ResponseStream) -> bool:
        await stream.begin(200, HEADERS)
        for _ in range(100):
            await stream.write(b"a" * 1_000_000)  # more than any buffer: it would wait for ever
        await asyncio.wait_for(stream.gone.wait(), PATIENCE)
        await stream.write(b"b")
        stream.end()
        return await stream.close(PATIENCE)

    with serving() as service:
        service.refusing, service.on_chunk = refusing, hang_up
        assert streamed(service, work) is False


def test_an_answer_before_the_end_frees_whoever_waits_for_room() -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 413 X\r\nContent-Length: 0\r\n\r\n")
        await left.wait()  # the connection stays open, and nothing more is read
        writer.close()

    async def work() -> bool:
        async with await asyncio.start_server(refuse, "127.0.0.1", 0) as server:
            stream = ResponseStream(f"127.0.0.1:{server.sockets[0].getsockname()[1]}", REQUEST_ID)
            await stream.begin(200, HEADERS)
            try:
                await asyncio.wait_for(stream.write(b"a" * 50_000_000), PATIENCE)
                assert (stream.gone.is_set(), stream.status) == (True, 413)
                return await stream.close(PATIENCE)
            finally:
                left.set()

    left = asyncio.Event()
    assert ran(work()) is False


def test_an_answer_that_lambda_does_not_acknowledge_is_given_up_in_time() -> None:
    async def work(stream: ResponseStream) -> bool:
        await stream.begin(200, HEADERS)
        stream.end()
        return await stream.close(0)

    with serving() as service:
        service.on_chunk = lambda _: service.asked.wait(PATIENCE)
        assert streamed(service, work) is False
        service.asked.set()


def test_what_was_never_begun_has_not_arrived() -> None:
    async def work(stream: ResponseStream) -> bool:
        await stream.write(b"a")
        stream.end()
        return await stream.close(PATIENCE)

    with serving() as service:
        assert streamed(service, work) is False
        assert service.calls == []
