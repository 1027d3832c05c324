"""Viewers of feeds, which read a stream as it arrives, and bucket folders that act as cameras."""

import http.client
import io
import re
import secrets
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Self
from urllib.parse import urlsplit

import anyio.lowlevel
import pytest
from PIL import Image
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from handler.app import create_app
from handler.config.settings import Settings
from handler.web.feeds import stream as feeds
from tests.support.clocks import Loops
from tests.support.waiting import PATIENCE

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

RED, GREEN, BLUE = (200, 30, 30), (30, 160, 30), (30, 30, 200)


def timed(patch: pytest.MonkeyPatch, *, passing: bool) -> Loops:
    """Return the clock of feeds and event loops. passing: it is always the moment that a feed waits for."""
    clock = Loops()

    async def wait(moment: float) -> None:
        if passing:
            clock.forward(max(0.0, moment - clock.now))
        while clock.now < moment:  # noqa: ASYNC110 - the clock is put forward in another thread
            await anyio.sleep(0.005)
        await anyio.lowlevel.checkpoint()

    clock.install(patch)
    clock.drive(patch, feeds)
    patch.setattr(feeds, "_until", wait)
    return clock


def jpeg(colour: tuple[int, int, int], size: tuple[int, int] = (320, 180)) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, colour).save(data, "JPEG")
    return data.getvalue()


def parts(stream: IO[bytes]) -> Iterator[Image.Image]:
    """Read a feed as RFC 2046 and the part's own length have it, as it comes."""
    while (line := stream.readline()) == b"--tintype-next-frame\r\n":
        assert stream.readline() == b"Content-Type: image/jpeg\r\n"
        length = re.fullmatch(rb"Content-Length: (\d+)\r\n", stream.readline())
        assert length
        assert stream.readline() == b"\r\n"
        frame = stream.read(int(length[1]))
        assert stream.read(2) == b"\r\n"
        image = Image.open(io.BytesIO(frame))
        assert image.format == "JPEG"
        image.load()
        yield image
    assert line == b"--tintype-next-frame--\r\n"
    assert stream.read() == b""


def colour(image: Image.Image) -> tuple[int, int, int]:
    """Return which of the three colours the picture has."""
    seen = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(seen, tuple)
    return min((RED, GREEN, BLUE), key=lambda known: sum(abs(a - b) for a, b in zip(known, seen, strict=True)))


def until(frames: Iterator[Image.Image], wanted: tuple[int, int, int]) -> None:
    for frame in frames:
        if colour(frame) == wanted:
            return
    pytest.fail("the feed has ended before")


class Viewer:
    """A client of a real server that reads a feed part by part."""

    def __init__(self, address: str, path: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
        self.connection.request("GET", path)
        self.answer = self.connection.getresponse()
        self.parts = parts(self.answer)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.answer.close()
        self.connection.close()


class Cameras:
    """Folders of a bucket that tests fill, each its own, and an application that shows them."""

    def __init__(self, store: "S3Client") -> None:
        self.store = store
        store.create_bucket(Bucket="cameras")

    def put(self, key: str, data: bytes) -> None:
        self.store.put_object(Bucket="cameras", Key=f"site/{key}", Body=data)

    def folder(self, **files: bytes) -> str:
        folder = secrets.token_hex(4)
        for name, data in files.items():
            self.put(f"{folder}/{name}", data)
        return folder

    @property
    def app(self) -> ASGIApp:
        return create_app(Settings(source="s3://cameras/site", unsigned=frozenset({"any"}), log=False))

    @property
    def client(self) -> TestClient:
        return TestClient(self.app)


def first(address: str, path: str) -> Image.Image:
    """Return the first frame of a feed, and leave."""
    with Viewer(address, path) as viewer:
        assert viewer.answer.status == 200
        return next(viewer.parts)


def status(address: str, path: str) -> int:
    with Viewer(address, path) as viewer:
        return viewer.answer.status
