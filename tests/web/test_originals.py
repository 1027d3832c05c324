"""Originals: stored files byte for byte, with a type that is theirs and no power over a browser."""

import asyncio
import io
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from starlette.responses import FileResponse, Response
from starlette.types import Message

from handler.config.settings import Settings
from handler.core.limits import Limits
from handler.core.source import Stored
from handler.core.source_file import SourceFacts, SourceFile
from handler.errors import TooLarge
from handler.storage.sources import Sources
from handler.web import originals, responses
from handler.web.originals import WHOLE_BYTES, OriginalRequest, Transfer
from handler.web.preconditions import Validators
from handler.web.responses import STREAMED_BYTES, Heading, Terms
from handler.web.services import services_of
from tests.conftest import SAMPLES, Client
from tests.support.processes.coroutines import ran
from tests.support.s3.counted_calls import counted
from tests.support.waiting import PATIENCE

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BEE = (SAMPLES / "bee.jpg").read_bytes()
TERMS = responses.Terms("public")
LARGE = "past-every-front.jpg"
SIZE = WHOLE_BYTES + 1
SMALL = WHOLE_BYTES - 1
BUFFERED = 4_000_000


@pytest.fixture(params=["bucket", "folder"])
def source(request: pytest.FixtureRequest) -> str:
    return "s3://samples" if request.param == "bucket" else f"file://{SAMPLES.resolve()}"


def test_a_file_comes_byte_for_byte_whole_and_in_part(client: Client, source: str) -> None:
    app = client(source=source)
    whole, part = app.get("/images/bee.jpg"), app.get("/images/bee.jpg", headers={"range": "bytes=10-19"})
    assert (whole.status_code, whole.content, whole.headers["content-length"]) == (200, BEE, str(len(BEE)))
    assert (part.status_code, part.content) == (206, BEE[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(BEE)}"
    assert whole.headers["etag"] == part.headers["etag"]


def test_all_of_a_file_takes_one_call(client: Client, store: "S3Client") -> None:
    with counted(store) as calls:
        assert client().get("/images/bee.jpg").content == BEE
    assert calls == ["GetObject"]


def test_head_and_304_read_no_more_than_they_need(client: Client, store: "S3Client") -> None:
    app = client()
    etag = app.get("/images/bee.jpg").headers["etag"]
    with counted(store) as calls:
        head = app.head("/images/bee.jpg")
    assert calls == ["HeadObject", "GetObject"]  # the second for a few bytes, which tell the kind
    assert head.headers["content-length"] == str(len(BEE))
    with counted(store) as calls:
        assert app.get("/images/bee.jpg", headers={"if-none-match": etag}).status_code == 304
    assert calls == ["HeadObject"]


def test_the_type_is_that_of_the_bytes_and_nothing_runs_in_a_browser(client: Client, tmp_path: Path) -> None:
    file = io.BytesIO()
    Image.new("RGB", (9, 9)).save(file, "PNG")
    (tmp_path / "picture.html").write_bytes(file.getvalue())
    (tmp_path / "page.jpg").write_bytes(b"<script>alert(1)</script>")
    app = client(source=f"file://{tmp_path}")
    answer = app.get("/images/picture.html")
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-security-policy"] == responses.SANDBOX
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert app.get("/images/page.jpg").status_code == 415


def test_what_the_front_cannot_carry_is_linked_to_where_that_can_be(store: "S3Client", source: str) -> None:
    del store
    services = services_of(Settings(source=source))
    asked = OriginalRequest(Stored(key="bee.jpg"), {}, "GET", room=1000)
    if source.startswith("file:"):
        with pytest.raises(TooLarge, match="1,000"):
            originals.answer(asked, services.sources, Limits(), TERMS)
        return
    answer = originals.answer(asked, services.sources, Limits(), TERMS)
    assert (answer.status_code, answer.headers["cache-control"]) == (303, "no-store")
    assert "bee.jpg" in answer.headers["location"]
    part = originals.answer(asked._replace(headers={"range": "bytes=0-99"}), services.sources, Limits(), TERMS)
    assert (part.status_code, part.body) == (206, BEE[:100])


@pytest.fixture(scope="module")
def place(store: "S3Client") -> str:
    store.create_bucket(Bucket="originals")
    store.put_object(Bucket="originals", Key=LARGE, Body=b"\xff\xd8\xff" + bytes(SIZE - 3))
    return "s3://originals"


def answered(place: str, room: int | None, limits: str = "", **headers: str) -> Response:
    chosen = Limits.read(limits)
    asked = OriginalRequest(Stored(key=LARGE), headers, "GET", room)
    found = originals.answer(asked, Sources(place, chosen), chosen, TERMS)
    if isinstance(found, Transfer):
        found.file.close()
    return found


def test_a_front_that_streams_gets_a_stream(place: str) -> None:
    found = answered(place, STREAMED_BYTES)
    assert isinstance(found, Transfer)
    assert found.headers["content-length"] == str(SIZE)


def test_what_any_front_carries_is_read_whole_before_it_is_sent(place: str) -> None:
    found = answered(place, STREAMED_BYTES, range=f"bytes=0-{SMALL - 1}")
    assert type(found) is Response
    assert len(found.body) == SMALL


def test_past_its_own_limit_it_is_linked_to(place: str) -> None:
    assert answered(place, STREAMED_BYTES, f"original={SIZE}").status_code == 200
    assert answered(place, STREAMED_BYTES, f"original={SIZE - 1}").status_code == 303


def test_the_limit_of_sources_is_not_that_of_a_stream(place: str) -> None:
    assert isinstance(answered(place, STREAMED_BYTES, "bytes=1000"), Transfer)


def test_without_streaming_nothing_is_streamed(place: str) -> None:
    assert answered(place, BUFFERED).status_code == 303
    assert type(answered(place, None)) is Response
    with pytest.raises(TooLarge) as refused:
        answered(place, None, "bytes=1000")
    assert refused.value.facts["limit"] == "bytes"


def test_a_file_of_a_folder_is_sent_from_disk(tmp_path: Path) -> None:
    (tmp_path / LARGE).write_bytes(b"\xff\xd8\xff" + bytes(SIZE - 3))
    assert isinstance(answered(tmp_path.as_uri(), STREAMED_BYTES), FileResponse)
    assert isinstance(answered(tmp_path.as_uri(), STREAMED_BYTES, range="bytes=0-"), Transfer)


@pytest.mark.parametrize("leaving", [True, False])
def test_a_file_is_closed_however_its_sending_ends(*, leaving: bool) -> None:
    closed = threading.Event()
    file = SourceFile(io.BytesIO(b"abc").read, SourceFacts("1", 3), closed.set)
    heading = Heading("image/png", Validators("1"), Terms("no-store"), {})
    response = Transfer(file, 3, heading, None, 3)

    async def receive() -> Message:
        if not leaving:
            await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def send(_: Message) -> None:
        await asyncio.sleep(0)

    ran(response({"type": "http"}, receive, send))
    assert closed.wait(PATIENCE)
