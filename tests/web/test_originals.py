"""Stored files as they are: all at once, as a stream, or as a link, as the front before them carries them."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.responses import FileResponse, Response

from handler.core.limits import Limits
from handler.core.source import Stored
from handler.errors import TooLarge
from handler.storage.sources import Sources
from handler.web import originals
from handler.web.responses import Terms
from handler.web.transfer import STREAMED_BYTES, WHOLE_BYTES, Transfer

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

KEY = "past-every-front.jpg"
SIZE = WHOLE_BYTES + 1
SMALL = WHOLE_BYTES - 1
BUFFERED = 4_000_000


@pytest.fixture(scope="module")
def place(store: "S3Client") -> str:
    store.create_bucket(Bucket="originals")
    store.put_object(Bucket="originals", Key=KEY, Body=b"\xff\xd8\xff" + bytes(SIZE - 3))
    return "s3://originals"


def answer(place: str, room: int | None, limits: str = "", **headers: str) -> Response:
    chosen = Limits.read(limits)
    asked = originals.OriginalRequest(Stored(key=KEY), headers, "GET", room)
    found = originals.answer(asked, Sources(place, chosen), chosen, Terms("no-store"))
    if isinstance(found, Transfer):
        found.file.close()
    return found


def test_a_front_that_streams_gets_a_stream(place: str) -> None:
    found = answer(place, STREAMED_BYTES)
    assert isinstance(found, Transfer)
    assert found.headers["content-length"] == str(SIZE)


def test_what_any_front_carries_is_read_whole_before_it_is_sent(place: str) -> None:
    found = answer(place, STREAMED_BYTES, range=f"bytes=0-{SMALL - 1}")
    assert type(found) is Response
    assert len(found.body) == SMALL


def test_past_its_own_limit_it_is_linked_to(place: str) -> None:
    assert answer(place, STREAMED_BYTES, f"original={SIZE}").status_code == 200
    assert answer(place, STREAMED_BYTES, f"original={SIZE - 1}").status_code == 303


def test_the_limit_of_sources_is_not_that_of_a_stream(place: str) -> None:
    assert isinstance(answer(place, STREAMED_BYTES, "bytes=1000"), Transfer)


def test_without_streaming_nothing_is_streamed(place: str) -> None:
    assert answer(place, BUFFERED).status_code == 303
    assert type(answer(place, None)) is Response
    with pytest.raises(TooLarge) as refused:
        answer(place, None, "bytes=1000")
    assert refused.value.facts["limit"] == "bytes"


def test_a_file_of_a_folder_is_sent_from_disk(tmp_path: Path) -> None:
    (tmp_path / KEY).write_bytes(b"\xff\xd8\xff" + bytes(SIZE - 3))
    assert isinstance(answer(tmp_path.as_uri(), STREAMED_BYTES), FileResponse)
    assert isinstance(answer(tmp_path.as_uri(), STREAMED_BYTES, range="bytes=0-"), Transfer)
