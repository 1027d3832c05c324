"""Stream: a feed's frames sent as motion JPEG while they are made. No other answer is a stream.

1. A feed ends when its seconds are over, before Lambda's time is up, when the client leaves, or when it stops reading.
2. A frame is made when it is due, never in advance; a picture that comes and goes between two frames is not shown.
3. Before the first frame an error is a problem like any other, the deadline's too. After it there is no deadline but
   the feed's end, and a frame that cannot be had is skipped.
4. An unchanged picture is sent once more at the next look: Chromium shows a part when the one after it begins. Then it
   is sent every few seconds.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from threading import BoundedSemaphore
from time import monotonic, time

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from handler.config.settings import Settings
from handler.errors import ImageError, NoStream, Saturated
from handler.runtime.admission import Admission
from handler.runtime.time_budget import FEED_RESERVE, seconds_left
from handler.storage.sources import Sources
from handler.web import responses
from handler.web.deadline import within
from handler.web.feeds import MIXED
from handler.web.feeds.cameras import Camera, Feed, camera
from handler.web.responses import NOT_CACHED, carried_as_stream

MAX_FEEDS = 16
"""How many feeds run at once: well below the number of threads, so that pictures always get one."""

KEEP_ALIVE_SECONDS = 3.0
"""After so long an unchanged picture is sent again, so that no proxy takes the connection for dead."""

IDLE_SECONDS = 1.0
"""While nothing changes, the source is looked at this often, however many frames a second are wanted."""

STALLED_SECONDS = 5.0
"""A client that does not read loses its connection this long after the feed should have ended."""

BOUNDARY = "tintype-next-frame"
MEDIA_TYPE = f"{MIXED}; boundary={BOUNDARY}"
HEADERS = {"cache-control": NOT_CACHED, "x-accel-buffering": "no"}  # the second is for nginx, which else collects
BUFFERED = (
    "this front hands over whole answers only; a feed comes from a server, as uvicorn in the container, or from a "
    "function with TINTYPE_STREAMING=on behind a Function URL with InvokeMode RESPONSE_STREAM or a streaming REST API"
)


class Feeds:
    """The feeds of one application: it counts how many run."""

    def __init__(self, settings: Settings, sources: Sources, admission: Admission) -> None:
        """Share the sources and the bound on renders with all that is asked of the application."""
        self.settings, self.sources, self.admission = settings, sources, admission
        self.places = BoundedSemaphore(MAX_FEEDS)

    async def answer(self, request: Request, prefix: str, feed: Feed, room: int | None) -> Response:
        """Answer a feed that has its first frame. room: bytes that the front carries at once, None where it streams."""
        left = responses.seconds_good(feed.expires, time())
        if not carried_as_stream(room):
            raise NoStream(BUFFERED)
        request.state.request_log.facts["key"] = prefix
        shown = camera(prefix, feed, self.settings, self.sources, self.admission)
        seconds = self.settings.deadline
        if request.method == "HEAD":
            await within(request, seconds, shown.check)
            return _head()
        if not self.places.acquire(blocking=False):
            raise Saturated(f"{MAX_FEEDS} feeds are running, as many as can be; try again")
        try:
            first = await within(request, seconds, shown.look, streams=True)
        except BaseException:
            self.places.release()
            raise
        ends = _end(feed.seconds if left is None else min(feed.seconds, left), request.scope.get("aws.context"))
        return Stream(_parts(first or b"", shown, feed.fps or shown.fps, ends), ends, self.places.release)


class Stream(StreamingResponse):
    """The response of a running feed. However it ends, its place becomes free."""

    def __init__(self, parts: AsyncIterator[bytes], ends: float, release: Callable[[], None]) -> None:
        """Take the parts, when they end on the monotonic clock, and what frees the place."""
        super().__init__(parts, media_type=MEDIA_TYPE, headers=HEADERS)
        self.ends, self.release = ends, release

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the parts until they end, or until the client has left or has not read for too long."""
        left = self.ends + STALLED_SECONDS - monotonic()
        try:
            with suppress(ClientDisconnect), anyio.move_on_after(left):
                await super().__call__(scope, receive, send)
        finally:
            self.release()


def _head() -> Response:
    head = Response(None, media_type=MEDIA_TYPE, headers=HEADERS)
    del head.headers["content-length"]
    return head


def _end(seconds: int, context: object) -> float:
    """Return when a feed ends, on the monotonic clock: after its seconds, or before Lambda's time is up."""
    return monotonic() + min(seconds, seconds_left(context) - FEED_RESERVE)


async def _parts(frame: bytes, shown: Camera, fps: int, ends: float) -> AsyncIterator[bytes]:
    """Yield a part for each frame, and the closing delimiter."""
    period = pause = 1 / fps
    due = again = monotonic()
    yield _part(frame)
    while (due := max(due + pause, monotonic())) < ends:
        await _until(due)
        new = await _next(shown)
        pause = period if new else max(period, min(2 * pause, IDLE_SECONDS))
        if new or monotonic() >= again:
            frame, again = (new, 0.0) if new else (frame, monotonic() + KEEP_ALIVE_SECONDS)
            yield _part(frame)
    await _until(ends)
    yield f"--{BOUNDARY}--\r\n".encode()


async def _until(moment: float) -> None:
    await anyio.sleep(max(0.0, moment - monotonic()))


async def _next(shown: Camera) -> bytes | None:
    try:
        return await run_in_threadpool(shown.look)
    except ImageError:
        return None


def _part(frame: bytes) -> bytes:
    head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(frame)}\r\n\r\n"
    return head.encode() + frame + b"\r\n"
