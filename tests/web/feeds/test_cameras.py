"""Cameras: which picture is shown, how often it is read, and what happens where it cannot be had."""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from moto.core.utils import utcnow
from moto.s3 import models
from PIL import Image

from handler.core.limits import Limits
from handler.storage.s3_client import hasty
from handler.web.feeds import stream
from tests.conftest import Client
from tests.support import waiting
from tests.support.clocks import Loops
from tests.support.processes.feed_viewers import (
    BLUE,
    GREEN,
    RED,
    Cameras,
    Viewer,
    colour,
    first,
    jpeg,
    parts,
    status,
    timed,
    until,
)
from tests.support.requests.returning_images_page import serving
from tests.support.s3.counted_calls import counted

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@pytest.fixture(scope="module")
def site(store: "S3Client") -> Cameras:
    return Cameras(store)


@pytest.fixture
def address(site: Cameras) -> Iterator[str]:
    """A server that has ended, and its feeds with it, when the next test patches and counts what they use."""
    with serving(site.app) as running:
        yield running


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Loops:
    """Time that passes as soon as a feed waits for it."""
    return timed(monkeypatch, passing=True)


def test_the_newest_picture_is_shown(site: Cameras, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(models, "utcnow", lambda: utcnow() - timedelta(hours=1))  # S3 runs in this process
        folder = site.folder(b=jpeg(RED))
    site.put(f"{folder}/a", jpeg(GREEN))
    assert colour(first(address, f"/feeds/{folder}")) == GREEN


def test_pictures_of_folders_below_count_and_those_beside_do_not(site: Cameras, address: str) -> None:
    folder = site.folder(a=jpeg(RED))
    site.put(f"{folder}b/z", jpeg(BLUE))
    assert colour(first(address, f"/feeds/{folder}")) == RED
    site.put(f"{folder}/z/z/z", jpeg(GREEN))
    assert colour(first(address, f"/feeds/{folder}")) == GREEN


@pytest.mark.usefixtures("clock")
def test_a_folder_on_disk_is_shown_as_a_bucket_is(client: Client, tmp_path: Path) -> None:
    (tmp_path / "door").mkdir()
    (tmp_path / "door" / "latest.jpg").write_bytes(jpeg(BLUE))
    answer = client(source=tmp_path.as_uri()).get("/feeds/door?seconds=1")
    assert {colour(frame) for frame in parts(io.BytesIO(answer.content))} == {BLUE}


@pytest.mark.parametrize(("width", "size"), [(100, (100, 56)), (2000, (320, 180))])
def test_frames_have_the_asked_width_but_are_never_enlarged(
    site: Cameras, address: str, width: int, size: tuple[int, int]
) -> None:
    assert first(address, f"/feeds/{site.folder(a=jpeg(RED))}?w={width}").size == size


def test_what_is_no_picture_is_passed_over(site: Cameras, address: str) -> None:
    folder = site.folder(a=jpeg(RED), b=b"{}", c=jpeg(GREEN)[:400], d=b"")
    site.put(f"{folder}//e", jpeg(BLUE))  # a key that nobody can ask for
    assert colour(first(address, f"/feeds/{folder}")) == RED


def test_where_no_file_is_a_picture_the_newest_says_why(site: Cameras) -> None:
    answer = site.client.get(f"/feeds/{site.folder(a=b'one', b=b'two')}")
    assert answer.status_code == 415
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_unchanged_picture_is_neither_read_nor_rendered_again(
    site: Cameras, clock: Loops, monkeypatch: pytest.MonkeyPatch
) -> None:
    del clock
    monkeypatch.setattr(stream, "KEEP_ALIVE_SECONDS", 1.5)
    folder = site.folder(a=jpeg(RED))
    with counted(site.store) as calls:
        answer = site.client.get(f"/feeds/{folder}?seconds=3&fps=30")
    assert calls.count("GetObject") == 1
    assert calls.count("ListObjectsV2") == 7  # at 0, 1, 3, 7, 15, 31 and 61 thirtieths of a second
    assert len(list(parts(io.BytesIO(answer.content)))) == 3  # the first, once more for Chromium, then to keep alive


@pytest.mark.usefixtures("clock")
def test_a_file_that_is_no_picture_is_read_once(site: Cameras) -> None:
    folder = site.folder(a=jpeg(RED), b=b"{}")
    with counted(site.store) as calls:
        site.client.get(f"/feeds/{folder}?seconds=1&fps=10")
    assert calls.count("ListObjectsV2") > 1
    assert calls.count("GetObject") == 2


def test_a_new_picture_is_seen_while_the_feed_runs(site: Cameras, address: str) -> None:
    folder = site.folder(a=jpeg(RED))
    with Viewer(address, f"/feeds/{folder}?seconds=900&fps=5") as viewer:
        assert colour(next(viewer.parts)) == RED
        site.put(f"{folder}/b", jpeg(GREEN))
        until(viewer.parts, GREEN)


def test_a_store_that_fails_midway_does_not_end_the_feed(site: Cameras, address: str) -> None:
    folder = site.folder(a=jpeg(RED))
    with Viewer(address, f"/feeds/{folder}?seconds=900&fps=5") as viewer, counted(site.store) as calls:
        assert colour(next(viewer.parts)) == RED
        site.store.delete_object(Bucket="cameras", Key=f"site/{folder}/a")
        gone = len(calls)
        assert colour(next(viewer.parts)) == RED
        waiting.until(lambda: len(calls) > gone + 1)
        site.put(f"{folder}/a", jpeg(GREEN))
        until(viewer.parts, GREEN)


def test_a_busy_store_is_told_before_the_first_frame_and_waited_for_after(site: Cameras, address: str) -> None:
    folder = site.folder(a=jpeg(RED))

    def busy(**_: object) -> Any:
        return AWSResponse("", 503, HTTPHeaders(), None), {"Error": {"Code": "SlowDown"}, "ResponseMetadata": {}}

    with Viewer(address, f"/feeds/{folder}?seconds=900&fps=5") as viewer:
        assert colour(next(viewer.parts)) == RED
        hasty().meta.events.register("before-call.s3.GetObject", busy)
        try:
            site.put(f"{folder}/b", jpeg(GREEN))
            assert status(address, f"/feeds/{folder}") == 503
            assert colour(next(viewer.parts)) == RED
        finally:
            hasty().meta.events.unregister("before-call.s3.GetObject", busy)
        until(viewer.parts, GREEN)


@pytest.mark.usefixtures("clock")
def test_the_limits_hold_for_frames(client: Client, site: Cameras) -> None:
    small = client(limits=Limits(side=1000), source="s3://cameras/site")
    folder = site.folder(a=jpeg(RED, (1200, 20)))
    for path in ("/feeds/~clock?w=1001", f"/feeds/{folder}?w=1100"):
        assert small.get(path).json()["limit"] == "side"
    assert small.head("/feeds/~clock?w=1001").status_code == 413
    assert small.get(f"/feeds/{folder}?w=1000&seconds=1").status_code == 200


@pytest.mark.usefixtures("clock")
def test_no_text_of_a_picture_comes_between_the_delimiters(site: Cameras) -> None:
    data, tags = io.BytesIO(), Image.Exif()
    tags[0x8298] = "\r\n--tintype-next-frame--"
    Image.new("RGB", (32, 18), RED).save(data, "JPEG", exif=tags, comment=b"--tintype-next-frame")
    answer = site.client.get(f"/feeds/{site.folder(a=data.getvalue())}?seconds=1")
    assert answer.content.count(b"tintype-next-frame") == len(list(parts(io.BytesIO(answer.content)))) + 1
